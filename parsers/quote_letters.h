// What stays of a quote when a document's own markup, line breaks and hyphens are taken away: by these letters it is
// found again in a file. Stateless.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// False for blanks, hyphens and characters that nobody sees.
bool CountsInQuote(char32_t point);

/// At most `max_letters`.
std::u32string QuoteLetters(std::string_view utf8, std::size_t max_letters);

/// A letter of a file and the bytes that it is written with.
struct FileLetter {
  char32_t point = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where `letters` begin in `text`, all of them, ascending. No more than a hundred.
std::vector<std::size_t> FindLetters(const std::vector<FileLetter>& text, const std::u32string& letters);

}  // namespace audit
