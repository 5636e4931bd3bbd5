// Quotation marks around words that no label has judged. Stateless.
#pragma once

#include <cstddef>
#include <string_view>

namespace audit {

/// True when the whole text stands in one pair of quotation marks.
bool IsWhollyQuoted(std::string_view text);

/// True when byte `at` stands inside quotation marks that do not hold the whole text.
bool IsQuotedWithin(std::string_view text, std::size_t at);

}  // namespace audit
