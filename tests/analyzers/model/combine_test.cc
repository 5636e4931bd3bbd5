#include "analyzers/model/combine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

using testing::HasSubstr;

struct Stages {
  StatementAnalyzer analyzer{AUDIT_SOURCE_DIR "/analyzers/lexicons"};
  LabelCombiner combiner{AUDIT_SOURCE_DIR "/analyzers/model/kinds.model", analyzer.Concepts(), analyzer.Rules()};
};

const Stages& Loaded() {
  static const Stages stages;
  return stages;
}

Label Ruled(StatementKind kind, bool stands, Stance stance) {
  Label label;
  label.kind = kind;
  label.stands = stands;
  label.stance = stance;
  label.cue = "cue of the rules";
  label.because = "Reason of the rules.";
  return label;
}

/// The label of `kind` after combining, when the rules had decided `ruled`.
std::optional<Label> Combined(const std::string& text, std::vector<Label> ruled, StatementKind kind) {
  Statement statement;
  statement.text = text;
  StatementView view = Loaded().analyzer.Analyze(statement);
  Loaded().combiner.Combine(view, ruled);
  const auto found = std::find_if(ruled.begin(), ruled.end(), [&](const Label& label) { return label.kind == kind; });
  return found == ruled.end() ? std::nullopt : std::optional<Label>(*found);
}

const std::string kRisks = "Side effects include swelling, bruising and infection.";

TEST(LabelCombiner, KeepsALabelThatTheModelSharesWithTheWordsOfTheRules) {
  const auto label = Combined(kRisks, {Ruled(StatementKind::kRiskDisclosure, true, Stance::kAsserted)},
                              StatementKind::kRiskDisclosure);
  ASSERT_TRUE(label);
  EXPECT_TRUE(label->stands);
  EXPECT_EQ(label->cue, "cue of the rules");
  EXPECT_EQ(label->because, "Reason of the rules.");
  EXPECT_GT(label->confidence, 0.5);
  EXPECT_LT(label->confidence, 1.0);
}

TEST(LabelCombiner, AddsALabelThatTheRulesMissedWithItsWords) {
  const auto label = Combined(kRisks, {}, StatementKind::kRiskDisclosure);
  ASSERT_TRUE(label);
  EXPECT_TRUE(label->stands);
  EXPECT_THAT(kRisks, HasSubstr(label->cue));
  EXPECT_FALSE(label->cue.empty());
  EXPECT_THAT(label->because, HasSubstr("The model alone decided"));
  EXPECT_THAT(label->because, HasSubstr("\"" + label->cue + "\""));
}

TEST(LabelCombiner, DropsALabelThatTheModelFindsUnlikely) {
  const auto label =
      Combined("Parking is free behind the building.", {Ruled(StatementKind::kTestimonial, true, Stance::kAsserted)},
               StatementKind::kTestimonial);
  ASSERT_TRUE(label);
  EXPECT_FALSE(label->stands);
  EXPECT_THAT(label->because, HasSubstr("Reason of the rules."));
  EXPECT_THAT(label->because, HasSubstr("Dropped by the model"));
}

TEST(LabelCombiner, NeverGivesAnApprovalThatTheRulesSawNegated) {
  const std::string claim = "Our stem cell therapy is FDA approved.";
  ASSERT_TRUE(Combined(claim, {}, StatementKind::kApprovalClaim)->stands);
  const auto label =
      Combined(claim, {Ruled(StatementKind::kApprovalClaim, false, Stance::kNegated)}, StatementKind::kApprovalClaim);
  ASSERT_TRUE(label);
  EXPECT_FALSE(label->stands);
}

TEST(LabelCombiner, PutsStandingLabelsFirst) {
  Statement statement;
  statement.text = kRisks;
  StatementView view = Loaded().analyzer.Analyze(statement);
  std::vector<Label> labels = {Ruled(StatementKind::kApprovalClaim, false, Stance::kQuestioned)};
  Loaded().combiner.Combine(view, labels);
  ASSERT_EQ(labels.size(), 2U);
  EXPECT_TRUE(labels.front().stands);
  EXPECT_FALSE(labels.back().stands);
}

TEST(LabelCombiner, SaysWhatItChanged) {
  Statement statement;
  statement.text = kRisks;
  StatementView view = Loaded().analyzer.Analyze(statement);
  const auto before = view.decisions.size();
  std::vector<Label> labels;
  Loaded().combiner.Combine(view, labels);
  ASSERT_GT(view.decisions.size(), before);
  EXPECT_THAT(view.decisions.back(), HasSubstr("model gives"));
}

TEST(LabelCombiner, LabelsTextWithoutWords) {
  for (const auto* text : {"", " ", "...", "—"})
    EXPECT_FALSE(Combined(text, {}, StatementKind::kApprovalClaim));
}

TEST(LabelCombiner, RefusesAMissingModel) {
  EXPECT_THROW(LabelCombiner("/nowhere/kinds.model", Loaded().analyzer.Concepts(), Loaded().analyzer.Rules()),
               SetupError);
}

TEST(LabelCombiner, AllegesNothingOfAStatementThatOnlyAsks) {
  for (const std::string text : {"Can exosomes cure arthritis for good?", "外泌體可以治療關節炎嗎？",
                                 "Is it safe, with no side effects at all?"}) {
    Statement statement;
    statement.text = text;
    StatementView view = Loaded().analyzer.Analyze(statement);
    Loaded().combiner.Combine(view, statement.labels);
    for (const Label& label : statement.labels)
      EXPECT_FALSE(label.stands && FamilyOf(label.kind) == KindFamily::kClaim && label.confidence < 0.8)
          << text << ": " << label.because;
  }
}

TEST(LabelCombiner, AllegesWhatItAloneSaysOnlyWhenMoreLikelyThanNot) {
  // Lines about which the model is in doubt: each has a claim that it thinks possible, but less likely than not.
  const std::string kLines[] = {"Dark or light spots, which may be permanent",
                                "Nobody told me that the result is guaranteed or that the procedure is free of risk.",
                                "Licensed and board-certified staff carry photo badges.",
                                "Side effects can be reported to the FDA's MedWatch program by you or by your doctor.",
                                "PRP for tendon pain: what we know and what we do not"};
  for (const std::string& text : kLines) {
    Statement statement;
    statement.text = text;
    StatementView view = Loaded().analyzer.Analyze(statement);
    Loaded().combiner.Combine(view, statement.labels);
    for (const Label& label : statement.labels)
      if (label.stands && FamilyOf(label.kind) == KindFamily::kClaim && label.because.starts_with("The model alone")) {
        EXPECT_GE(label.confidence, 0.5) << text << ": " << label.because;
      }
  }
}

}  // namespace
}  // namespace audit
