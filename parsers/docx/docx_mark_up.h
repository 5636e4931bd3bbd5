// Marks in a Word document: comments anchored at the words. Where Word has no comments (headers, notes, text boxes)
// they stand at the nearest place in the body and say so.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/mark_up.h"
#include "parsers/parser.h"

namespace audit {

/// Of the docx row of the parser registry; contract in parsers/parser.h.
MarkUpResult MarkUpDocx(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits);

}  // namespace audit
