// The drawing half of the pdf row of the parser registry; contract in parsers/parser.h.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "parsers/picture.h"

namespace audit {

std::string DrawPdfPlaces(std::string_view bytes, std::span<const PlaceToDraw> places, const PictureLimits& limits,
                          const PictureSink& sink);

}  // namespace audit
