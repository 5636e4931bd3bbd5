#include "analyzers/classify/frame_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "analyzers/classify/context.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

std::string_view BearerWords(Subject subject) {
  switch (subject) {
    case Subject::kProduct:
    case Subject::kProgramme:
      return "the product or therapy";
    case Subject::kDevice:
      return "equipment";
    case Subject::kFacility:
    case Subject::kFirm:
      return "premises or a firm";
    case Subject::kPerson:
      return "a person";
    case Subject::kOtherProduct:
      return "another product";
    case Subject::kStudy:
      return "a study";
    case Subject::kUnknown:
      break;
  }
  return "something not named here";
}

// The kind that an asserted frame makes; nothing for statuses that regulate no product.
std::optional<StatementKind> KindOf(const StatusFrame& frame) {
  const bool named = frame.authority.last > 0;
  switch (frame.subject) {
    case Subject::kDevice:
      if (frame.family == StatusFamily::kClear || named || frame.own) return StatementKind::kDeviceClearance;
      return std::nullopt;
    case Subject::kFacility:
    case Subject::kFirm:
      if (named || frame.family == StatusFamily::kRegister) return StatementKind::kBorrowedAuthority;
      return std::nullopt;
    case Subject::kOtherProduct:
      return named ? std::optional(StatementKind::kRegulatoryContext) : std::nullopt;
    case Subject::kProduct:
    case Subject::kProgramme:
      if (frame.family == StatusFamily::kRegister)
        return named ? std::optional(StatementKind::kBorrowedAuthority) : std::nullopt;
      if (frame.family == StatusFamily::kClear && !named) return StatementKind::kDeviceClearance;
      if (named || (frame.own && frame.family == StatusFamily::kApprove)) return StatementKind::kApprovalClaim;
      return std::nullopt;
    case Subject::kUnknown:
      if (!named && !frame.marked) return std::nullopt;
      if (frame.family == StatusFamily::kClear) return StatementKind::kDeviceClearance;
      return frame.family == StatusFamily::kApprove ? StatementKind::kApprovalClaim : StatementKind::kBorrowedAuthority;
    case Subject::kPerson:
    case Subject::kStudy:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string Describe(const StatementView& view, const StatusFrame& frame) {
  std::string out =
      fmt::format("\"{}\" binds a regulatory status to {}", WordsOf(view, frame.status), BearerWords(frame.subject));
  if (frame.bearer.last > 0) out += fmt::format(" (\"{}\")", WordsOf(view, frame.bearer));
  if (frame.authority.last > 0) out += fmt::format(", by \"{}\"", WordsOf(view, frame.authority));
  return out;
}

// "FDA-approved stem cell products are made from cord blood": the group is the topic, nothing of it is on offer.
bool SpeaksOfAll(const ConceptIds& ids, const StatementView& view, const StatusFrame& frame, const TokenRange& clause) {
  if (frame.form != FrameForm::kAttributive || frame.bearer.last >= view.Tokens().size()) return false;
  // "... are now available in our clinic" is an offer.
  if (Holds(view, ids.own, {frame.bearer.last, clause.last})) return false;
  static constexpr std::string_view kPredicates[] = {"are",   "is",     "have", "has",     "must",     "may",    "can",
                                                     "exist", "do",     "for",  "come",    "comes",    "were",   "was",
                                                     "work",  "exists", "need", "include", "includes", "require"};
  const std::string& next = view.Tokens()[frame.bearer.last].text;
  return std::find(std::begin(kPredicates), std::end(kPredicates), next) != std::end(kPredicates);
}

// "The agency inspected your facility", "your firm is registered": told to the firm that is meant, not by it.
bool IsToldToItsBearer(const StatementView& view, const StatusFrame& frame, const TokenRange& clause) {
  if (frame.own) return false;
  for (std::size_t t = clause.first; t < std::min(frame.words.last, clause.last); ++t)
    if (view.Tokens()[t].text == "your") return true;
  return false;
}

// "The FDA does not need to approve your own cells": the negation turns the need, not the status.
bool IsExempt(const ConceptIds& ids, const StatementView& view, const StatusFrame& frame,
              const StanceDecision& stance) {
  const TokenRange& status = frame.status;
  if (frame.subject != Subject::kProduct && frame.subject != Subject::kUnknown) return false;
  if (!frame.own && !Holds(view, ids.own_body, {0, view.Tokens().size()})) return false;
  return stance.cue.last <= status.first && Holds(view, ids.need, {stance.cue.first, status.first});
}

bool IsApprovable(StatementKind kind) {
  return kind == StatementKind::kApprovalClaim || kind == StatementKind::kDeviceClearance;
}

}  // namespace

std::optional<Label> LabelOfFrame(const ConceptIds& ids, const StatementView& view, const StatusFrame& frame) {
  auto kind = KindOf(frame);
  // "FDA approved & RoHS", "RECELL device: FDA approved": what is not named is the equipment spoken of.
  const TokenRange whole{0, view.Tokens().size()};
  if (kind == StatementKind::kApprovalClaim && frame.subject == Subject::kUnknown &&
      (Holds(view, ids.device, whole) || Holds(view, ids.status_clear, whole)))
    kind = StatementKind::kDeviceClearance;
  StanceDecision stance = StanceOf(view, frame.status, InnerNegation::kCounts);
  const auto& clause = view.clauses[view.clause_of[frame.status.first]].tokens;
  // Whoever "said" or "heard" it is somebody else, unless the thing is the document's own.
  if (stance.stance == Stance::kAsserted && !frame.own && Holds(view, ids.report, {clause.first, frame.words.first}))
    stance = {Stance::kAttributed, {}, "it is told as the words of others"};
  // "The boots are FDA-approved": a bearer that no lexicon knows is left alone; "it", "all" stand for the offer.
  if (kind == StatementKind::kApprovalClaim && frame.subject == Subject::kUnknown && frame.form != FrameForm::kBare &&
      !Holds(view, ids.pronoun, {clause.first, frame.status.first}) && stance.stance == Stance::kAsserted)
    return std::nullopt;
  Label label;
  label.subject = frame.subject;
  label.cue = WordsOf(view, frame.words);
  label.stance = stance.stance;
  label.because = Describe(view, frame);
  if (stance.stance == Stance::kNegated) {
    // Premises without a licence say nothing of the product; everything else that lacks a status discloses it.
    if (frame.subject == Subject::kFacility || frame.subject == Subject::kPerson || frame.subject == Subject::kFirm ||
        frame.subject == Subject::kStudy)
      return std::nullopt;
    if (!kind && frame.subject != Subject::kProduct && frame.subject != Subject::kDevice) return std::nullopt;
    const bool exempt = IsExempt(ids, view, frame, stance);
    label.kind = exempt ? StatementKind::kBorrowedAuthority : StatementKind::kStatusDisclosure;
    label.cue =
        WordsOf(view, {std::min(frame.words.first, stance.cue.first), std::max(frame.words.last, stance.cue.last)});
    if (exempt) label.stance = Stance::kAsserted;
    label.because +=
        fmt::format("; {}, so it says that {}.", stance.why, exempt ? "none is needed" : "the status is lacking");
    return label;
  }
  if (!kind) return std::nullopt;
  // "Private banks must be licensed": a duty, not a fact.
  if (frame.obliged && stance.stance == Stance::kAsserted && !frame.future) {
    label.kind = StatementKind::kRegulatoryContext;
    label.stands = false;
    label.because += ", but as a duty or a possibility, not as a fact.";
    return label;
  }
  if (*kind == StatementKind::kBorrowedAuthority && IsToldToItsBearer(view, frame, clause)) return std::nullopt;
  label.kind = *kind;
  if ((frame.future || InScope(view, frame.status, CueKind::kForecast)) && IsApprovable(*kind)) {
    label.kind = StatementKind::kApprovalForecast;
    label.because += ", but of the future, not of today.";
    return label;
  }
  if (stance.stance == Stance::kAttributed && IsApprovable(*kind)) {
    label.kind = StatementKind::kRegulatoryContext;
    label.because += fmt::format("; {}, so it is a report and not the document's own claim.", stance.why);
    return label;
  }
  if (stance.stance != Stance::kAsserted) {
    label.stands = false;
    label.because += fmt::format("; {}, so it claims nothing.", stance.why);
    return label;
  }
  if (*kind == StatementKind::kApprovalClaim && !frame.own &&
      (Holds(view, ids.generic, clause) || SpeaksOfAll(ids, view, frame, clause))) {
    label.kind = StatementKind::kRegulatoryContext;
    label.because += "; it speaks of such products in general, not of the one on offer.";
    return label;
  }
  label.because += ", in the document's own voice.";
  return label;
}

}  // namespace audit
