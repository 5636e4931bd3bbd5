#include "reporters/packet/packet_numbers.h"

#include <fmt/format.h>

#include "parsers/parser.h"
#include "reporters/packet/packet.h"

namespace audit {
namespace {

std::string Lowercase(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// `list` is separated by blanks.
bool Lists(std::string_view list, std::string_view word) {
  return fmt::format(" {} ", list).find(fmt::format(" {} ", word)) != std::string::npos;
}

}  // namespace

bool IsPacketPrefix(const std::string& text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return !text.empty() && text.size() <= 16 && kLetters.find(text[0]) != std::string_view::npos &&
         text.find_first_not_of(std::string(kLetters) + "-_") == std::string::npos;
}

std::string ExhibitNumber(std::string_view prefix, std::size_t number) {
  return fmt::format("{}-{:06}", prefix, number);
}

std::string DocumentNumber(std::string_view prefix, std::size_t number) {
  return fmt::format("{}-D{:05}", prefix, number);
}

std::string SafeEnding(std::string_view path, std::string_view format) {
  const std::size_t dot = path.find_last_of("./");
  const std::string ending = dot == std::string_view::npos || path[dot] == '/' ? "" : Lowercase(path.substr(dot));
  for (const FormatParser& parser : FormatParsers())
    if (parser.name == format)
      return Lists(parser.extensions, ending) ? ending
                                              : std::string(parser.extensions.substr(0, parser.extensions.find(' ')));
  return ".bin";
}

}  // namespace audit
