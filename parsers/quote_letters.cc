#include "parsers/quote_letters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <functional>

#include "parsers/utf8.h"

namespace audit {

bool CountsInQuote(char32_t point) {
  const auto c = static_cast<UChar32>(point);
  if (point <= 0x20 || (point >= 0x7F && point <= 0xA0)) return false;
  if (point == '-' || (point >= 0x2010 && point <= 0x2011)) return false;
  return point < 0x100 ? point != 0xAD
                       : !u_isUWhiteSpace(c) && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

std::u32string QuoteLetters(std::string_view utf8, std::size_t max_letters) {
  std::u32string letters;
  for (std::size_t at = 0; at < utf8.size() && letters.size() < max_letters;) {
    const char32_t point = NextUtf8(utf8, &at);
    if (CountsInQuote(point)) letters += point;
  }
  return letters;
}

std::vector<std::size_t> FindLetters(const std::vector<FileLetter>& text, const std::u32string& letters) {
  constexpr std::size_t kEnough = 100;
  std::vector<std::size_t> found;
  if (letters.empty()) return found;
  std::u32string points;
  points.reserve(text.size());
  for (const FileLetter& letter : text)
    points += letter.point;
  const std::boyer_moore_horspool_searcher search(letters.begin(), letters.end());
  for (auto at = points.begin(); found.size() < kEnough;) {
    const auto hit = std::search(at, points.end(), search);
    if (hit == points.end()) break;
    found.push_back(static_cast<std::size_t>(hit - points.begin()));
    at = hit + 1;
  }
  return found;
}

}  // namespace audit
