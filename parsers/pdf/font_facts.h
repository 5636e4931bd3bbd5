// What the PDF library does not say of a font by itself.
#pragma once

class GfxFont;

namespace audit {

/// By its weight, its flags or its name.
bool IsBoldFont(const GfxFont& font);

/// The factor that Poppler will apply to the size of a Type 3 font; 1 where its guess is to stand.
double GuessedScale(const GfxFont& font);

}  // namespace audit
