// Characters of UTF-8 text, one at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audit {

/// The character at `*at`, which moves behind it; U+FFFD for bad bytes. REQUIRES: *at < text.size().
char32_t DecodeMultibyte(std::string_view text, std::size_t* at);

inline char32_t DecodeUtf8(std::string_view text, std::size_t* at) {
  const auto byte = static_cast<unsigned char>(text[*at]);
  if (byte >= 0x80) return DecodeMultibyte(text, at);
  ++*at;
  return byte;
}

void AppendUtf8(char32_t c, std::string* out);

bool IsValidUtf8(std::string_view text);

}  // namespace audit
