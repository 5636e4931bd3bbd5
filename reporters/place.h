// A SourceLocation in words that a person can follow with the document alone.
#pragma once

#include <string>

#include "parsers/document.h"

namespace audit {

/// "page 2", "paragraph 14 (footnotes)", "line 33", "metadata"; "whole document" when nothing is known of the place.
std::string PlaceInWords(const SourceLocation& where);

/// "54 mm from the top, 21 mm from the left" of the page, for a location that has a box; else "".
std::string PositionOnPage(const SourceLocation& where);

}  // namespace audit
