// Text from documents on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace audit {

/// `text` with control characters (also C1 and bidirectional ones) as \xNN or \u{NNNN}, so that it cannot steer a
/// terminal; bytes that are not UTF-8 become U+FFFD.
std::string TerminalText(std::string_view text);

}  // namespace audit
