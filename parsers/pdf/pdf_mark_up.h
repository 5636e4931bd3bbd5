// Marks in a PDF: highlight annotations with comments on the words, notes where there are no words to mark. The file's
// bytes stay; the annotations are appended.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/mark_up.h"
#include "parsers/parser.h"

namespace audit {

/// Of the pdf row of the parser registry; contract in parsers/parser.h.
MarkUpResult MarkUpPdf(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits);

}  // namespace audit
