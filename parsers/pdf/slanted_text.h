// Text whose baseline is neither level nor upright, such as watermarks and seals, which would shred the lines that it
// crosses: collected apart, each run as a line of its own.
#pragma once

#include <span>

#include "parsers/pdf/page_notes.h"

namespace audit {

class SlantedText {
 public:
  /// The x and y scales and shears of a glyph's letters on the page.
  struct Turn {
    double m11 = 0;
    double m12 = 0;
  };

  /// True if the glyph is of slanted text; then it is in the page's runs. `before`: the glyphs of level text so far.
  bool Take(const Glyph& glyph, const Turn& turn, std::span<const unsigned> characters, std::span<Glyph> before,
            PdfPage& page);

 private:
  PagePoint end_{-1e9, -1e9};
};

}  // namespace audit
