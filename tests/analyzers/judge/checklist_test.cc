// Questions that a document should answer: met, partly or not, and the words that do.
#include <gmock/gmock.h>

#include <optional>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::kApproved;
using judge_test::kHeals;
using judge_test::kNotApproved;
using judge_test::kParking;
using judge_test::Page;
using judge_test::Said;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = StatementKind;

TEST(ChecklistForm, AsksWhatIsNotAnsweredOrSpoiled) {
  const std::string when =
      "  checklist:\n    question: What is its status?\n    required_when: {kinds: disease-claim}\n"
      "    met_when: {kinds: status-disclosure}\n    spoiled_by: {kinds: approval-claim}\n";
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kHeals})), SizeIs(1));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kHeals, kNotApproved})), IsEmpty());
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kHeals, kNotApproved, kApproved})), SizeIs(1));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kParking})), IsEmpty());
}

TEST(ChecklistForm, TellsWhatAnAnswerMayNotSay) {
  const std::string when =
      "  checklist:\n    question: Is a physician named?\n    required_when: {kinds: disease-claim}\n    met_when:\n"
      "      - {kinds: advice-disclaimer, not_says: [illustrat*, photo]}\n"
      "      - {kinds: advice-disclaimer, says: [doctor]}\n";
  const auto findings = FindingsOf(when, Page().Paragraph({kHeals}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("No advice-disclaimer that does not say \"illustrat…\" or the like, or "
                                            "advice-disclaimer that says \"doctor\" answers it."));
}

TEST(ChecklistForm, TellsWhatAnswersInPart) {
  const std::string when =
      "  checklist:\n    question: Who treats?\n    required_when: {kinds: disease-claim}\n    met_when: {says: "
      "[doctor "
      "sample]}\n"
      "    partly_when: {says: [our doctors]}\n";
  const auto findings = FindingsOf(when, Page().Paragraph({kHeals, {"Our doctors treat you.", {}}}));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].reason, HasSubstr("It is answered only in part by \"Our doctors treat you.\""));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kHeals, {"Doctor Sample treats you.", {}}})), IsEmpty());
}

TEST(ChecklistForm, NeedsEveryPartOfAnAnswer) {
  const std::string when =
      "  checklist:\n    question: What can go wrong?\n    required_when: {kinds: disease-claim}\n    parts:\n"
      "      - {what: the risks, met_when: {kinds: risk-disclosure}}\n"
      "      - {what: the limits, met_when: {kinds: evidence-limitation}}\n";
  const Said risk = {"It may bleed.", {Kind::kRiskDisclosure}};
  const auto none = FindingsOf(when, Page().Paragraph({kHeals}));
  ASSERT_THAT(none, SizeIs(1));
  EXPECT_THAT(none[0].reason, HasSubstr("Nothing says the risks or the limits."));
  const auto half = FindingsOf(when, Page().Paragraph({kHeals, risk}));
  ASSERT_THAT(half, SizeIs(1));
  EXPECT_THAT(half[0].reason, HasSubstr("only in part by \"It may bleed.\" Nothing says the limits."));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kHeals, risk, {"Studies are small.", {Kind::kEvidenceLimitation}}})),
              IsEmpty());
}

/// The one point of a rule's checklist; nothing when its question does not arise.
std::optional<ChecklistPoint> PointOf(const std::string& more, const Page& page) {
  judge_test::PackFolder packs;
  packs.Write("house/rule.yaml",
              judge_test::RuleText("  checklist:\n    question: What is its status?\n    required_when: "
                                   "{kinds: disease-claim}\n" +
                                   more));
  const auto points = packs.Load().JudgeAll(page.document_, page.analysis_).checklist;
  EXPECT_LE(points.size(), 1u);
  return points.empty() ? std::nullopt : std::optional(points[0]);
}

std::vector<std::string> EvidenceOf(const ChecklistPoint& point) {
  std::vector<std::string> quotes;
  for (const Place& place : point.evidence)
    quotes.push_back(place.quote);
  return quotes;
}

TEST(ChecklistForm, GivesEveryQuestionThatArisesWithTheWordsThatAnswerIt) {
  const std::string more = "    met_when: {kinds: status-disclosure}\n    spoiled_by: {kinds: approval-claim}\n";
  EXPECT_FALSE(PointOf(more, Page().Paragraph({kParking})).has_value());
  const auto unmet = PointOf(more, Page().Paragraph({kHeals}));
  EXPECT_EQ(unmet->answered, Answered::kNotMet);
  EXPECT_EQ(unmet->question, "What is its status?");
  EXPECT_THAT(unmet->evidence, IsEmpty());
  const auto met = PointOf(more, Page().Paragraph({kHeals, kNotApproved}));
  EXPECT_EQ(met->answered, Answered::kMet);
  EXPECT_THAT(EvidenceOf(*met), ElementsAre(std::string(kNotApproved.text)));
  const auto spoiled = PointOf(more, Page().Paragraph({kHeals, kNotApproved, kApproved}));
  EXPECT_EQ(spoiled->answered, Answered::kPartly);
  EXPECT_THAT(EvidenceOf(*spoiled), ElementsAre(std::string(kNotApproved.text), std::string(kApproved.text)));
}

TEST(ChecklistForm, WhatOnlyMustNotBeSpoiledIsMetWithoutWords) {
  const std::string more = "    spoiled_by: {kinds: guarantee-claim}\n";
  EXPECT_EQ(PointOf(more, Page().Paragraph({kHeals}))->answered, Answered::kMet);
  const auto spoiled = PointOf(more, Page().Paragraph({kHeals, {"It never fails.", {Kind::kGuaranteeClaim}}}));
  EXPECT_EQ(spoiled->answered, Answered::kNotMet);
  EXPECT_THAT(EvidenceOf(*spoiled), ElementsAre("It never fails."));
}

}  // namespace
}  // namespace audit
