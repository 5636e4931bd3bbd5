#include "analyzers/classify/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace audit {
namespace {

constexpr std::size_t kWordsQuoted = 3;  // examples in a reason

std::string NormalWords(const StatementView& view, const TokenRange& range) {
  std::string out;
  for (std::size_t t = range.first; t < range.last; ++t)
    out += view.Tokens()[t].text + ' ';
  return out;
}

bool IsMatchOf(const StatementView& view, const ConceptSet& set, const TokenRange& range) {
  return MatchAt(view, set, range.first) == range;
}

}  // namespace

std::string Tally::Quoted() const {
  std::string out;
  for (const auto& word : words)
    out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", word);
  return out;
}

Tally Count(const ConceptSet& set, const std::vector<StatementView>& views, Ambiguous ambiguous,
            const ConceptSet& except) {
  Tally out;
  std::set<std::string> seen;
  for (const auto& view : views) {
    std::size_t end = 0;
    for (const auto& match : view.concepts) {
      if (!set.Has(match.id) || match.first < end) continue;
      if (match.ambiguous && ambiguous == Ambiguous::kLeftOut) continue;
      const TokenRange range{match.first, match.last + 1};
      if (IsMatchOf(view, except, range)) continue;
      end = range.last;
      ++out.count;
      if (seen.insert(NormalWords(view, range)).second && out.words.size() < kWordsQuoted)
        out.words.emplace_back(WordsOf(view, range));
    }
  }
  out.distinct = seen.size();
  return out;
}

std::size_t TokensOf(const std::vector<StatementView>& views) {
  std::size_t out = 0;
  for (const auto& view : views)
    out += view.Tokens().size();
  return out;
}

}  // namespace audit
