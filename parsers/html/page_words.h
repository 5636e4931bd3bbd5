// The words of a web page as they lie in its source, for finding quotes and putting marks around them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parsers/html/markup_cleaner.h"
#include "parsers/quote_letters.h"

namespace audit {

/// A half-open byte range of one text of the source.
struct WordRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class PageWords {
 public:
  /// `source` is the UTF-8 text that `clean` was made of.
  PageWords(std::string_view source, const CleanMarkup& clean);

  /// The quote as stretches between tags, where it begins nearest to `line` (1-based); empty if it is not there.
  std::vector<WordRange> Find(std::string_view quote, int line) const;

 private:
  std::vector<FileLetter> letters_;
  std::vector<std::size_t> texts_;  ///< of each letter: number of the text that it stands in
  std::vector<int> lines_;          ///< of each letter
};

}  // namespace audit
