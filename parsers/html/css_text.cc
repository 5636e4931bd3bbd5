#include "parsers/html/css_text.h"

#include <algorithm>

namespace audit {

std::string_view TrimCss(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string LowerCss(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::size_t FindInCss(std::string_view css, std::size_t at, std::string_view stops) {
  int depth = 0;
  char quote = 0;
  for (; at < css.size(); ++at) {
    const char c = css[at];
    if (c == '\\') {
      ++at;
    } else if (quote != 0) {
      if (c == quote || c == '\n') quote = 0;
    } else if (depth == 0 && stops.find(c) != std::string_view::npos) {
      return at;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if ((c == ')' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return css.size();
}

}  // namespace audit
