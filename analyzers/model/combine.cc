#include "analyzers/model/combine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "analyzers/classify/context.h"
#include "analyzers/classify/decide.h"
#include "analyzers/model/context_features.h"
#include "analyzers/model/model_file.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr std::size_t kWordsNamed = 3;
constexpr double kAgainstRules = 0.5;       // least confidence to give a kind that the rules weighed and dropped
constexpr double kWithRules = 0.4;          // what the rules found stays until the model finds it this unlikely
constexpr double kApprovalWithRules = 0.6;  // the gravest allegation, also where the rules found it
constexpr double kForecastAlone = 0.6;

/// A claim is an allegation. Before the model makes the first one of a statement, it must be sure enough that the
/// statement claims anything, and more so of the kind where the statement's own context speaks against it. Those alone
/// were chosen on held-out lines, those in a document on held-out pieces that were judged as documents.
struct ClaimBounds {
  double any_claim = 0;
  double against_context = 0;
  double approval = 0;      ///< the gravest: of all approvals alleged on held-out lines 95 of 100 are right
  double in_few_words = 0;  ///< a heading names far more often than it claims
};
constexpr ClaimBounds BoundsOf(Scope scope) {
  return scope == Scope::kDocument ? ClaimBounds{0.4, 0.6, 0.82, 0.7} : ClaimBounds{0.5, 0.75, 0.87, 0.9};
}
constexpr double kDisclosureBesideClaim = 0.8;  // where it says the opposite; it would excuse the claim
// Whatever names an agency or a law looks like an explanation of law; most of it has a kind of its own.
constexpr double kContextAlone = 0.45;
constexpr double kNever = 2;

std::string InPercent(double confidence) { return fmt::format("{:.0f} %", confidence * 100); }

bool IsStatus(StatementKind kind) {
  return kind == StatementKind::kApprovalClaim || kind == StatementKind::kDeviceClearance;
}

bool IsOfEffect(StatementKind kind) {
  return kind == StatementKind::kDiseaseClaim || kind == StatementKind::kBenefitClaim;
}

/// Asked, or talked about: whoever prints the words does not say them.
bool IsNotSaid(Stance stance) { return stance == Stance::kMentioned || stance == Stance::kQuestioned; }

/// Claims, each with a disclosure that says the opposite.
constexpr std::pair<StatementKind, StatementKind> kOpposites[] = {
    {StatementKind::kApprovalClaim, StatementKind::kStatusDisclosure},
    {StatementKind::kGuaranteeClaim, StatementKind::kResultsDisclaimer},
    {StatementKind::kSafetyClaim, StatementKind::kRiskDisclosure},
    {StatementKind::kSafetyClaim, StatementKind::kEvidenceLimitation},
    {StatementKind::kEvidenceClaim, StatementKind::kEvidenceLimitation},
};

/// A claim that says the opposite of `disclosure` is among `standing`.
bool IsContradicted(StatementKind disclosure, KindBits standing) {
  return std::any_of(std::begin(kOpposites), std::end(kOpposites), [&](const auto& pair) {
    return pair.second == disclosure && (standing & BitOf(pair.first)) != 0;
  });
}

/// True if the model may give a kind that the rules dropped in this label.
bool MayOverrule(const Label& dropped, double confidence, Scope scope) {
  const bool against_context = FamilyOf(dropped.kind) == KindFamily::kClaim && dropped.stance != Stance::kAsserted;
  if (against_context && (IsStatus(dropped.kind) || IsNotSaid(dropped.stance))) return false;
  return confidence >= (against_context ? BoundsOf(scope).against_context : kAgainstRules);
}

/// All of it asks or supposes, and nothing says that the question states its own answer.
bool IsOnlyAskedOrSupposed(const StatementView& view) {
  const bool asserting = std::any_of(view.cues.begin(), view.cues.end(),
                                     [](const ContextCue& cue) { return cue.kind == CueKind::kAssertingQuestion; });
  return !asserting && !view.clauses.empty() &&
         std::all_of(view.clauses.begin(), view.clauses.end(),
                     [](const Clause& clause) { return clause.questioned || clause.hypothetical; });
}

bool HasNegation(const StatementView& view) {
  return std::any_of(view.cues.begin(), view.cues.end(),
                     [](const ContextCue& cue) { return cue.kind == CueKind::kNegation; });
}

/// Told of others: "some clinics say". Words of patients and experts who are quoted in praise are found by other means.
bool IsReported(const StatementView& view) {
  return std::any_of(view.cues.begin(), view.cues.end(),
                     [](const ContextCue& cue) { return cue.kind == CueKind::kAttribution; });
}

