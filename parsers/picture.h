// Pictures of places of a document: what a person would see there, with the words marked. Made by the parser of the
// format, if it has pages to draw. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

enum class PictureMode : std::uint8_t {
  kNever,
  kAuto,    ///< of what matters most
  kAlways,  ///< also of findings of little weight
};

/// Drawing a place costs more than reading a page, so it has a budget of its own.
struct PictureLimits {
  PictureMode mode = PictureMode::kNever;
  int max_pictures = 40;           ///< of one document
  int max_seconds = 10;            ///< processor time for all pictures of one document
  std::size_t max_bytes = 96'000;  ///< of one picture
};

struct PlaceToDraw {
  SourceLocation where;    ///< a page and a box on it
  std::string quote;       ///< the words to mark
  std::vector<Box> lines;  ///< where about they stand, a printed line each, in case that the page does not tell
};

/// Called with the number of the place (from 0) and its picture, a PNG file.
using PictureSink = std::function<void(std::size_t place, std::string_view png)>;

}  // namespace audit
