// Comments, links and form fields of a page, which stand beside its content.
#pragma once

#include "parsers/pdf/page_model.h"

class Page;

namespace audit {

/// `to_page`: the matrix from the PDF's own coordinates to those of the page, of six numbers.
void CollectAnnotations(::Page& source, const double* to_page, PdfPage& page);

}  // namespace audit
