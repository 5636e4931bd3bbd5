// Cuts a document into statements: sentences of each block, in reading order, with their places. Headings, list
// items, table cells, captions and questions are cut too when they hold several sentences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/statement.h"

namespace audit {

/// Sentences of one block's text as spans of `text`; blanks at the ends, bullets and list labels ("1.", "(a)", "一、")
/// are left out, closing quotes, brackets and footnote marks are not. Single line breaks do not cut, empty lines do.
/// Short quotes inside a sentence are not cut. `text` must be valid UTF-8.
std::vector<TextSpan> SegmentSentences(std::string_view text);

/// Statements without labels. Place: the lines that hold the sentence, where the block has lines, else the block's.
std::vector<Statement> SegmentDocument(const Document& document);

/// Verbatim but for line breaks and runs of blanks, which become one blank.
std::string OneLine(std::string_view text);

/// "en", "zh-Hant", "zh-Hans", or "" when the text is too short or another language. Decides by most of the words.
std::string LanguageOf(std::string_view text);

}  // namespace audit
