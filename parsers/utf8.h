// Strict UTF-8, for bytes that come from outside: file names, lines of standard input, text for terminals.
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

/// Appends a code point; U+0000 and what is no Unicode scalar value become U+FFFD.
void AppendUtf8(char32_t code, std::string& out);

/// `bytes` with each byte that is not part of a valid character as U+FFFD.
std::string ReplaceBadUtf8(std::string_view bytes);

}  // namespace audit