/// "Our doctors are licensed": a person's credentials are no standing of the product or the house.
bool IsOfPersons(StatementKind kind, const StatementView& view) {
  return kind == StatementKind::kBorrowedAuthority && !view.frames.empty() &&
         std::all_of(view.frames.begin(), view.frames.end(),
                     [](const StatusFrame& frame) { return frame.subject == Subject::kPerson; });
}

/// "Registration does not mean approval": what a mark is worth is explained, and nobody leans on it.
bool IsExplained(StatementKind kind, const StatementView& view, const KindScores& scores) {
  const auto& context = scores[static_cast<std::size_t>(StatementKind::kRegulatoryContext)];
  const bool own =
      std::any_of(view.frames.begin(), view.frames.end(), [](const StatusFrame& frame) { return frame.own; });
  return kind == StatementKind::kBorrowedAuthority && context.confidence >= kAgainstRules && !own && HasNegation(view);
}

/// "It is untrue that our therapy is approved": one clause, and each status in it is denied.
bool DeniesEachStatus(const StatementView& view) {
  return view.clauses.size() == 1 && !view.frames.empty() &&
         std::all_of(view.frames.begin(), view.frames.end(),
                     [&view](const StatusFrame& frame) { return InScope(view, frame.status, CueKind::kNegation); });
}

/// Bare headings and the like: "Other choices".
bool HasFewWords(const StatementView& view) {
  constexpr std::ptrdiff_t kFewWords = 4;
  return std::count_if(view.Tokens().begin(), view.Tokens().end(),
                       [](const Token& token) { return token.kind != TokenKind::kPunctuation; }) < kFewWords;
}

/// From its first word to its last a look-alike of masks.rules: words of another trade, a disease or tissue of which
/// nothing is said.
bool IsALookAlike(const StatementView& view) {
  const auto is_word = [](const Token& token) { return token.kind != TokenKind::kPunctuation; };
  const auto& tokens = view.Tokens();
  const auto first = static_cast<std::size_t>(std::find_if(tokens.begin(), tokens.end(), is_word) - tokens.begin());
  const auto behind = static_cast<std::size_t>(tokens.rend() - std::find_if(tokens.rbegin(), tokens.rend(), is_word));
  return std::any_of(view.masked.begin(), view.masked.end(), [&](const TokenRange& mask) {
    return mask.first <= first && first < behind && behind <= mask.last;
  });
}

/// The least confidence at which a label of the rules stays.
double LeastWithRules(StatementKind kind) {
  return kind == StatementKind::kApprovalClaim ? kApprovalWithRules : kWithRules;
}

/// The least confidence at which the model may give a kind that the rules did not find.
double LeastAlone(StatementKind kind, const StatementView& view, KindBits standing, const KindScores& scores,
                  Scope scope) {
  if (FamilyOf(kind) != KindFamily::kClaim) {
    if (IsContradicted(kind, standing)) return kDisclosureBesideClaim;
    if (HasFewWords(view)) return kAgainstRules;
    return kind == StatementKind::kRegulatoryContext ? kContextAlone : 0;
  }
  if ((IsStatus(kind) || IsOfEffect(kind) || kind == StatementKind::kSuperiorityClaim) && IsALookAlike(view))
    return kNever;
  if (IsOfPersons(kind, view) || IsExplained(kind, view, scores)) return kNever;
  if (IsStatus(kind) && view.frames.empty() && HasFewWords(view)) return kNever;  // the bare noun claims nothing
  if (IsStatus(kind) && DeniesEachStatus(view)) return kNever;
  const bool denied = std::any_of(std::begin(kOpposites), std::end(kOpposites), [&](const auto& pair) {
    return pair.first == kind && scores[static_cast<std::size_t>(pair.second)].stands;
  });
  const bool accused = (standing & KindsOf(KindFamily::kClaim)) != 0;
  if (!accused && scores.any_claim < BoundsOf(scope).any_claim) return kNever;
  if (HasFewWords(view)) return BoundsOf(scope).in_few_words;
  if (kind == StatementKind::kApprovalClaim) return BoundsOf(scope).approval;
  const bool against_context = denied || IsReported(view) || IsOnlyAskedOrSupposed(view);
  const double least = against_context ? BoundsOf(scope).against_context : 0;
  return kind == StatementKind::kApprovalForecast ? std::max(least, kForecastAlone) : least;
}

