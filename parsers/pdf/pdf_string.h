// Text strings of a PDF (titles, comments, fields) as UTF-8.
#pragma once

#include <string>

class GooString;

namespace audit {

/// Valid UTF-8, with line feeds for carriage returns.
std::string FromPdfString(const std::string& text);

/// Null: "".
std::string FromPdfString(const GooString* text);

}  // namespace audit
