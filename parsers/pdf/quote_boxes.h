// Where the words of a quote stand on its page, for drawing and marking them. Stateless.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/pdf/page_model.h"

namespace audit {

/// One box for each printed line, or part of one, that holds words of `quote`, in reading order. Words count that lie
/// in `area`; what the end of a line does to them (hyphens, blanks) does not. Of a quote that goes on elsewhere: the
/// lines that are wholly of it. Empty if its words do not stand there.
std::vector<Box> BoxesOfQuote(const PdfPage& page, const Box& area, std::string_view quote);

}  // namespace audit
