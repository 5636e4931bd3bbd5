#include "parsers/docx/symbols.h"

#include <charconv>
#include <cstddef>

#include "parsers/utf8.h"

namespace audit {
namespace {

struct Row {
  unsigned char code;
  char32_t character;
};

/// Where the Symbol font has something else than Latin letters: Greek at the places of the letters it sounds like.
constexpr char32_t kSymbolLetters[] = U"ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
constexpr char32_t kSymbolSmallLetters[] = U"αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

constexpr Row kSymbol[] = {{0xA3, U'≤'}, {0xA5, U'∞'}, {0xAE, U'→'}, {0xB0, U'°'}, {0xB1, U'±'}, {0xB3, U'≥'},
                           {0xB4, U'×'}, {0xB7, U'•'}, {0xB9, U'≠'}, {0xBB, U'≈'}, {0xD2, U'®'}, {0xD3, U'©'},
                           {0xD4, U'™'}, {0xD6, U'√'}, {0xE2, U'®'}, {0xE3, U'©'}, {0xE4, U'™'}};

constexpr Row kWingdings[] = {{0x6C, U'●'}, {0x6E, U'■'}, {0x6F, U'□'}, {0x71, U'❑'}, {0x76, U'❖'},
                              {0x9F, U'•'}, {0xA7, U'▪'}, {0xA8, U'◻'}, {0xD8, U'➢'}, {0xE0, U'→'},
                              {0xF0, U'⇨'}, {0xFB, U'✗'}, {0xFC, U'✓'}, {0xFD, U'☒'}, {0xFE, U'☑'}};

template <std::size_t n>
char32_t Find(const Row (&rows)[n], unsigned code) {
  for (const Row& row : rows) {
    if (row.code == code) return row.character;
  }
  return 0;
}

char32_t InSymbolFont(unsigned code) {
  if (code >= 'A' && code <= 'Z') return kSymbolLetters[code - 'A'];
  if (code >= 'a' && code <= 'z') return kSymbolSmallLetters[code - 'a'];
  if (code >= 0x20 && code < 0x40) return code;
  return Find(kSymbol, code);
}

}  // namespace

std::string SymbolText(std::string_view font, std::string_view hex) {
  unsigned code = 0;
  const auto result = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  std::string text;
  if (result.ec != std::errc()) return text;
  // Symbol fonts put their 256 characters into the private use area; a plain number means the same.
  const bool is_private = code >= 0xF000 && code <= 0xF0FF;
  const unsigned low = is_private ? code - 0xF000 : code;
  char32_t character = code;
  if (font == "Symbol") {
    character = InSymbolFont(low);
  } else if (font.starts_with("Wingdings")) {
    character = font == "Wingdings" ? Find(kWingdings, low) : 0;
  } else if (is_private) {
    character = 0;
  }
  AppendUtf8(character == 0 ? U'\uFFFD' : character, text);
  return text;
}

}  // namespace audit
