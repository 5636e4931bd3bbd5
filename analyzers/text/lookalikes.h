// Characters and spellings that look like plain text to a reader, but not to a program: styled letters, dashes,
// quotes, letters of other scripts, letter-spaced words, Han variants. Used by the normalizer alone.
#pragma once

#include <string_view>

#include "analyzers/text/normalize.h"

namespace audit {

/// '-' for every dash, '\'' and '"' for Latin quotes, ' ' for trademark signs; 0 = none of these.
char PlainPunctuation(char32_t c);

/// The small Latin letter of squared, negative circled and small-capital letters that NFKC leaves alone; 0 = none.
char PlainStyledLetter(char32_t c);

/// The number in a circle or disc, -1 = none.
int CircledNumber(char32_t c);

bool IsSuperscriptDigit(char32_t c);

/// One form for variants that Taiwan writes side by side, such as 臺/台 and 粧/妝.
char32_t PlainHanVariant(char32_t c);

/// "F D A   A P P R O V E D" to "fda approved": three or more single letters of one case become words, cut where the
/// source has wider gaps. Runs of the alphabet ("A B C") stay.
void JoinSpacedLetters(std::string_view source, NormalizedText* text);

/// Cyrillic and Greek letters that look Latin become Latin in words that also hold Latin letters.
void PlainLookalikes(std::string_view source, NormalizedText* text);

}  // namespace audit
