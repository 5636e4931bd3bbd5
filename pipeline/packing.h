// How records and readings are packed into bytes: members in order, whole numbers as seven bits a byte, lowest first,
// enumerations by their written names (vocabulary.h), so that what is stored survives reordering. For record_pack.cc
// and reading.cc; unpacking throws std::runtime_error for whatever was not packed like this.
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "analyzers/vocabulary.h"
#include "parsers/utf8.h"
#include "reporters/audit_record.h"

namespace audit::packing {

[[noreturn]] inline void Fail(const char* what) { throw std::runtime_error(what); }

template <typename T, typename... Others>
concept OneOf = (std::same_as<std::remove_const_t<T>, Others> || ...);

// The members of each type that travel: the only list.
auto Members(OneOf<TextSpan> auto& x) { return std::tie(x.begin, x.end); }
auto Members(OneOf<Box> auto& x) { return std::tie(x.left, x.top, x.right, x.bottom); }
auto Members(OneOf<SourceLocation> auto& x) { return std::tie(x.page, x.line, x.paragraph, x.part, x.box); }
auto Members(OneOf<Coverage> auto& x) {
  return std::tie(x.pages_total, x.pages_read, x.pages_without_text, x.pages_by_ocr, x.limits_hit);
}
auto Members(OneOf<Anomaly> auto& x) { return std::tie(x.name, x.detail, x.where); }
auto Members(OneOf<Label> auto& x) {
  return std::tie(x.kind, x.stance, x.subject, x.stands, x.cue, x.because, x.confidence);
}
auto Members(OneOf<Statement> auto& x) {
  return std::tie(x.text, x.span, x.block, x.block_kind, x.where, x.labels, x.jurisdiction, x.conditions);
}
auto Members(OneOf<DocumentFacts> auto& x) {
  return std::tie(x.jurisdictions, x.track, x.role, x.language, x.because, x.not_classified);
}
auto Members(OneOf<Authority> auto& x) { return std::tie(x.cite, x.verification, x.note); }
auto Members(OneOf<Context> auto& x) { return std::tie(x.before, x.paragraph, x.after); }
auto Members(OneOf<Place> auto& x) { return std::tie(x.where, x.quote, x.context, x.picture); }
auto Members(OneOf<Finding> auto& x) {
  return std::tie(x.rule, x.category, x.severity, x.title, x.message, x.rewrite, x.authorities, x.as_of, x.reason,
                  x.places, x.statements, x.fingerprint);
}
auto Members(OneOf<ChecklistPoint> auto& x) { return std::tie(x.rule, x.question, x.answered, x.evidence); }
auto Members(OneOf<AuditRecord> auto& x) {
  return std::tie(x.document_id, x.path, x.sha256, x.format, x.bytes, x.modified_unix_s, x.outcome, x.outcome_detail,
                  x.coverage, x.anomalies, x.title, x.facts, x.statements, x.findings, x.checklist, x.unjudged,
                  x.policy_digest, x.tool_version);
}

auto Members(OneOf<Rgb> auto& x) { return std::tie(x.red, x.green, x.blue); }
auto Members(OneOf<TextStyle> auto& x) { return std::tie(x.font_size_pt, x.bold, x.color, x.ground); }
auto Members(OneOf<TextLine> auto& x) { return std::tie(x.text, x.box, x.page); }
auto Members(OneOf<Block> auto& x) {
  return std::tie(x.kind, x.text, x.where, x.style, x.visibility, x.heading_level, x.table, x.row, x.column, x.folded,
                  x.ocr_confidence, x.lines);
}
auto Members(OneOf<Document> auto& x) {
  return std::tie(x.format, x.text, x.blocks, x.metadata, x.coverage, x.anomalies);  // the rest goes with the file
}

inline std::string_view WrittenName(Outcome outcome) { return OutcomeName(outcome); }
template <typename Enum>
std::string_view WrittenName(Enum value) {
  return NameOf(value);
}

template <typename Enum>
std::optional<Enum> Named(std::string_view name) {
  return ValueOf<Enum>(name);
}
template <>
inline std::optional<Outcome> Named(std::string_view name) {
  for (const Outcome outcome : kAllOutcomes)
    if (OutcomeName(outcome) == name) return outcome;
  return std::nullopt;
}

class Packer {
 public:
  /// `format` is the first byte.
  explicit Packer(char format) : out_(1, format) {}

