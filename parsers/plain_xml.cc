#include "parsers/plain_xml.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kLongestValue = 1u << 20;
constexpr std::size_t kMostAttributes = 64;  // each is compared with each
constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

enum CharClass : std::uint8_t {
  kNameStart = 1,
  kName = 2,
  kBlank = 4,
  kControl = 8,
  kReference = 16,
  kWide = 32,
  kTag = 64
};

constexpr std::array<std::uint8_t, 256> MakeClasses() {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool other = (c >= '0' && c <= '9') || c == '-' || c == '.';
    int bits = letter ? kNameStart | kName : other ? kName : 0;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') bits |= kBlank;
    if (c < 0x20) bits |= kControl;
    if (c == '&') bits |= kReference;
    if (c >= 0x80) bits |= kWide;
    if (c == '<') bits |= kTag;
    classes[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(bits);
  }
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = MakeClasses();

std::uint8_t ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }

/// All classes that occur.
std::uint8_t ClassesIn(std::string_view text) {
  std::uint8_t classes = 0;
  for (const char c : text)
    classes |= ClassOf(c);
  return classes;
}

/// Takes a name without prefix from the front; empty if there is none.
std::string_view TakeName(std::string_view& rest) {
  std::size_t length = 0;
  if (!rest.empty() && (ClassOf(rest[0]) & kNameStart) != 0) {
    while (length < rest.size() && (ClassOf(rest[length]) & kName) != 0)
      ++length;
  }
  const std::string_view name = rest.substr(0, length);
  rest.remove_prefix(length);
  return name;
}

/// Returns whether there were any.
bool SkipBlanks(std::string_view& rest) {
  std::size_t length = 0;
  while (length < rest.size() && (ClassOf(rest[length]) & kBlank) != 0)
    ++length;
  rest.remove_prefix(length);
  return length > 0;
}

bool SkipIf(std::string_view& rest, std::string_view what) {
  if (!rest.starts_with(what)) return false;
  rest.remove_prefix(what.size());
  return true;
}

/// XML admits all characters but U+FFFE, U+FFFF and controls.
bool IsGoodUtf8(std::string_view text) {
  while (!text.empty()) {
    const auto [code, length] = DecodeUtf8(text);
    if (length == 0 || code == 0xFFFE || code == 0xFFFF) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// The character of a named reference at the front, which is taken; 0 for any other.
char TakeReference(std::string_view& rest) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [reference, character] : kNamed)
    if (SkipIf(rest, reference)) return character;
  return 0;
}

/// False if it holds a reference that is not one of the five.
bool Decode(std::string_view raw, std::string& text) {
  text.clear();
  while (true) {
    const std::size_t plain = std::min(raw.find('&'), raw.size());
    text += raw.substr(0, plain);
    raw.remove_prefix(plain);
    if (raw.empty()) return true;
    const char character = TakeReference(raw);
    if (character == 0) return false;
    text += character;
  }
}

/// Takes ` name="value"` in either kind of quotes.
bool SkipFact(std::string_view& rest, std::string_view name, std::string_view value) {
  std::string_view at = rest;
  if (!SkipIf(at, name) || at.empty()) return false;
  const std::string_view quote = at.substr(0, 1);
  if ((quote != "\"" && quote != "'") || !SkipIf(at, quote) || !SkipIf(at, value) || !SkipIf(at, quote)) return false;
  rest = at;
  return true;
}

/// Takes the declaration, if it is there and says UTF-8; false if there is another one.
bool TakeDeclaration(std::string_view& rest) {
  SkipIf(rest, "\xEF\xBB\xBF");
  if (!rest.starts_with("<?xml")) return true;
  if (!SkipIf(rest, "<?xml") || !SkipFact(rest, " version=", "1.0")) return false;
  if (!SkipFact(rest, " encoding=", "UTF-8")) SkipFact(rest, " encoding=", "utf-8");
  if (!SkipFact(rest, " standalone=", "yes")) SkipFact(rest, " standalone=", "no");
  SkipIf(rest, " ");
  return SkipIf(rest, "?>");
}

}  // namespace

std::size_t PlainXml::Take(std::string_view bytes) {
  std::string_view rest = bytes;
  while (!rest.empty() && !stuck_ && !state_.stopped) {
    std::string_view after = rest;
    Step step = Step::kTaken;
    if (!begun_) {
      step = TakeFirst(after);
    } else if (state_.open.empty()) {
      if (!SkipBlanks(after)) step = Step::kStuck;
    } else {
      step = rest[0] == '<' ? TakeTag(after) : TakeText(after);
    }
    stuck_ = step == Step::kStuck;
    if (step != Step::kTaken) break;
    rest = after;
  }
  return bytes.size() - rest.size();
}