/// Drops what is not sure enough of `standing`, and adds what is, each beside what stands already.
void Weigh(const StatementView& view, std::span<const Label> labels, const KindScores& scores, Scope scope,
           KindBits& standing) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const auto kind = static_cast<StatementKind>(k);
    const KindScore& score = scores[k];
    if ((standing & BitOf(kind)) != 0) {
      if (score.confidence < LeastWithRules(kind)) standing &= ~BitOf(kind);
      continue;
    }
    if (!score.stands || score.confidence < LeastAlone(kind, view, standing, scores, scope)) continue;
    const auto dropped =
        std::find_if(labels.begin(), labels.end(), [kind](const Label& label) { return label.kind == kind; });
    if (dropped == labels.end() || MayOverrule(*dropped, score.confidence, scope)) standing |= BitOf(kind);
  }
}

/// What a reader must know when the words would have been taken otherwise.
std::string OfOtherReading(double first, double second, Scope scope) {
  constexpr double kWorthSaying = 0.1;
  if (std::fabs(first - second) < kWorthSaying) return "";
  return fmt::format(" Its words alone gave {}: what else it says{} speaks {} this.", InPercent(first),
                     scope == Scope::kDocument ? ", and what is said around it," : "",
                     second > first ? "for" : "against");
}

std::string Quoted(std::string_view text, const std::vector<WordEvidence>& evidence) {
  std::string out;
  for (const auto& one : evidence) {
    if (!out.empty()) out += ", ";
    out += fmt::format("\"{}\"", text.substr(one.source.begin, one.source.end - one.source.begin));
  }
  return out;
}

/// Lets `label` stand on the model's word alone, for the words that moved it most.
void Give(Label& label, const std::vector<WordEvidence>& evidence, std::string_view text, double confidence) {
  const auto& first = evidence.front().source;
  const std::string before = label.because.empty() ? "" : fmt::format(" The rules had said: {}", label.because);
  label.stands = true;
  label.confidence = confidence;
  label.cue = text.substr(first.begin, first.end - first.begin);
  label.because = fmt::format(
      "The model alone decided, from labelled examples: {} speak{} most for {}; confidence {}.{}",
      Quoted(text, evidence), evidence.size() == 1 ? "s" : "", NameOf(label.kind), InPercent(confidence), before);
}

}  // namespace

LabelCombiner::LabelCombiner(ModelData model, const ConceptMatcher& concepts, const RuleBook& rules)
    : concepts_(concepts), rules_(rules), model_(std::move(model), concepts.Names()) {}

KindBits WeighKinds(const StatementView& view, std::span<const Label> labels, const KindScores& scores, Scope scope) {
  KindBits standing = 0;
  for (const auto& label : labels)
    if (label.stands) standing |= BitOf(label.kind);
  Weigh(view, labels, scores, scope, standing);
  Weigh(view, labels, scores, scope, standing);  // beside the claims that stand now
  return standing;
}

const KindReading& LabelCombiner::Read(const StatementView& view, std::span<const Label> labels) const {
  const auto context = ReadContext(view, labels, rules_, concepts_.Names());
  thread_local KindReading reading;
  model_.Read({view.tokenized, view.concepts, context}, reading);
  return reading;
}

KindScores LabelCombiner::Score(const StatementView& view, std::span<const Label> labels) const {
  return model_.Score(Read(view, labels));
}

void LabelCombiner::Combine(StatementView& view, std::vector<Label>& labels, const KindScores& second,
                            const KindScores& first, Scope scope) const {
  const KindBits standing = WeighKinds(view, labels, second, scope);
  const std::vector<Label> given = labels;  // as the model reads them
  const KindReading* reading = nullptr;     // read again only where words must be named
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const auto kind = static_cast<StatementKind>(k);
    auto found = std::find_if(labels.begin(), labels.end(), [&](const Label& label) { return label.kind == kind; });
    if (found != labels.end()) found->confidence = second[k].confidence;
    const bool stands = (standing & BitOf(kind)) != 0;
    if (stands == (found != labels.end() && found->stands)) continue;
    const std::string around = OfOtherReading(first[k].confidence, second[k].confidence, scope);
    if (!stands) {
      found->stands = false;
      found->because +=
          fmt::format(" Dropped by the model, learnt from labelled examples: its confidence in {} is only {}.{}",
                      NameOf(kind), InPercent(second[k].confidence), around);
    } else {
      if (reading == nullptr) reading = &Read(view, given);
      const auto evidence = model_.Explain(view.tokenized, *reading, kind, kWordsNamed);
      if (evidence.empty()) continue;  // nothing in it can be quoted as the reason
      if (found == labels.end()) found = labels.insert(labels.end(), Label{.kind = kind, .cue = "", .because = ""});
      Give(*found, evidence, view.text, second[k].confidence);
      found->because += around;
    }
    view.decisions.push_back(fmt::format("model {} {}: {}", stands ? "gives" : "drops", NameOf(kind), found->because));
  }
  OrderLabels(labels);
}

}  // namespace audit