  template <typename T>
  void Put(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      IsValidUtf8(value) ? PutBytes(value) : PutBytes(ReplaceBadUtf8(value));
    } else if constexpr (std::is_enum_v<T>) {
      PutBytes(WrittenName(value));
    } else if constexpr (std::is_same_v<T, double>) {
      const auto bits = std::bit_cast<std::uint64_t>(value);
      for (int shift = 0; shift < 64; shift += 8)
        out_ += static_cast<char>(bits >> shift & 0xFF);
    } else if constexpr (std::integral<T>) {
      PutNumber(static_cast<std::uint64_t>(value));
    } else {
      std::apply([this](const auto&... member) { (Put(member), ...); }, Members(value));
    }
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    PutNumber(values.size());
    for (const T& value : values)
      Put(value);
  }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }

  void Put(const std::map<std::string, std::string>& values) {
    PutNumber(values.size());
    for (const auto& [key, value] : values) {
      Put(key);
      Put(value);
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  void PutNumber(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
      out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  void PutBytes(std::string_view bytes) {
    PutNumber(bytes.size());
    out_ += bytes;
  }

  std::string out_;
};

class Unpacker {
 public:
  /// `bytes` must outlive it.
  Unpacker(std::string_view bytes, char format) : left_(bytes) {
    if (Bytes(1)[0] != format) Fail("it is not of this version");
  }

  template <typename T>
  void Take(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      const std::string_view bytes = Bytes(Number());
      if (!IsValidUtf8(bytes)) Fail("a text is not valid UTF-8");
      value = bytes;
    } else if constexpr (std::is_enum_v<T>) {
      const auto named = Named<T>(Bytes(Number()));
      if (!named) Fail("unknown name");
      value = *named;
    } else if constexpr (std::is_same_v<T, double>) {
      value = Double();
    } else if constexpr (std::is_same_v<T, bool>) {
      const std::uint64_t number = Number();
      if (number > 1) Fail("neither true nor false");
      value = number == 1;
    } else if constexpr (std::integral<T>) {
      const std::uint64_t number = Number();
      value = static_cast<T>(number);
      if (static_cast<std::uint64_t>(value) != number) Fail("a number is too great");
    } else {
      std::apply([this](auto&... member) { (Take(member), ...); }, Members(value));
    }
  }
  template <typename T>
  void Take(std::vector<T>& values) {
    const std::uint64_t count = Number();
    if (count > left_.size()) Fail("it ends too early");  // each value takes a byte at least
    for (std::uint64_t i = 0; i < count; ++i)
      Take(values.emplace_back());
  }
  template <typename T>
  void Take(std::optional<T>& value) {
    bool there = false;
    Take(there);
    if (there) Take(value.emplace());
  }

  void Take(std::map<std::string, std::string>& values) {
    const std::uint64_t count = Number();
    if (count > left_.size()) Fail("it ends too early");
    for (std::uint64_t i = 0; i < count; ++i) {
      std::string key;
      Take(key);
      Take(values[key]);
    }
  }

  void End() const {
    if (!left_.empty()) Fail("it goes on behind its end");
  }

 private:
  std::string_view Bytes(std::uint64_t count) {
    if (count > left_.size()) Fail("it ends too early");
    const std::string_view taken = left_.substr(0, count);
    left_.remove_prefix(count);
    return taken;
  }
  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(Bytes(1)[0]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    Fail("a number is too long");
  }
  double Double() {
    const std::string_view bytes = Bytes(8);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i)
      bits |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    const auto value = std::bit_cast<double>(bits);
    if (!std::isfinite(value)) Fail("a figure is no number");
    return value;
  }

  std::string_view left_;
};

}  // namespace audit::packing
