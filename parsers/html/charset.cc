#include "parsers/html/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kLabelBytes = 4096;
constexpr std::size_t kDetectorBytes = 64u << 10;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

struct Utf8Census {
  std::size_t wide = 0;
  std::size_t bad = 0;
};

Utf8Census CountUtf8(std::string_view bytes) {
  Utf8Census census;
  while (true) {
    bytes.remove_prefix(AsciiLength(bytes));
    if (bytes.empty()) return census;
    const std::size_t length = DecodeUtf8(bytes).length;
    ++(length == 0 ? census.bad : census.wide);
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

/// The label in `<meta ... charset=...>` or `<?xml ... encoding="...">`, lower case, or "".
std::string DeclaredLabel(std::string_view bytes) {
  std::string head = LowerAscii(bytes.substr(0, kLabelBytes));
  for (std::size_t at = head.find("<!--"); at != std::string::npos; at = head.find("<!--", at)) {
    const std::size_t end = head.find("-->", at + 2);
    head.erase(at, end == std::string::npos ? std::string::npos : end + 3 - at);
  }
  auto value_after = [&](std::string_view tag, std::string_view key) -> std::string {
    for (std::size_t at = head.find(tag); at != std::string::npos; at = head.find(tag, at + 1)) {
      const std::string_view inside(head.data() + at, std::min(head.find('>', at), head.size()) - at);
      std::size_t i = inside.find(key);
      if (i == std::string_view::npos) continue;
      i = inside.find_first_not_of(" \t\r\n", i + key.size());
      if (i == std::string_view::npos || inside[i] != '=') continue;
      i = inside.find_first_not_of(" \t\r\n\"'", i + 1);
      if (i == std::string_view::npos) continue;
      return std::string(inside.substr(i, std::min(inside.find_first_of(" \t\r\n\"';/?", i), inside.size()) - i));
    }
    return {};
  };
  std::string label = value_after("<meta", "charset");
  return label.empty() ? value_after("<?xml", "encoding") : label;
}

/// The converter for a label as browsers read it: many old labels stand for the wider set that pages really use.
std::string ConverterName(const std::string& label) {
  struct Alias {
    std::string_view label, converter;
  };
  constexpr Alias kAliases[] = {
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"ascii", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},
      {"gb_2312-80", "gb18030"},
      {"gbk", "gb18030"},
      {"x-gbk", "gb18030"},
      {"big5", "big5-hkscs"},
      {"big-5", "big5-hkscs"},
      {"x-x-big5", "big5-hkscs"},
      {"shift_jis", "windows-31j"},
      {"shift-jis", "windows-31j"},
      {"x-sjis", "windows-31j"},
      {"sjis", "windows-31j"},
      {"euc-kr", "windows-949"},
      {"ks_c_5601-1987", "windows-949"},
      {"utf-16", "utf-8"},
      {"utf-16le", "utf-8"},
      {"utf-16be", "utf-8"},
      {"unicode", "utf-8"},
      {"utf-7", "windows-1252"},
      {"x-user-defined", "windows-1252"},
  };
  for (const Alias& alias : kAliases) {
    if (alias.label == label) return std::string(alias.converter);
  }
  return label;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

/// False when there is no such converter.
bool Convert(std::string_view bytes, const std::string& charset, DecodedText& decoded) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return false;
  decoded = {{}, charset, 0};
  std::vector<UChar> buffer(32u << 10);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  icu::UnicodeString pending;
  do {
    UChar* target = buffer.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &target, target + buffer.size(), &source, source_end, nullptr, true, &status);
    pending.append(buffer.data(), static_cast<int32_t>(target - buffer.data()));
    // A surrogate pair may be cut by the end of the buffer: its first half waits for the next round.
    UChar cut = 0;
    if (status == U_BUFFER_OVERFLOW_ERROR && pending.length() > 0 && U16_IS_LEAD(pending[pending.length() - 1])) {
      cut = pending[pending.length() - 1];
      pending.truncate(pending.length() - 1);
    }
    pending.toUTF8String(decoded.text);
    pending.remove();
    if (cut != 0) pending.append(cut);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  for (std::size_t at = decoded.text.find(kReplacement); at != std::string::npos;
       at = decoded.text.find(kReplacement, at + kReplacement.size())) {
    ++decoded.replaced;
  }
  return true;
}

std::string DetectedCharset(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  const std::string_view sample = bytes.substr(0, kDetectorBytes);
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  const char* name = ucsdet_getName(match, &status);
  if (U_FAILURE(status) || name == nullptr || std::string_view(name).starts_with("UTF-")) return {};
  return LowerAscii(name);
}

/// "UTF-16LE", "UTF-16BE" or "" by mark or, for a page that starts with '<', by the zero beside it.
std::string Utf16Kind(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with(std::string_view("<\0", 2))) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with(std::string_view("\0<", 2))) return "UTF-16BE";
  return {};
}

