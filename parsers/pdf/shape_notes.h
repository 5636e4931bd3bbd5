// Puts down the shapes of a page as they are painted: grounds for words, rules of tables, dots that may be bullets,
// outlines that may be letters.
#pragma once

#include <optional>
#include <vector>

#include "parsers/pdf/page_notes.h"

namespace audit {

using Polygon = std::vector<PagePoint>;

struct Ink {
  std::optional<Rgb> color;  ///< absent: not known, so that it never hides anything
  double opacity = 1;
};

Box Intersection(const Box& a, const Box& b);

/// `clip`: what is shown of it.
void NoteFill(std::vector<Polygon> outline, bool even_odd, const Box& clip, const Ink& ink, PageNotes& notes);

/// Lines through points, so wide that text may stand on them or not.
void NoteStroke(const std::vector<Polygon>& lines, double width, const Box& clip, const Ink& ink, PageNotes& notes);

}  // namespace audit
