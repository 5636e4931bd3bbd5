#include "analyzers/classify/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "analyzers/classify/answers.h"
#include "analyzers/classify/context.h"
#include "analyzers/classify/frame_labels.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

std::optional<StatementKind> WhenNegated(StatementKind kind) {
  switch (kind) {
    case StatementKind::kApprovalClaim:
    case StatementKind::kDeviceClearance:
      return StatementKind::kStatusDisclosure;
    case StatementKind::kGuaranteeClaim:
      return StatementKind::kResultsDisclaimer;
    default:
      return std::nullopt;
  }
}

bool StandsIn(const Rule& rule, Stance stance) {
  if (rule.any_context) return true;
  const bool claim = FamilyOf(rule.kind) == KindFamily::kClaim || rule.asserted_only;
  switch (stance) {
    case Stance::kAsserted:
      return true;
    case Stance::kNegated:
      return !claim;
    case Stance::kQuestioned:
      return rule.even_asked;
    case Stance::kHypothetical:
      return !claim;
    case Stance::kMentioned:
      return FamilyOf(rule.kind) == KindFamily::kContext;
    case Stance::kAttributed:
      return !claim || rule.even_attributed;
  }
  return false;
}

// "Not only approved" looks like a disclosure and is none.
bool DeniesNothing(const ConceptIds& ids, const StatementView& view, const TokenRange& words) {
  if (!Holds(view, ids.not_negation, words)) return false;
  return std::none_of(view.cues.begin(), view.cues.end(), [&](const ContextCue& cue) {
    return cue.kind == CueKind::kNegation && words.Contains(cue.words);
  });
}

// "Surgery to remove the tumour", "inhalers manage symptoms": what other medicine does is no claim of the field, unless
// a product of it or the document's own offer is named too, or the other therapy is only set aside ("without surgery").
TokenRange ConventionalTherapy(const ConceptIds& ids, const StatementView& view, const TokenRange& words) {
  const TokenRange whole{0, view.Tokens().size()};
  if (Holds(view, ids.field_product, whole) || Holds(view, ids.field_procedure, whole) || Holds(view, ids.own, whole))
    return {};
  static constexpr std::string_view kSetAside[] = {"without", "avoid", "skip",    "instead", "than",  "no",   "unlike",
                                                   "delay",   "of",    "replace", "to",      "after", "from", "or"};
  for (const auto& match : view.concepts) {
    if (match.first >= words.last) break;
    if (!ids.conventional.Has(match.id)) continue;
    const bool aside = match.first > 0 && std::find(std::begin(kSetAside), std::end(kSetAside),
                                                    view.Tokens()[match.first - 1].text) != std::end(kSetAside);
    if (!aside) return {match.first, match.last + 1};
  }
  return {};
}

Label LabelOfHit(const ConceptIds& ids, const RuleBook& rules, const StatementView& view, const RuleHit& hit) {
  const Rule& rule = rules.Rules()[hit.rule];
  const bool own = rule.own_negation || (FamilyOf(rule.kind) != KindFamily::kClaim && !rule.asserted_only);
  const StanceDecision stance =
      StanceOf(view, hit.words, own ? InnerNegation::kBelongsToClaim : InnerNegation::kCounts);
  Label label;
  label.kind = rule.kind;
  label.subject = rule.subject;
  label.stance = stance.stance;
  label.cue = WordsOf(view, hit.words);
  label.because = fmt::format("\"{}\" {}", label.cue, rule.because);
  label.stands = StandsIn(rule, stance.stance);
  if (rule.kind == StatementKind::kStatusDisclosure && DeniesNothing(ids, view, hit.words)) {
    label.stands = false;
    label.because += ", but its only negation denies nothing (\"not only\"), so it does not count.";
    return label;
  }
  if (label.stands && rule.kind == StatementKind::kDiseaseClaim) {
    if (const TokenRange other = ConventionalTherapy(ids, view, hit.words); other.last > 0) {
      label.stands = false;
      label.because +=
          fmt::format(", but it is \"{}\" that is said to do so, so it does not count.", WordsOf(view, other));
      return label;
    }
  }
  if (label.stands) {
    label.because += stance.why.empty() ? std::string(".") : fmt::format("; {}.", stance.why);
    return label;
  }
  const auto other = stance.stance == Stance::kNegated ? WhenNegated(rule.kind) : std::nullopt;
  if (other) {
    label.kind = *other;
    label.stands = true;
    label.cue = WordsOf(view, {std::min(hit.words.first, stance.cue.first), std::max(hit.words.last, stance.cue.last)});
    label.because += fmt::format(", but {}.", stance.why);
  } else {
    label.because += fmt::format(", but {}, so it does not count.", stance.why);
  }
  return label;
}

