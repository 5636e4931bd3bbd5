#include "parsers/html/char_refs.h"

#include <algorithm>
#include <iterator>

#include "parsers/utf8.h"

namespace audit {
namespace {

struct NamedRef {
  std::string_view name;
  std::string_view utf8;
};

constexpr NamedRef kNamedRefs[] = {
#include "parsers/html/char_refs_table.inc"
};

constexpr std::size_t kLongestName = 32;

/// What windows-1252 has at 0x80 to 0x9F, where Unicode has control characters; 0 = keep.
constexpr unsigned kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool IsAlnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int DigitValue(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::size_t DecodeNumber(std::string_view text, std::string& out) {
  std::size_t i = 2;
  int base = 10;
  if (i < text.size() && (text[i] == 'x' || text[i] == 'X')) {
    base = 16;
    ++i;
  }
  const std::size_t first_digit = i;
  unsigned value = 0;
  for (; i < text.size(); ++i) {
    const int digit = DigitValue(text[i], base);
    if (digit < 0) break;
    if (value <= 0x10FFFF) value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit);
  }
  if (i == first_digit) return 0;
  if (i < text.size() && text[i] == ';') ++i;
  if (value >= 0x80 && value < 0xA0 && kWindows1252[value - 0x80] != 0) value = kWindows1252[value - 0x80];
  AppendUtf8(value, out);
  return i;
}

/// The longest name in the table that `text` starts with, or nullptr.
const NamedRef* LongestName(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && length < kLongestName && IsAlnum(text[length]))
    ++length;
  if (length < text.size() && text[length] == ';') ++length;
  for (; length >= 2; --length) {
    const std::string_view name = text.substr(0, length);
    const auto* found = std::lower_bound(std::begin(kNamedRefs), std::end(kNamedRefs), name,
                                         [](const NamedRef& ref, std::string_view key) { return ref.name < key; });
    if (found != std::end(kNamedRefs) && found->name == name) return found;
  }
  return nullptr;
}

}  // namespace

std::size_t DecodeCharRef(std::string_view text, ReferencePlace place, std::string& out) {
  if (text.size() < 2) return 0;
  if (text[1] == '#') return DecodeNumber(text, out);
  if (!IsAlnum(text[1])) return 0;
  const NamedRef* ref = LongestName(text.substr(1));
  if (ref == nullptr) return 0;
  const std::size_t used = ref->name.size() + 1;
  if (place == ReferencePlace::kAttribute && ref->name.back() != ';' && used < text.size() &&
      (text[used] == '=' || IsAlnum(text[used]))) {
    return 0;  // "?a=1&copy=2" in an address is no copyright sign
  }
  out += ref->utf8;
  return used;
}

std::string DecodeCharRefs(std::string_view text, ReferencePlace place) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t used = text[i] == '&' ? DecodeCharRef(text.substr(i), place, out) : 0;
    if (used == 0) out += text[i];
    i += used == 0 ? 1 : used;
  }
  return out;
}

}  // namespace audit
