// The letters of CSS: blanks, case, and where something stands outside quotes and parentheses.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audit {

/// Without the blanks of CSS (and HTML) at both ends.
std::string_view TrimCss(std::string_view text);

/// ASCII letters in lower case.
std::string LowerCss(std::string_view text);

/// The first of `stops` at or after `at` outside quotes and parentheses, or the end.
std::size_t FindInCss(std::string_view css, std::size_t at, std::string_view stops);

}  // namespace audit
