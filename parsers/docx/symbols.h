// Characters that a document takes from a symbol font by number (w:sym).
#pragma once

#include <string>
#include <string_view>

namespace audit {

/// UTF-8 for character `hex` (such as "F0FC") of `font`. A pictograph without counterpart becomes U+FFFD.
std::string SymbolText(std::string_view font, std::string_view hex);

}  // namespace audit
