#include "pipeline/terminal_text.h"

#include <fmt/format.h>

#include "parsers/utf8.h"

namespace audit {

std::string TerminalText(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character character = DecodeUtf8(text.substr(i));
    if (character.length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    const char32_t code = character.code;
    const bool steers = code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x200B && code <= 0x200F) ||
                        (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    if (steers)
      out += fmt::format("\\u{{{:04X}}}", static_cast<unsigned>(code));
    else
      out.append(text.substr(i, character.length));
    i += character.length;
  }
  return out;
}

}  // namespace audit
