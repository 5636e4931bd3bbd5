#include "reporters/html/html_text.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/utf8.h"

namespace audit {
namespace {

/// Bytes that go into a page as they are.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = ' '; byte <= '~'; ++byte)
    plain[byte] = true;
  for (const char c : {'&', '<', '>', '"', '\''})
    plain[static_cast<std::size_t>(c)] = false;
  plain['\t'] = plain['\n'] = true;
  return plain;
}();

bool MustBeShown(char32_t code) {
  const auto c = static_cast<UChar32>(code);
  // Variation selectors only choose between forms of a visible sign.
  if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) return false;
  const auto mask = U_GET_GC_MASK(c);
  return (mask & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
         u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT);
}

std::string_view Entity(char32_t code) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const auto special =
        std::find_if(text.begin(), text.end(), [](char c) { return !kPlain[static_cast<unsigned char>(c)]; });
    out.append(text.begin(), special);
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
    if (text.empty()) return out;
    const Utf8Character character = DecodeUtf8(text);
    const std::size_t length = character.length == 0 ? 1 : character.length;
    if (character.length == 0)
      out += "\xEF\xBF\xBD";
    else if (const std::string_view entity = Entity(character.code); !entity.empty())
      out += entity;
    else if (MustBeShown(character.code))
      out += fmt::format("‹U+{:04X}›", static_cast<unsigned>(character.code));
    else
      out += text.substr(0, length);
    text.remove_prefix(length);
  }
}

}  // namespace audit
