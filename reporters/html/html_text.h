// Text from documents on its way into a page. Safe in element content and in quoted attributes alike.
#pragma once

#include <string>
#include <string_view>

namespace audit {

/// `text` with markup escaped, bytes outside UTF-8 as U+FFFD, and every character that is invisible or steers the
/// display (controls, bidirectional marks, zero-width characters) shown as "‹U+202E›". Blank, tab and LF stay.
std::string HtmlText(std::string_view text);

}  // namespace audit
