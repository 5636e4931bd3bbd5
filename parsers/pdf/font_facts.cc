#include "parsers/pdf/font_facts.h"

#include <GfxFont.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>

namespace audit {

bool IsBoldFont(const GfxFont& font) {
  if (font.getWeight() >= GfxFont::W600 || font.isBold()) return true;
  const std::string name = font.getName().value_or("");
  constexpr std::array<std::string_view, 9> kWords = {"Bold", "bold",   "BOLD", "Black", "Heavy",
                                                      "Demi", "L-Medi", "CMBX", "SFBX"};  // the last are TeX's
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

double GuessedScale(const GfxFont& font) {
  const double* matrix = font.getFontMatrix();
  if (!(std::abs(matrix[0]) > 0.0002 && std::abs(matrix[0]) < 0.002)) return 1;  // bitmap fonts have no em
  const auto& simple = static_cast<const Gfx8BitFont&>(font);
  double m = 0;
  double letter = 0;
  double any = 0;
  for (int code = 255; code >= 0; --code) {
    const char* name = simple.getCharName(code);
    const double width = simple.getWidth(static_cast<unsigned char>(code));
    if (name == nullptr) continue;
    const bool single = name[0] != '\0' && name[1] == '\0';
    if (single && name[0] == 'm') m = width;
    if (single && std::isalpha(static_cast<unsigned char>(name[0])) != 0) letter = width;
    if (width > 0) any = width;
  }
  const double scale = m > 0 ? m / 0.6 : letter > 0 ? letter / 0.5 : any > 0 ? any / 0.5 : 1;
  return scale * std::abs(matrix[3] / matrix[0]);
}

}  // namespace audit
