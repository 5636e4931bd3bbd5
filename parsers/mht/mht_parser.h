// Functions of the mht row of the parser registry; contracts in parsers/parser.h.
#pragma once

#include <string_view>

#include "parsers/parser.h"

namespace audit {

bool RecognizesMht(std::string_view bytes, std::string_view name);
ParseResult ParseMht(std::string_view bytes, const ParseLimits& limits);

}  // namespace audit