/// All up to the first start tag, and that.
PlainXml::Step PlainXml::TakeFirst(std::string_view& rest) {
  constexpr std::size_t kShortestDocument = 4;  // of the library, which reads nothing of a shorter one
  constexpr std::size_t kLongestDeclaration = 100;
  if (rest.size() < kShortestDocument) return Step::kIncomplete;
  if (rest.size() < kLongestDeclaration && rest.find('>') == std::string_view::npos) return Step::kIncomplete;
  if (!TakeDeclaration(rest)) return Step::kStuck;
  SkipBlanks(rest);
  if (rest.empty()) return Step::kIncomplete;
  return rest[0] == '<' ? TakeTag(rest) : Step::kStuck;
}

PlainXml::Step PlainXml::TakeTag(std::string_view& rest) {
  if (rest.size() < 2) return Step::kIncomplete;
  if ((ClassOf(rest[1]) & kNameStart) != 0) return TakeStartTag(rest);
  return rest[1] == '/' ? TakeEndTag(rest) : Step::kStuck;
}

PlainXml::Step PlainXml::TakeEndTag(std::string_view& rest) {
  const std::size_t end = rest.find('>');
  if (end == std::string_view::npos) return rest.size() > kLongestValue ? Step::kStuck : Step::kIncomplete;
  if (state_.open.empty() || rest.substr(2, end - 2) != state_.open.back().written) return Step::kStuck;
  rest.remove_prefix(end + 1);
  state_.Close();
  return Step::kTaken;
}

PlainXml::Step PlainXml::TakeStartTag(std::string_view& rest) {
  std::string_view at = rest.substr(1);
  const char* const begin = at.data();
  std::string_view name = TakeName(at);
  std::string_view prefix;
  if (SkipIf(at, ":")) {
    prefix = name;
    name = TakeName(at);
  }
  const std::string_view written(begin, static_cast<std::size_t>(at.data() - begin));
  if (at.empty()) return rest.size() > kLongestValue ? Step::kStuck : Step::kIncomplete;
  if (name.empty()) return Step::kStuck;
  bool empty_element = false;
  const Step step = ReadAttributes(at, empty_element);
  if (step == Step::kIncomplete && rest.size() > kLongestValue) return Step::kStuck;
  if (step != Step::kTaken) return step;
  if (state_.open.size() >= state_.max_depth) {
    state_.Stop(XmlOutcome::kTooDeep);
    return Step::kTaken;
  }
  const std::size_t namespaces_before = state_.namespaces.size();
  std::string_view space;
  if (!DeclareNamespaces() || !Resolve(prefix, space) || !ResolveAttributes()) {
    state_.namespaces.resize(namespaces_before);
    last_namespaces_ = 0;
    return Step::kStuck;
  }
  const std::size_t depth = state_.open.size();
  if (written_.size() == depth) written_.emplace_back();
  written_[depth] = written;
  const std::string_view kept = written_[depth];
  state_.open.push_back({space, kept.substr(kept.size() - name.size()), kept, namespaces_before});
  begun_ = true;
  rest = at;
  state_.handler.OnStart({space, state_.open.back().name, state_.attributes});
  if (empty_element) state_.Close();
  return Step::kTaken;
}

/// Up to the end of the tag; namespaces are not looked at.
PlainXml::Step PlainXml::ReadAttributes(std::string_view& at, bool& empty_element) {
  raw_.clear();
  decoded_.clear();
  while (true) {
    const bool apart = SkipBlanks(at);
    if (at.empty()) return Step::kIncomplete;
    if (SkipIf(at, ">")) return Step::kTaken;
    if (at[0] == '/') {
      if (at.size() < 2) return Step::kIncomplete;
      empty_element = true;
      return SkipIf(at, "/>") ? Step::kTaken : Step::kStuck;
    }
    RawAttribute attribute;
    attribute.name = TakeName(at);
    if (SkipIf(at, ":")) {
      attribute.prefix = attribute.name;
      if (attribute.prefix.empty()) return Step::kStuck;
      attribute.name = TakeName(at);
    }
    if (at.size() < 2) return Step::kIncomplete;
    const char quote = at[1];
    if (!apart || attribute.name.empty() || at[0] != '=' || (quote != '"' && quote != '\'')) return Step::kStuck;
    at.remove_prefix(2);
    std::size_t end = 0;
    std::uint8_t classes = 0;
    while (end < at.size() && at[end] != quote)
      classes |= ClassOf(at[end++]);
    if (end == at.size()) return Step::kIncomplete;
    if (!ReadValue(at.substr(0, end), classes, attribute.value)) return Step::kStuck;
    at.remove_prefix(end + 1);
    if (raw_.size() == kMostAttributes) return Step::kStuck;
    raw_.push_back(attribute);
  }
}

