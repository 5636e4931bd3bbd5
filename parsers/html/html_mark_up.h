// Marks in a web page: coloured words that tell the comment when they are pointed at, and a list of all comments on
// top. The page's own bytes stay; a policy put into the copy keeps it from running scripts and from fetching anything.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/mark_up.h"
#include "parsers/parser.h"

namespace audit {

/// Of the html row of the parser registry; contract in parsers/parser.h.
MarkUpResult MarkUpHtml(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits);

}  // namespace audit
