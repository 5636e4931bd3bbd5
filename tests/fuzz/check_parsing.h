// What the parse targets ask of a format, whatever the bytes are.
#pragma once

#include <string_view>

namespace audit {

/// Reads, marks up and draws `bytes` as a document of the format with this name; aborts where a promise is broken.
void CheckParsing(std::string_view name, std::string_view bytes);

}  // namespace audit
