#include "parsers/html/page_words.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "parsers/html/char_refs.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kMaxQuoteLetters = 4'000;

}  // namespace

PageWords::PageWords(std::string_view source, const CleanMarkup& clean) {
  int line = 1;
  std::size_t counted = 0;
  const auto line_at = [&](std::size_t at) {
    for (; counted < at; ++counted)
      if (source[counted] == '\n' ||
          (source[counted] == '\r' && (counted + 1 == source.size() || source[counted + 1] != '\n')))
        ++line;
    return line;
  };
  for (std::size_t number = 0; number < clean.texts.size(); ++number) {
    const SourceText& text = clean.texts[number];
    if (!text.may_hold_tags) continue;
    for (std::size_t at = text.begin; at < text.end;) {
      const std::size_t begin = at;
      std::string decoded;
      const std::size_t used = text.has_references && source[at] == '&'
                                   ? DecodeCharRef(source.substr(at, text.end - at), ReferencePlace::kText, decoded)
                                   : 0;
      if (used == 0) {
        NextUtf8(source, &at);
        decoded = source.substr(begin, at - begin);
      } else {
        at += used;
      }
      for (std::size_t i = 0; i < decoded.size();) {
        const char32_t point = NextUtf8(decoded, &i);
        if (!CountsInQuote(point)) continue;
        letters_.push_back({point, begin, at});
        texts_.push_back(number);
        lines_.push_back(line_at(begin));
      }
    }
  }
}

std::vector<WordRange> PageWords::Find(std::string_view quote, int line) const {
  const std::u32string wanted = QuoteLetters(quote, kMaxQuoteLetters);
  const std::vector<std::size_t> found = FindLetters(letters_, wanted);
  if (found.empty()) return {};
  const std::size_t first = *std::min_element(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(lines_[a] - line) < std::abs(lines_[b] - line);
  });
  std::vector<WordRange> ranges;
  for (std::size_t i = first; i < first + wanted.size(); ++i) {
    if (i > first && texts_[i] == texts_[i - 1])
      ranges.back().end = letters_[i].end;
    else
      ranges.push_back({letters_[i].begin, letters_[i].end});
  }
  return ranges;
}

}  // namespace audit
