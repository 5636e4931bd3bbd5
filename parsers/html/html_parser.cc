#include "parsers/html/html_parser.h"

namespace audit {

bool RecognizesHtml(std::string_view, std::string_view) { return false; }
ParseResult ParseHtml(std::string_view, const ParseLimits&) { return ParseFailure{}; }

}  // namespace audit