bool PlainXml::ReadValue(std::string_view raw, std::uint8_t classes, std::string_view& value) {
  value = raw;
  if ((classes & (kControl | kTag)) != 0) return false;
  if ((classes & kWide) != 0 && !IsGoodUtf8(raw)) return false;
  if ((classes & kReference) == 0) return true;
  if (!Decode(raw, decoded_.emplace_back())) return false;
  value = decoded_.back();
  return true;
}

bool PlainXml::DeclareNamespaces() {
  for (const RawAttribute& attribute : raw_) {
    const bool by_default = attribute.prefix.empty() && attribute.name == "xmlns";
    if (!by_default && attribute.prefix != "xmlns") continue;
    const std::string_view prefix = by_default ? std::string_view() : attribute.name;
    const std::string_view uri = attribute.value;
    const bool odd = uri.empty() || uri == kXmlUri || uri.find("/xmlns/") != std::string_view::npos ||
                     uri.find_first_of("\"'&<> ") != std::string_view::npos;
    if (odd || prefix == "xml" || prefix == "xmlns") return false;
    state_.namespaces.push_back({Interned(prefix), Interned(uri)});
    last_namespaces_ = 0;
  }
  return true;
}

/// False if two are the same, or a prefix is not known.
bool PlainXml::ResolveAttributes() {
  state_.attributes.clear();
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    const RawAttribute& attribute = raw_[i];
    for (std::size_t j = 0; j < i; ++j)
      if (raw_[j].name == attribute.name && raw_[j].prefix == attribute.prefix) return false;
    if (attribute.prefix == "xmlns" || (attribute.prefix.empty() && attribute.name == "xmlns")) continue;
    std::string_view space;
    if (!attribute.prefix.empty() && !Resolve(attribute.prefix, space)) return false;
    for (const XmlAttribute& before : state_.attributes)
      if (before.name == attribute.name && before.space == space) return false;
    state_.attributes.push_back({space, attribute.name, attribute.value});
  }
  return true;
}

/// The default namespace may be none; a prefix must be known.
bool PlainXml::Resolve(std::string_view prefix, std::string_view& uri) {
  if (last_namespaces_ == state_.namespaces.size() && last_namespaces_ > 0 && prefix == last_prefix_) {
    uri = last_uri_;
    return true;
  }
  if (prefix == "xml") {
    uri = kXmlUri;
    return true;
  }
  const auto known = std::find_if(state_.namespaces.rbegin(), state_.namespaces.rend(),
                                  [prefix](const auto& each) { return each.prefix == prefix; });
  if (known == state_.namespaces.rend()) {
    uri = {};
    return prefix.empty();
  }
  uri = known->uri;
  last_prefix_ = known->prefix;
  last_uri_ = uri;
  last_namespaces_ = state_.namespaces.size();
  return true;
}

std::string_view PlainXml::Interned(std::string_view text) {
  const auto known = interned_.find(text);
  return known != interned_.end() ? *known : *interned_.emplace(text).first;
}

PlainXml::Step PlainXml::TakeText(std::string_view& rest) {
  const std::size_t length = rest.find('<');
  if (length == std::string_view::npos) return rest.size() > kLongestValue ? Step::kStuck : Step::kIncomplete;
  std::string_view text = rest.substr(0, length);
  const std::uint8_t classes = ClassesIn(text);
  if ((classes & kControl) != 0 && std::any_of(text.begin(), text.end(), [](char c) {
        return (ClassOf(c) & kControl) != 0 && c != '\n' && c != '\t';
      }))
    return Step::kStuck;
  if (text.find("]]>") != std::string_view::npos || ((classes & kWide) != 0 && !IsGoodUtf8(text))) return Step::kStuck;
  if ((classes & kReference) != 0) {
    decoded_.clear();
    if (!Decode(text, decoded_.emplace_back())) return Step::kStuck;
    text = decoded_.back();
  }
  rest.remove_prefix(length);
  state_.handler.OnText(text);
  return Step::kTaken;
}

std::string PlainXml::Opening() const {
  if (ended()) return "<x/>";
  std::string tags;
  for (std::size_t i = 0; i < state_.open.size(); ++i) {
    tags += '<';
    tags += state_.open[i].written;
    const std::size_t end =
        i + 1 < state_.open.size() ? state_.open[i + 1].namespaces_before : state_.namespaces.size();
    for (std::size_t n = state_.open[i].namespaces_before; n < end; ++n) {
      tags += state_.namespaces[n].prefix.empty() ? " xmlns" : " xmlns:";
      tags += state_.namespaces[n].prefix;
      tags += "=\"";
      tags += state_.namespaces[n].uri;
      tags += '"';
    }
    tags += '>';
  }
  return tags;
}

}  // namespace audit
