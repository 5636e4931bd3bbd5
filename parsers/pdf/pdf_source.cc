#include "parsers/pdf/pdf_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "parsers/utf8.h"

namespace audit {

std::string NumberSource(double value) {
  constexpr double kLargest = 1e15;
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.6f}", std::clamp(value, -kLargest, kLargest));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string NameSource(std::string_view name) {
  std::string out = "/";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte < 0x7F && std::string_view("#/()<>[]{}%").find(c) == std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("#{:02X}", byte);
  }
  return out;
}

std::string StringSource(std::string_view bytes) {
  const bool plain =
      std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; });
  if (!plain) {
    std::string out = "<";
    for (const char c : bytes)
      out += fmt::format("{:02X}", static_cast<unsigned char>(c));
    return out + ">";
  }
  std::string out = "(";
  for (const char c : bytes) {
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + ")";
}

std::string TextSource(std::string_view utf8) {
  if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; }))
    return StringSource(utf8);
  std::string utf16 = "\xFE\xFF";
  const auto add = [&utf16](char32_t unit) {
    utf16 += static_cast<char>(unit >> 8);
    utf16 += static_cast<char>(unit & 0xFF);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t point = NextUtf8(utf8, &at);
    if (point < 0x10000) {
      add(point);
    } else {
      add(0xD800 + ((point - 0x10000) >> 10));
      add(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return StringSource(utf16);
}

std::string ColorSource(const Rgb& color) {
  return fmt::format("{} {} {}", NumberSource(color.red / 255.0), NumberSource(color.green / 255.0),
                     NumberSource(color.blue / 255.0));
}

}  // namespace audit
