// Puts right what the way of drawing did to the lines of a page, before they are ordered: words drawn twice, hidden
// words within visible lines, labels and bullets that stand apart from their lines. Stateless.
#pragma once

#include "parsers/pdf/page_model.h"

namespace audit {

void RepairLines(PdfPage* page);

}  // namespace audit
