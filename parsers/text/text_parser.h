// Functions of the text row of the parser registry; contracts in parsers/parser.h.
#pragma once

#include <string_view>

#include "parsers/parser.h"

namespace audit {

bool RecognizesText(std::string_view bytes, std::string_view name);
ParseResult ParseText(std::string_view bytes, const ParseLimits& limits);

}  // namespace audit
