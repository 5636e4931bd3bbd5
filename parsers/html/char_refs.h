// Character references of HTML ("&amp;", "&#146;", also unterminated ones) by the table of the HTML standard. A browser
// reads &#128; to &#159; as windows-1252; a reader that drops them turns "don&#146;t" into "dont" and loses a negation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audit {

enum class ReferencePlace { kText, kAttribute };

/// Reads the reference at the start of `text`, which begins with '&', and appends what it stands for, as UTF-8, to
/// `out`. Gives the bytes consumed; 0 when it is no reference, then nothing is appended.
std::size_t DecodeCharRef(std::string_view text, ReferencePlace place, std::string& out);

/// `text` with all its references decoded.
std::string DecodeCharRefs(std::string_view text, ReferencePlace place);

}  // namespace audit
