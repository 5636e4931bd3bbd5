#include "analyzers/text/utf8.h"

#include <unicode/utf8.h>

// ICU's macros narrow integers.
#pragma GCC diagnostic ignored "-Wconversion"

namespace audit {

char32_t DecodeMultibyte(std::string_view text, std::size_t* at) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), *at, text.size(), c);
  return static_cast<char32_t>(c);
}

void AppendUtf8(char32_t c, std::string* out) {
  char buffer[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(c));
  out->append(buffer, length);
}

bool IsValidUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, text.size(), c);
    if (c < 0) return false;
  }
  return true;
}

}  // namespace audit
