#include "parsers/docx/docx_parser.h"

namespace audit {

bool RecognizesDocx(std::string_view, std::string_view) { return false; }
ParseResult ParseDocx(std::string_view, const ParseLimits&) { return ParseFailure{}; }

}  // namespace audit
