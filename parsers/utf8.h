// Strict UTF-8: one decoder and one encoder for all stages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audit {

struct Utf8Character {
  char32_t code = 0;
  std::size_t length = 0;  ///< bytes; 0 = the bytes do not begin with a valid character
};

/// The character at the start of `bytes`. Overlong forms, surrogates and codes past U+10FFFF are not valid.
Utf8Character DecodeUtf8(std::string_view bytes);

/// The character at `*at`, which moves behind it; U+FFFD and one byte for what is not valid. REQUIRES: *at <
/// text.size().
inline char32_t NextUtf8(std::string_view text, std::size_t* at) {
  const auto byte = static_cast<unsigned char>(text[*at]);
  const Utf8Character character = byte < 0x80 ? Utf8Character{byte, 1} : DecodeUtf8(text.substr(*at));
  *at += character.length == 0 ? 1 : character.length;
  return character.length == 0 ? U'\uFFFD' : character.code;
}

/// How many bytes at the front are ASCII.
std::size_t AsciiLength(std::string_view bytes);

bool IsValidUtf8(std::string_view text);

/// Appends a code point; U+0000 and what is no Unicode scalar value become U+FFFD.
void AppendUtf8(char32_t code, std::string& out);

/// `bytes` with each byte that is not part of a valid character as U+FFFD.
std::string ReplaceBadUtf8(std::string_view bytes);

}  // namespace audit
