// Cuts a document into statements: sentences of each block, in reading order, with their places. Headings, list
// items, table cells, captions and questions are cut too when they hold several sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/statement.h"

namespace audit {

/// Sentences of one block's text as spans of `text`, blanks at the ends left out.
std::vector<TextSpan> SegmentSentences(std::string_view text);

/// Statements without labels. Place: the lines that hold the sentence, where the block has lines, else the block's.
std::vector<Statement> SegmentDocument(const Document& document);

/// "en", "zh-Hant", "zh-Hans", or "" when the text is too short or another language.
std::string LanguageOf(std::string_view text);

}  // namespace audit
