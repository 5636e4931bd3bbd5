// First pass over a web page: reads tags, comments and character references as the HTML standard does and writes plain
// markup that libxml2 reads the same way. Bounds what a page may cost: nesting, attributes, size of a tag.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// A script of type application/ld+json, which describes the page to machines.
struct StructuredDataScript {
  std::string text;
  int line = 0;
};

struct CleanMarkup {
  /// Comments, scripts, styles and NULs gone; references decoded ('<', '>', '&' written as references); attributes
  /// reduced to those that tell about text; names in lower case; at most one html and body element.
  std::string markup;
  std::vector<StructuredDataScript> structured_data;
  bool has_script = false;
  bool unterminated = false;  ///< a comment or tag never ends: a browser shows nothing after it, nor is it read here
  bool too_deep = false;      ///< tags below the depth limit were left out; their text is kept

  /// 1-based line of the source for an offset into `markup`.
  int LineAt(std::size_t offset) const;

  struct LineMark {
    std::size_t offset;
    int line;
  };
  std::vector<LineMark> line_marks;  ///< ascending; the line holds from its offset on
};

/// `text` is valid UTF-8.
CleanMarkup CleanHtml(std::string_view text, int max_depth);

}  // namespace audit
