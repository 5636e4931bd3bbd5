// What single characters and abbreviations say about the ends of sentences. Used by the segmenter alone.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace audit {

struct Character {
  char32_t value = 0;
  std::size_t place = 0;  ///< byte
};

std::vector<Character> DecodeCharacters(std::string_view text);

bool IsBlankCharacter(char32_t c);
bool IsDecimalDigit(char32_t c);
bool IsUpperCase(char32_t c);
bool IsLowerCase(char32_t c);
bool IsHanCharacter(char32_t c);
bool IsWordCharacter(char32_t c);  ///< a letter or digit of any script
bool IsBullet(char32_t c);
bool IsTerminator(char32_t c);     ///< . ! ? and the like, of both scripts
bool IsHanTerminator(char32_t c);  ///< 。！？；: they end a sentence without a blank behind them
bool IsOpener(char32_t c);         ///< opening brackets and quotes, also those that open and close
bool IsHanOrOpener(char32_t c);
bool IsClosingQuote(char32_t c);

/// A bracket or quote that closes; '"' and '\'' do so when a quote is open.
bool IsCloser(char32_t c, bool quote_is_open);

/// The character that closes the quote which `c` opens; 0 when it opens none. '"' is closed by itself.
char32_t ClosingQuoteOf(char32_t c);

/// Superscript digits, daggers, and the "+" of a folded question, as they stand behind a sentence's end.
bool IsReferenceMark(char32_t c);

/// Where a list label such as "1.", "(a)", "b)", "一、" that begins at `begin` ends; `begin` when there is none.
std::size_t ListLabelEnd(const std::vector<Character>& text, std::size_t begin);

/// True when the dot at `dot` belongs to an abbreviation and the sentence goes on at `next`, a non-blank character.
bool EndsWithAbbreviation(const std::vector<Character>& text, std::size_t dot, std::size_t next);

}  // namespace audit
