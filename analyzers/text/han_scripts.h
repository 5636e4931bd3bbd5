// Traditional and simplified Chinese characters of general and medical use. Enough to read simplified brochures by
// traditional terms and to tell the two scripts apart; no converter of texts.
#pragma once

namespace audit {

/// The simplified form of a traditional character; `c` itself when it has none.
char32_t SimplifiedHan(char32_t c);

/// True for characters that traditional text does not use.
bool IsSimplifiedOnly(char32_t c);

}  // namespace audit