// Words that are explained, warned of or studied in the same statement are not also claimed by it. Found by pairs of
// kinds that the training statements hardly ever bear together.
struct Yield {
  StatementKind weak;
  StatementKind strong;
};
using enum StatementKind;
constexpr Yield kYields[] = {
    {kDiseaseClaim, kRiskDisclosure},        {kDiseaseClaim, kRegulatoryContext},
    {kDiseaseClaim, kResearchStatus},        {kDiseaseClaim, kConsumerGuidance},
    {kDiseaseClaim, kAdviceDisclaimer},      {kBorrowedAuthority, kRegulatoryContext},
    {kBorrowedAuthority, kDeviceClearance},  {kBorrowedAuthority, kApprovalClaim},
    {kBorrowedAuthority, kConsumerGuidance}, {kDeviceClearance, kRegulatoryContext},
    {kDeviceClearance, kApprovalForecast},   {kDeviceClearance, kConsumerGuidance},
    {kEvidenceClaim, kResearchStatus},       {kEvidenceClaim, kRiskDisclosure},
    {kEvidenceClaim, kRegulatoryContext},    {kSuperiorityClaim, kEvidenceLimitation},
    {kRiskDisclosure, kSafetyClaim},         {kRegulatoryContext, kAdviceDisclaimer},
    {kRoleDisclosure, kRegulatoryContext},   {kConsumerGuidance, kAdviceDisclaimer},
    {kEvidenceLimitation, kEvidenceClaim},   {kBenefitClaim, kRiskDisclosure},
    {kBenefitClaim, kRegulatoryContext},     {kSafetyClaim, kRegulatoryContext},
    {kSafetyClaim, kConsumerGuidance},       {kGuaranteeClaim, kConsumerGuidance},
    {kSuperiorityClaim, kRegulatoryContext}, {kTestimonial, kRegulatoryContext},
};

void YieldToContext(std::vector<Label>& labels) {
  const auto stands = [&](StatementKind kind) {
    return std::find_if(labels.begin(), labels.end(),
                        [&](const Label& label) { return label.kind == kind && label.stands; });
  };
  for (const Yield& row : kYields) {
    const auto weak = stands(row.weak);
    const auto strong = stands(row.strong);
    if (weak == labels.end() || strong == labels.end()) continue;
    weak->stands = false;
    weak->because += fmt::format(" It yields to {}, which \"{}\" shows.", NameOf(row.strong), strong->cue);
  }
}

std::string Decision(const Label& label) {
  return fmt::format("{} {} ({}): {}", label.stands ? "label" : "dropped", NameOf(label.kind), NameOf(label.stance),
                     label.because);
}

// "FDA approved? Yes." within one statement.
void AddInnerAnswers(const ConceptIds& ids, const StatementView& view, std::vector<Label>& labels) {
  for (std::size_t c = 1; c < view.clauses.size(); ++c) {
    const Clause& clause = view.clauses[c];
    const Clause& before = view.clauses[c - 1];
    if (clause.sentence == before.sentence || !before.questioned) continue;
    const Answer answer = AnswerOf(ids, view, clause.sentence);
    auto more = AnswerLabels(labels, answer, WordsOf(view, clause.tokens));
    labels.insert(labels.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    if (answer != Answer::kNone) return;
  }
}

}  // namespace

void OrderLabels(std::vector<Label>& labels) {
  std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    return a.stands > b.stands;
  });
  labels.erase(
      std::unique(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.kind == b.kind; }),
      labels.end());
  std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.stands > b.stands; });
}

std::vector<Label> DecideLabels(const ConceptIds& ids, const RuleBook& rules, StatementView& view) {
  std::vector<Label> labels;
  for (const auto& frame : view.frames)
    if (auto label = LabelOfFrame(ids, view, frame)) labels.push_back(std::move(*label));
  for (const auto& hit : view.hits) {
    const Rule& rule = rules.Rules()[hit.rule];
    if (rule.target == RuleTarget::kMask) continue;
    if (FamilyOf(rule.kind) == KindFamily::kClaim && view.IsMasked(hit.words)) continue;
    labels.push_back(LabelOfHit(ids, rules, view, hit));
  }
  AddInnerAnswers(ids, view, labels);
  OrderLabels(labels);
  YieldToContext(labels);
  OrderLabels(labels);
  for (const auto& label : labels)
    view.decisions.push_back(Decision(label));
  return labels;
}

}  // namespace audit
