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

/// The body of a style element.
struct StyleSheetText {
  std::string text;
  std::string media;  ///< for which the sheet is made; "" = all
};

/// Text of the page as it lies in the source: half-open byte range.
struct SourceText {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool has_references = true;  ///< "&amp;" stands for '&'
  bool may_hold_tags = true;   ///< false within titles, text fields and drawings
};

struct CleanMarkup {
  /// Comments, scripts, styles and NULs gone; references decoded ('<', '>', '&' written as references); attributes
  /// reduced to those that tell about text; names in lower case; at most one html and body element.
  std::string markup;
  std::vector<StructuredDataScript> structured_data;
  std::vector<StyleSheetText> style_sheets;  ///< in order; together of bounded size
  bool has_outer_styles = false;             ///< style sheets that are not in the page, or too long
  bool has_outer_script = false;
  bool has_doctype = false;
  std::vector<SourceText> texts;  ///< all that is read as text, in order
  /// Offsets into the source, behind the first such start tag; 0 = there is none.
  std::size_t html_begin = 0;
  std::size_t head_begin = 0;
  std::size_t body_begin = 0;
  std::size_t content_begin = 0;  ///< the first tag or text that no head may hold; size of the source if there is none
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
