#include "analyzers/classify/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace audit {
namespace {

std::optional<StatementKind> Denied(const Label& asked) {
  switch (asked.kind) {
    case StatementKind::kApprovalClaim:
    case StatementKind::kDeviceClearance:
      return StatementKind::kStatusDisclosure;
    case StatementKind::kGuaranteeClaim:
      return StatementKind::kResultsDisclaimer;
    case StatementKind::kEvidenceClaim:
      return StatementKind::kEvidenceLimitation;
    case StatementKind::kRiskDisclosure:
      return StatementKind::kSafetyClaim;
    default:
      return std::nullopt;
  }
}

std::size_t AfterPunctuation(const StatementView& view, std::size_t token) {
  while (token < view.Tokens().size() && view.Tokens()[token].kind == TokenKind::kPunctuation)
    ++token;
  return token;
}

}  // namespace

Answer AnswerOf(const ConceptIds& ids, const StatementView& view, std::size_t sentence) {
  for (const Clause& clause : view.clauses) {
    if (clause.sentence != sentence) continue;
    const std::size_t first = AfterPunctuation(view, clause.tokens.first);
    const TokenRange yes = MatchAt(view, ids.answer_yes, first);
    const TokenRange no = MatchAt(view, ids.answer_no, first);
    const std::size_t end = std::max(yes.last, no.last);
    if (end == 0) return Answer::kNone;
    // "No exosome is approved" is a sentence of its own: an answer is set off by punctuation or by its end.
    if (end < view.Tokens().size() && view.Tokens()[end].kind != TokenKind::kPunctuation) return Answer::kNone;
    return no.last > yes.last ? Answer::kNo : Answer::kYes;
  }
  return Answer::kNone;
}

bool IsOnlyAnAnswer(const ConceptIds& ids, const StatementView& view) {
  const std::size_t first = AfterPunctuation(view, 0);
  const std::size_t end = std::max(MatchAt(view, ids.answer_yes, first).last, MatchAt(view, ids.answer_no, first).last);
  return end > 0 && AfterPunctuation(view, end) == view.Tokens().size();
}

TokenRange WordsThatItIsGone(const ConceptIds& ids, const StatementView& view) {
  constexpr std::size_t kShortAnswer = 8;  // tokens; a longer one has a subject of its own
  if (view.Tokens().size() > kShortAnswer || view.clauses.empty() || view.clauses.front().questioned) return {};
  const std::size_t first = AfterPunctuation(view, 0);
  const TokenRange gone = MatchAt(view, ids.answer_gone, first);
  if (gone.last == 0) return {};
  // "Gone for good", "sorted in a week"; not "fixed prices", "gone are the days".
  static constexpr std::string_view kGoesOn[] = {"for", "forever", "in",    "within", "after",
                                                 "by",  "with",    "again", "and"};
  const bool ends =
      gone.last >= view.Tokens().size() || view.Tokens()[gone.last].kind == TokenKind::kPunctuation ||
      std::find(std::begin(kGoesOn), std::end(kGoesOn), view.Tokens()[gone.last].text) != std::end(kGoesOn);
  return ends ? TokenRange{first, gone.last} : TokenRange{};
}

std::vector<Label> AnswerLabels(const std::vector<Label>& asked, Answer answer, std::string_view answer_words) {
  std::vector<Label> out;
  if (answer == Answer::kNone) return out;
  for (const Label& question : asked) {
    if (question.stands || question.stance != Stance::kQuestioned) continue;
    Label label = question;
    label.stands = true;
    label.cue = answer_words;
    if (answer == Answer::kYes) {
      if (question.kind == StatementKind::kRiskDisclosure) continue;
      if (question.kind == StatementKind::kApprovalClaim) label.confidence = 1;  // the model's is of the question
      label.stance = Stance::kAsserted;
      label.because =
          fmt::format("\"{}\" affirms what the question before it asks (\"{}\").", answer_words, question.cue);
    } else {
      const auto kind = Denied(question);
      if (!kind) continue;
      label.kind = *kind;
      label.confidence = 1;
      label.stance = Stance::kNegated;
      label.because =
          fmt::format("\"{}\" denies what the question before it asks (\"{}\").", answer_words, question.cue);
    }
    out.push_back(std::move(label));
  }
  return out;
}

}  // namespace audit
