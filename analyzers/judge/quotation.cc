#include "analyzers/judge/quotation.h"

#include <algorithm>
#include <array>

namespace audit {
namespace {

struct Quotes {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Quotes, 5> kQuotes = {{{"“", "”"}, {"「", "」"}, {"『", "』"}, {"\"", "\""}, {"«", "»"}}};

}  // namespace

bool IsWhollyQuoted(std::string_view text) {
  return std::any_of(kQuotes.begin(), kQuotes.end(), [&](const Quotes& quotes) {
    if (text.size() <= quotes.open.size() + quotes.close.size() || !text.starts_with(quotes.open) ||
        !text.ends_with(quotes.close))
      return false;
    const auto inner = text.substr(quotes.open.size(), text.size() - quotes.open.size() - quotes.close.size());
    return inner.find(quotes.close) == std::string_view::npos;
  });
}

bool IsQuotedWithin(std::string_view text, std::size_t at) {
  if (IsWhollyQuoted(text)) return false;
  for (const Quotes& quotes : kQuotes) {
    for (std::size_t open = text.find(quotes.open); open < at;) {
      const std::size_t close = text.find(quotes.close, open + quotes.open.size());
      if (close == std::string_view::npos) break;
      if (at < close) return true;
      open = text.find(quotes.open, close + quotes.close.size());
    }
  }
  return false;
}

}  // namespace audit
