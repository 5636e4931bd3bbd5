#include "analyzers/classify/context.h"

#include <fmt/format.h>

#include <algorithm>

namespace audit {
namespace {

constexpr std::size_t kForwardReach = 14;     // tokens a negation reaches forward at most
constexpr std::size_t kForwardReachHan = 24;  // the same in Chinese, where each character is a token
constexpr std::size_t kBackwardReach = 10;    // and backward
constexpr std::size_t kWordsAroundMention =
    6;                                    // tokens outside a quotation, its marks included, that make it a mention
constexpr std::size_t kLongestTerm = 16;  // tokens of a lexicon term, gaps included
constexpr std::size_t kCancellingDistance = 2;  // tokens between two negations that cancel

TokenRange RestOfClause(const StatementView& view, std::size_t token, std::size_t reach) {
  if (token >= view.Tokens().size()) return {token, token};
  const auto& clause = view.clauses[view.clause_of[token]].tokens;
  return {token, std::min(clause.last, token + reach)};
}

TokenRange SentenceOf(const StatementView& view, std::size_t token) {
  const std::size_t home = view.clauses[view.clause_of[token]].sentence;
  TokenRange out{token, token + 1};
  for (const Clause& clause : view.clauses)
    if (clause.sentence == home)
      out = {std::min(out.first, clause.tokens.first), std::max(out.last, clause.tokens.last)};
  return out;
}

bool Covered(const StatementView& view, const ConceptSet& set, const TokenRange& range) {
  const std::size_t from = range.first > kLongestTerm ? range.first - kLongestTerm : 0;
  for (std::size_t m = FirstMatchAt(view, from); m < view.concepts.size(); ++m) {
    const ConceptMatch& match = view.concepts[m];
    if (match.first > range.first) return false;
    if (set.Has(match.id) && match.last + 1 >= range.last) return true;
  }
  return false;
}

std::size_t ReachOf(const StatementView& view, std::size_t token) {
  return view.Tokens()[token].kind == TokenKind::kHan ? kForwardReachHan : kForwardReach;
}

/// "Theirs isn't, and ours is approved": what a shortened negation denies was said before it. Not so "is not, and will
/// not be, approved".
bool EndsBeforeConjunction(const StatementView& view, std::size_t token) {
  const auto& tokens = view.Tokens();
  if (token == 0 || token + 1 >= tokens.size() || tokens[token - 1].text != "n't" || tokens[token].text != ",")
    return false;
  for (const std::string_view word : {"and", "but", "so", "yet", "while", "whereas"})
    if (tokens[token + 1].text == word) return true;
  return false;
}

// A negation at the end of its clause ("Approved? Not yet.") has nothing after it to negate.
void AddNegation(const ConceptIds& ids, StatementView& view, const TokenRange& words) {
  if (Covered(view, ids.not_negation, words)) return;
  for (const auto& cue : view.cues)
    if (cue.kind == CueKind::kNegation && cue.words.Contains(words)) return;
  const bool goes_on = words.last < view.Tokens().size() && view.clause_of[words.last] == view.clause_of[words.first] &&
                       !EndsBeforeConjunction(view, words.last);
  TokenRange scope =
      goes_on ? RestOfClause(view, words.last, ReachOf(view, words.first)) : TokenRange{words.last, words.last};
  view.cues.push_back({CueKind::kNegation, words, scope});
}

void AddNegationAfter(StatementView& view, const TokenRange& words) {
  const auto& clause = view.clauses[view.clause_of[words.first]].tokens;
  const std::size_t reach = words.first > kBackwardReach ? words.first - kBackwardReach : 0;
  view.cues.push_back({CueKind::kNegation, words, {std::max(clause.first, reach), words.first}});
}

std::string Quote(const StatementView& view, const TokenRange& range) { return std::string(WordsOf(view, range)); }

const ContextCue* CueOver(const StatementView& view, const TokenRange& range, CueKind kind) {
  for (const auto& cue : view.cues)
    if (cue.kind == kind && cue.scope.Overlaps(range) && !range.Contains(cue.words)) return &cue;
  return nullptr;
}

// Two negations cancel only when they stand side by side ("not without"); "has not been and will not be" is one.
StanceDecision NegationOf(const StatementView& view, const TokenRange& range, InnerNegation inner) {
  std::vector<TokenRange> cues;
  for (const auto& cue : view.cues) {
    if (cue.kind != CueKind::kNegation || !cue.scope.Overlaps(range)) continue;
    if (inner == InnerNegation::kBelongsToClaim && range.Contains(cue.words)) continue;
    cues.push_back(cue.words);
  }
  if (cues.empty()) return {};
  const TokenRange& last = cues.back();
  const bool continues = view.Tokens()[last.first].text == "nor";  // "neither ... nor" is one negation
  if (cues.size() == 2 && !continues && last.first >= cues.front().last &&
      last.first - cues.front().last <= kCancellingDistance)
    return {Stance::kAsserted, last, fmt::format("\"{}\" cancels the negation before it", Quote(view, last))};
  return {Stance::kNegated, cues.front(), fmt::format("\"{}\" negates it", Quote(view, cues.front()))};
}

// A few words in quotation marks amid a sentence are mentioned; a whole quoted sentence is adopted by whoever prints
// it.
TokenRange QuotedWords(const StatementView& view, const TokenRange& range) {
  TokenRange out = range;
  while (out.first > 0 && view.quoted[out.first - 1])
    --out.first;
  while (out.last < view.quoted.size() && view.quoted[out.last])
    ++out.last;
  for (std::size_t t = range.first; t < range.last; ++t)
    if (!view.quoted[t]) return {};
  const bool chinese = view.Tokens()[range.first].kind == TokenKind::kHan;
  const std::size_t longest = chinese ? 10 : 5;
  const std::size_t outside = view.Tokens().size() - (out.last - out.first);
  return out.last - out.first <= longest && outside >= kWordsAroundMention ? out : TokenRange{};
}

}  // namespace

void FindContextCues(const ConceptIds& ids, StatementView& view) {
  view.cues.clear();
  for (const auto& match : view.concepts) {
    const TokenRange words{match.first, match.last + 1};
    if (ids.negation.Has(match.id)) AddNegation(ids, view, words);
    if (ids.negation_after.Has(match.id)) AddNegationAfter(view, words);
    if (ids.mention.Has(match.id)) view.cues.push_back({CueKind::kMention, words, SentenceOf(view, words.first)});
    if (ids.critic.Has(match.id)) view.cues.push_back({CueKind::kAttribution, words, SentenceOf(view, words.first)});
    if (ids.asserting_question.Has(match.id))
      view.cues.push_back({CueKind::kAssertingQuestion, words, SentenceOf(view, words.first)});
    if (ids.forecast.Has(match.id))
      view.cues.push_back({CueKind::kForecast, words, RestOfClause(view, words.last, kForwardReach)});
  }
}

StanceDecision StanceOf(const StatementView& view, const TokenRange& range, InnerNegation inner) {
  if (range.first >= range.last) return {};
  const Clause& clause = view.clauses[view.clause_of[range.first]];
  if (const ContextCue* cue = CueOver(view, range, CueKind::kMention))
    return {Stance::kMentioned, cue->words,
            fmt::format("\"{}\" shows that the words are talked about, not used", Quote(view, cue->words))};
  if (const TokenRange words = QuotedWords(view, range); words.last > 0)
    return {Stance::kMentioned, words, "it stands in quotation marks as words that are talked about"};
  if (clause.questioned && !CueOver(view, range, CueKind::kAssertingQuestion))
    return {Stance::kQuestioned, {}, "it is asked, not said"};
  if (clause.hypothetical)
    return {Stance::kHypothetical,
            {clause.tokens.first, clause.tokens.first + 1},
            fmt::format("\"{}\" opens a condition, so it is supposed, not said",
                        Quote(view, {clause.tokens.first, clause.tokens.first + 1}))};
  if (const ContextCue* cue = CueOver(view, range, CueKind::kAttribution))
    return {Stance::kAttributed, cue->words, fmt::format("\"{}\" reports it of others", Quote(view, cue->words))};
  return NegationOf(view, range, inner);
}

bool InScope(const StatementView& view, const TokenRange& range, CueKind kind) {
  return CueOver(view, range, kind) != nullptr;
}

}  // namespace audit
