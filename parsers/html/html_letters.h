// The letters of HTML: case, blanks, and where something ends.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace audit {

inline char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// `lower` is in lower case.
inline bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == Lower(b); });
}

template <std::size_t n>
bool IsOneOf(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A set of characters to look for.
class Stops {
 public:
  constexpr explicit Stops(std::string_view characters) {
    for (const char c : characters)
      stops_[static_cast<unsigned char>(c)] = true;
  }

  /// The first of the characters from `at` on, or the end of the text.
  std::size_t In(std::string_view text, std::size_t at) const {
    while (at < text.size() && !stops_[static_cast<unsigned char>(text[at])])
      ++at;
    return std::min(at, text.size());
  }

 private:
  std::array<bool, 256> stops_{};
};

}  // namespace audit
