// What plain text and Markdown share: recognizing text at all, lines, and the joining of lines that were broken to fit
// a width. Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// True if the bytes look like written text: UTF-16 with its mark, or hardly any control characters.
bool LooksLikeText(std::string_view bytes);

/// True if `name` ends in one of `endings` (lower case, with the dot), whatever its case.
bool NameEndsIn(std::string_view name, const std::vector<std::string_view>& endings);

/// Lines without their ends; a form feed ends a line, too. Views into `text`.
std::vector<std::string_view> SplitLines(std::string_view text);

bool IsBlankLine(std::string_view line);

std::string_view TrimBlanks(std::string_view line);

/// Appends a line to a paragraph, with a blank between words and none between Chinese characters.
void JoinLine(std::string_view line, std::string* paragraph);

/// Columns that a line takes; Chinese characters take two.
std::size_t DisplayWidth(std::string_view line);

/// Length of the label of a list item with the blanks around it: "- ", "* ", "• ", "3. ", "(a) "; 0 = none.
std::size_t ListLabelLength(std::string_view line);

}  // namespace audit
