// What is drawn on a page, beyond the words that the PDF library puts together: each glyph with its place and paint,
// pictures, grounds. Plain data, of one page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "parsers/pdf/ground.h"
#include "parsers/pdf/page_model.h"

namespace audit {

/// Text of less opacity is not seen.
constexpr double kMinOpacity = 0.05;

/// Coordinates are points from the page's top left.
struct Glyph {
  int position = 0;  ///< the library's character position, by which words are found again
  int length = 0;    ///< characters that it stands for; a ligature has several
  PagePoint at;
  PagePoint end;  ///< where the next one is expected
  double size = 0;
  std::uint32_t unicode = 0;  ///< the first character, or 0
  std::size_t height = 0;     ///< on the ground
  std::optional<Rgb> color;
  double opacity = 1;
  bool bold = false;
  bool invisible_mode = false;
  bool clipped = false;
  bool unknown_paint = false;  ///< pattern, blend or soft mask: cannot be judged
  bool moved = false;          ///< became part of slanted text
};

struct PageNotes {
  PdfPage page;
  std::vector<Glyph> glyphs;  ///< in order of position
  std::vector<Box> images;
  Ground ground;
};

/// A word as the library put it together.
struct DrawnWord {
  std::span<const unsigned> characters;
  Box box;
  double baseline = 0;
  double font_size_pt = 0;
  bool space_after = false;
  int position = 0;         ///< of its first glyph
  int position_length = 0;  ///< how many positions it has
  int rotation = 0;         ///< quarter turns clockwise
};

}  // namespace audit
