// Functions of the markdown row of the parser registry; contracts in parsers/parser.h.
#pragma once

#include <string_view>

#include "parsers/parser.h"

namespace audit {

bool RecognizesMarkdown(std::string_view bytes, std::string_view name);
ParseResult ParseMarkdown(std::string_view bytes, const ParseLimits& limits);

}  // namespace audit
