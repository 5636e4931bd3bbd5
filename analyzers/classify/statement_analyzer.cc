#include "analyzers/classify/statement_analyzer.h"

#include <algorithm>

#include "analyzers/classify/clauses.h"
#include "analyzers/classify/context.h"
#include "analyzers/classify/decide.h"
#include "analyzers/classify/frames.h"

namespace audit {
namespace {

std::string JurisdictionOf(const ConceptIds& ids, const StatementView& view) {
  std::string other;
  for (const auto& match : view.concepts) {
    if (ids.agency_tw.Has(match.id)) return "tw";
    if (ids.agency_us.Has(match.id)) return "us";
    if (ids.agency_other.Has(match.id)) other = "other";
  }
  for (const auto& match : view.concepts) {
    if (ids.juris_tw.Has(match.id) && !match.ambiguous) return "tw";
    if (ids.juris_us.Has(match.id) && !match.ambiguous) return "us";
  }
  return other;
}

std::vector<std::string> ConditionsOf(const ConceptIds& ids, const StatementView& view) {
  std::vector<std::string> out;
  std::size_t end = 0;
  for (const auto& match : view.concepts) {
    if (!ids.disease.Has(match.id) || match.first < end) continue;
    const TokenRange words = MatchAt(view, ids.disease, match.first);
    end = words.last;
    std::string verbatim(WordsOf(view, words));
    if (std::find(out.begin(), out.end(), verbatim) == out.end()) out.push_back(std::move(verbatim));
  }
  return out;
}

}  // namespace

StatementAnalyzer::StatementAnalyzer(const std::filesystem::path& folder)
    : concepts_(folder), ids_(concepts_), rules_(folder, concepts_) {}

StatementView StatementAnalyzer::View(std::string_view text) const {
  StatementView view;
  view.text = text;
  view.tokenized = Tokenize(text);
  view.concepts = concepts_.Match(view.tokenized);
  SplitClauses(ids_, view);
  FindContextCues(ids_, view);
  view.hits = rules_.Find(view);
  for (const auto& hit : view.hits)
    if (rules_.Rules()[hit.rule].target == RuleTarget::kMask) view.masked.push_back(hit.words);
  FindStatusFrames(ids_, view);
  return view;
}

void StatementAnalyzer::Label(StatementView& view, Statement& statement) const {
  statement.labels = DecideLabels(ids_, rules_, view);
  statement.jurisdiction = JurisdictionOf(ids_, view);
  statement.conditions = ConditionsOf(ids_, view);
}

}  // namespace audit
