#include "parsers/pdf/pdf_parser.h"

namespace audit {

bool RecognizesPdf(std::string_view, std::string_view) { return false; }
ParseResult ParsePdf(std::string_view, const ParseLimits&) { return ParseFailure{}; }

}  // namespace audit
