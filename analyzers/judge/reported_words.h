// Finds the words of others that a document sets up to comment on: a table with what advertisements say in one column
// and what to think of it in the other. They are not what the document says. Stateless.
#pragma once

#include <string_view>
#include <vector>

#include "analyzers/statement.h"
#include "parsers/document.h"

namespace audit {

/// By statement: true for a cell wholly in quotation marks in a table whose heading announces sayings, or whose other
/// column discloses, explains or warns.
std::vector<bool> FindReportedWords(const Document& document, const Analysis& analysis);

/// True when the whole text stands in one pair of quotation marks.
bool IsWhollyQuoted(std::string_view text);

/// True when byte `at` stands inside quotation marks that do not hold the whole text.
bool IsQuotedWithin(std::string_view text, std::size_t at);

}  // namespace audit