void DropByteOrderMark(std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
}

}  // namespace

DecodedText DecodeToUtf8(std::string_view bytes) {
  DecodedText decoded;
  if (const std::string utf16 = Utf16Kind(bytes); !utf16.empty() && Convert(bytes, utf16, decoded)) {
    DropByteOrderMark(decoded.text);
    return decoded;
  }
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  const Utf8Census census = CountUtf8(bytes);
  // A few bad bytes among many good ones are damage; text in another charset has hardly a good one.
  if (marked || census.bad == 0 || census.wide >= 20 * census.bad) {
    decoded = {census.bad == 0 ? std::string(bytes) : ReplaceBadUtf8(bytes), "UTF-8", census.bad};
  } else {
    const std::string declared = ConverterName(DeclaredLabel(bytes));
    const bool usable = !declared.empty() && declared != "utf-8" && declared != "utf8";
    if (usable && Convert(bytes, declared, decoded)) return decoded;
    const std::string detected = ConverterName(DetectedCharset(bytes));
    if (detected.empty() || !Convert(bytes, detected, decoded)) Convert(bytes, "windows-1252", decoded);
  }
  return decoded;
}

std::vector<std::size_t> SourceOffsets(std::string_view bytes, const std::string& charset,
                                       const std::vector<std::size_t>& offsets) {
  constexpr std::size_t kMarkBytes = 3;
  std::vector<std::size_t> found;
  std::size_t text_at = 0;
  const auto reach = [&](std::size_t source_at) {
    while (found.size() < offsets.size() && offsets[found.size()] <= text_at)
      found.push_back(source_at);
  };
  if (charset == "UTF-8") {
    std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? kMarkBytes : 0;
    reach(at);
    while (at < bytes.size() && found.size() < offsets.size()) {
      const std::size_t length = DecodeUtf8(bytes.substr(at)).length;
      text_at += length == 0 ? kReplacement.size() : length;
      at += length == 0 ? 1 : length;
      reach(at);
    }
    return found.size() == offsets.size() ? found : std::vector<std::size_t>();
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return {};
  reach(0);
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  bool first = true;
  while (source < end && found.size() < offsets.size()) {
    status = U_ZERO_ERROR;
    const auto before = static_cast<std::size_t>(source - bytes.data());
    const UChar32 point = ucnv_getNextUChar(converter.get(), &source, end, &status);
    if (U_FAILURE(status) && source == end) break;
    const auto at = static_cast<std::size_t>(source - bytes.data());
    const bool is_mark = std::exchange(first, false) && point == 0xFEFF;
    if (!is_mark) {
      std::string utf8;
      AppendUtf8(static_cast<char32_t>(U_FAILURE(status) ? 0xFFFD : point), utf8);
      text_at += utf8.size();
    }
    if (at == before && !is_mark) continue;  // the second character of one sequence
    reach(at);
  }
  return found.size() == offsets.size() ? found : std::vector<std::size_t>();
}

}  // namespace audit
