// Turns the bytes of a web page into UTF-8. Order of belief: byte order mark, strict UTF-8, the declared label, a
// detector, windows-1252.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

struct DecodedText {
  std::string text;          ///< valid UTF-8 without byte order mark
  std::string charset;       ///< what the bytes were read as, for example "UTF-8" or "Big5"
  std::size_t replaced = 0;  ///< characters that could not be read and are U+FFFD now
};

/// Never fails: what cannot be read becomes U+FFFD.
DecodedText DecodeToUtf8(std::string_view bytes);

/// Where in `bytes` the characters lie that stand at `offsets` in DecodeToUtf8(bytes).text; `charset` as it said.
/// `offsets` are ascending and lie on character boundaries. Empty if they cannot be told.
std::vector<std::size_t> SourceOffsets(std::string_view bytes, const std::string& charset,
                                       const std::vector<std::size_t>& offsets);

}  // namespace audit
