#include "analyzers/text/concepts.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "analyzers/text/lexicon.h"
#include "analyzers/text/term_trie.h"

namespace audit {
namespace {

/// All-capital text, where "CONTACT US" names no country.
bool IsShouted(const std::vector<Token>& tokens) {
  const auto words = std::count_if(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == TokenKind::kWord && token.text.size() > 1;
  });
  const auto capitals = std::count_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.all_caps; });
  return words >= 3 && capitals * 2 > words;
}

bool IsBefore(const ConceptMatch& a, const ConceptMatch& b) {
  return a.first != b.first ? a.first < b.first : a.id < b.id;
}

/// Longest first within a concept; of equals the unambiguous one.
bool IsPreferred(const ConceptMatch& a, const ConceptMatch& b) {
  if (a.id != b.id) return a.id < b.id;
  const std::size_t a_length = a.last - a.first;
  const std::size_t b_length = b.last - b.first;
  if (a_length != b_length) return a_length > b_length;
  if (a.first != b.first) return a.first < b.first;
  return a.ambiguous < b.ambiguous;
}

/// Drops what overlaps a preferred match of the same concept.
std::vector<ConceptMatch> WithoutOverlaps(std::vector<ConceptMatch> found, std::size_t token_count) {
  std::sort(found.begin(), found.end(), IsPreferred);
  // The id that took the token last: found is sorted by id, so no clearing is needed.
  std::vector<std::uint32_t> taken_by(token_count, UINT32_MAX);
  std::vector<ConceptMatch> kept;
  for (const ConceptMatch& match : found) {
    // A longer match was there first, so an overlap shows at one of the ends.
    if (taken_by[match.first] == match.id || taken_by[match.last] == match.id) continue;
    std::fill(taken_by.begin() + static_cast<std::ptrdiff_t>(match.first),
              taken_by.begin() + static_cast<std::ptrdiff_t>(match.last) + 1, match.id);
    kept.push_back(match);
  }
  std::sort(kept.begin(), kept.end(), IsBefore);
  return kept;
}

}  // namespace

struct ConceptMatcher::Impl {
  std::vector<std::string> names;
  TermTrie trie;

  ConceptId IdOf(std::string_view name) const {
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    if (at == names.end() || *at != name)
      throw std::out_of_range("no lexicon defines the concept " + std::string(name));
    return static_cast<ConceptId>(at - names.begin());
  }
};

ConceptMatcher::ConceptMatcher(const std::filesystem::path& folder) {
  const std::vector<LexiconRow> rows = ReadLexicon(folder);
  auto impl = std::make_unique<Impl>();
  for (const LexiconRow& row : rows)
    if (impl->names.empty() || impl->names.back() != row.concept_name) impl->names.push_back(row.concept_name);
  std::sort(impl->names.begin(), impl->names.end());
  impl->names.erase(std::unique(impl->names.begin(), impl->names.end()), impl->names.end());
  for (const LexiconRow& row : rows)
    impl->trie.Add(row, impl->IdOf(row.concept_name));
  impl->trie.Freeze();
  impl_ = std::move(impl);
}

ConceptMatcher::~ConceptMatcher() = default;
ConceptMatcher::ConceptMatcher(ConceptMatcher&&) noexcept = default;
ConceptMatcher& ConceptMatcher::operator=(ConceptMatcher&&) noexcept = default;

const std::vector<std::string>& ConceptMatcher::Names() const { return impl_->names; }

ConceptId ConceptMatcher::IdOf(std::string_view name) const { return impl_->IdOf(name); }

std::vector<ConceptMatch> ConceptMatcher::Match(const TokenizedText& text) const {
  std::vector<TermHit> hits = impl_->trie.Find(text.tokens);
  const bool shouted = std::any_of(hits.begin(), hits.end(), [](const TermHit& hit) { return hit.by_case_alone; }) &&
                       IsShouted(text.tokens);
  std::vector<ConceptMatch> found;
  found.reserve(hits.size());
  for (const TermHit& hit : hits)
    found.push_back({hit.id, hit.first, hit.last, hit.ambiguous || (hit.by_case_alone && shouted)});
  return WithoutOverlaps(std::move(found), text.tokens.size());
}

}  // namespace audit
