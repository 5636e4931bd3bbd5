// From the words of printed lines to running text: which characters are kept, where blanks stand, how a word broken
// at the end of a line is put together again. Stateless functions and a table of the document's words.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parsers/pdf/page_model.h"

namespace audit {

/// Appends a character as printed: ligatures are taken apart, symbol-font bullets made "•", codes that stand for no
/// character made U+FFFD; blanks are left out.
void AppendPageCharacter(char32_t point, std::string* utf8);

/// White space of any width; also the control codes that fonts without a table of characters have in its place.
bool IsBlank(char32_t point);

/// False for codes that only the font itself could explain.
bool IsReadable(char32_t point);

/// Replaces malformed bytes by U+FFFD and controls but line feed and tab by nothing.
std::string ValidUtf8(std::string_view bytes);

char32_t FirstCharacter(std::string_view utf8);
char32_t LastCharacter(std::string_view utf8);

/// Characters of scripts written without blanks between words, and their punctuation.
bool IsHanLike(char32_t point);
bool IsLetter(char32_t point);
bool IsLower(char32_t point);
bool IsUpper(char32_t point);
bool IsDigit(char32_t point);

bool IsRightToLeft(char32_t point);

/// A mark that stands on the letter before it, such as a vowel point.
bool IsCombiningMark(char32_t point);

/// Words of scripts written from right to left are put from page order into reading order.
void ToReadingOrder(PdfLine* line);

/// True if a sentence may end here: the last character but closing quotes and brackets is . ! ? : ; or their like.
bool EndsSentence(std::string_view text);

/// Words of the whole document in lower case, which tell "regu-lation" from "long-term".
class Vocabulary {
 public:
  /// Adds the words that do not end in a hyphen; the last word of a line that ends in one is left out.
  void Add(const PdfLine& line);

  /// True if the hyphen at the end of `first` is part of the word, not of the line break.
  bool KeepsHyphen(std::string_view first, std::string_view second) const;

 private:
  bool Has(std::string_view word) const { return words_.contains(std::string(word)); }
  std::unordered_set<std::string> words_;
  int lines_ = 0;
  int hyphened_lines_ = 0;
};

std::string LineText(const PdfLine& line);

/// Appends a line to the text of its block and returns the byte at which the line begins.
std::size_t AppendLine(const PdfLine& line, const Vocabulary& vocabulary, std::string* text);

}  // namespace audit
