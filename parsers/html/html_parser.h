// Functions of the html row of the parser registry; contracts in parsers/parser.h.
#pragma once

#include <string_view>

#include "parsers/parser.h"

namespace audit {

bool RecognizesHtml(std::string_view bytes, std::string_view name);
ParseResult ParseHtml(std::string_view bytes, const ParseLimits& limits);

}  // namespace audit
