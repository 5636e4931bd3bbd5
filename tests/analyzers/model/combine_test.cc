#include "analyzers/model/combine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <span>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/model_file.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

using testing::HasSubstr;

struct Stages {
  StatementAnalyzer analyzer{AUDIT_SOURCE_DIR "/analyzers/lexicons"};
  LabelCombiner combiner{ReadModel(AUDIT_SOURCE_DIR "/analyzers/model/kinds.model"), analyzer.Concepts(),
                         analyzer.Rules()};
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

/// As one statement alone.
void Combine(StatementView& view, std::vector<Label>& labels) {
  const KindScores first = Loaded().combiner.Score(view, labels);
  Loaded().combiner.ScoreInContext(std::span(&first, 1), {false}, [&](std::size_t, const KindScores& second) {
    Loaded().combiner.Combine(view, labels, second, first, Scope::kStatementAlone);
  });
}

/// The label of `kind` after combining, when the rules had decided `ruled`.
std::optional<Label> Combined(const std::string& text, std::vector<Label> ruled, StatementKind kind) {
  Statement statement;
  statement.text = text;
  StatementView view = Loaded().analyzer.Analyze(statement);
  Combine(view, ruled);
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
  Combine(view, labels);
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
  Combine(view, labels);
  ASSERT_GT(view.decisions.size(), before);
  EXPECT_THAT(view.decisions.back(), HasSubstr("model gives"));
}

TEST(LabelCombiner, LabelsTextWithoutWords) {
  for (const auto* text : {"", " ", "...", "—"})
    EXPECT_FALSE(Combined(text, {}, StatementKind::kApprovalClaim));
}

TEST(LabelCombiner, AllegesNothingOfAStatementThatOnlyAsks) {
  for (const std::string text : {"Can exosomes cure arthritis for good?", "外泌體可以治療關節炎嗎？",
                                 "Is it safe, with no side effects at all?"}) {
    Statement statement;
    statement.text = text;
    StatementView view = Loaded().analyzer.Analyze(statement);
    Combine(view, statement.labels);
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
    Combine(view, statement.labels);
    for (const Label& label : statement.labels)
      if (label.stands && FamilyOf(label.kind) == KindFamily::kClaim && label.because.starts_with("The model alone")) {
        EXPECT_GE(label.confidence, 0.5) << text << ": " << label.because;
      }
  }
}

/// What stands when the rules had decided `ruled` and the model is sure of nothing but `kind`, to this degree, and as
/// sure that something is claimed.
KindBits Weighed(const std::string& text, const std::vector<Label>& ruled, StatementKind kind, double confidence,
                 Scope scope = Scope::kStatementAlone) {
  Statement statement;
  statement.text = text;
  const StatementView view = Loaded().analyzer.Analyze(statement);
  KindScores scores{};
  scores[static_cast<std::size_t>(kind)] = {confidence, confidence >= 0.33};
  scores.any_claim = confidence;
  return WeighKinds(view, ruled, scores, scope);
}

TEST(WeighKinds, AsksMoreOfTheModelTheLessTheWordsBear) {
  struct Case {
    std::string text;
    StatementKind kind;
    double refused, given;
  };
  const Case cases[] = {
      {"Clients come back because the cream does what it says it will do.", StatementKind::kBenefitClaim, 0.49, 0.51},
      {"Other gentle choices", StatementKind::kSuperiorityClaim, 0.89, 0.91},
      {"Would you like to look younger than your sister does?", StatementKind::kBenefitClaim, 0.74, 0.76},
      {"Our vials have passed whatever there was to pass in that country.", StatementKind::kApprovalClaim, 0.86, 0.88},
      {"The statute of that year names three authorities and their duties.", StatementKind::kRegulatoryContext, 0.44,
       0.46},
      {"Final notes", StatementKind::kAdviceDisclaimer, 0.49, 0.51},
  };
  for (const auto& row : cases) {
    EXPECT_EQ(Weighed(row.text, {}, row.kind, row.refused), 0U) << row.text;
    EXPECT_EQ(Weighed(row.text, {}, row.kind, row.given), BitOf(row.kind)) << row.text;
  }
}

TEST(WeighKinds, LetsTheModelNotSayWhatTheRulesSawAskedOrMentioned) {
  const std::string text = "The seller's page has a long paragraph about collagen and how it is rebuilt.";
  const auto kind = StatementKind::kBenefitClaim;
  EXPECT_EQ(Weighed(text, {Ruled(kind, false, Stance::kQuestioned)}, kind, 0.99), 0U);
  EXPECT_EQ(Weighed(text, {Ruled(kind, false, Stance::kMentioned)}, kind, 0.99), 0U);
  EXPECT_EQ(Weighed(text, {Ruled(kind, false, Stance::kNegated)}, kind, 0.99), BitOf(kind));
}

TEST(WeighKinds, AsksMoreForAnApprovalThanForOtherLabelsOfTheRules) {
  const std::string text = "Our exosome vials are approved by the ministry of that country.";
  const auto approval = StatementKind::kApprovalClaim;
  EXPECT_EQ(Weighed(text, {Ruled(approval, true, Stance::kAsserted)}, approval, 0.59), 0U);
  EXPECT_EQ(Weighed(text, {Ruled(approval, true, Stance::kAsserted)}, approval, 0.61), BitOf(approval));
  const auto benefit = StatementKind::kBenefitClaim;
  EXPECT_EQ(Weighed(text, {Ruled(benefit, true, Stance::kAsserted)}, benefit, 0.41), BitOf(benefit));
  EXPECT_EQ(Weighed(text, {Ruled(benefit, true, Stance::kAsserted)}, benefit, 0.39), 0U);
}

TEST(WeighKinds, AsksLessOfAClaimAmongOtherStatementsButNotOfAnApproval) {
  const std::string text = "Clients come back because the cream does what it says it will do.";
  const auto benefit = StatementKind::kBenefitClaim;
  EXPECT_EQ(Weighed(text, {}, benefit, 0.39, Scope::kDocument), 0U);
  EXPECT_EQ(Weighed(text, {}, benefit, 0.41, Scope::kDocument), BitOf(benefit));
  const auto approval = StatementKind::kApprovalClaim;
  EXPECT_EQ(Weighed(text, {}, approval, 0.81, Scope::kDocument), 0U);
  EXPECT_EQ(Weighed(text, {}, approval, 0.83, Scope::kDocument), BitOf(approval));
}

TEST(WeighKinds, AsksLessOfFewWordsAmongOtherStatements) {
  const auto superiority = StatementKind::kSuperiorityClaim;
  EXPECT_EQ(Weighed("Other gentle choices", {}, superiority, 0.69, Scope::kDocument), 0U);
  EXPECT_EQ(Weighed("Other gentle choices", {}, superiority, 0.71, Scope::kDocument), BitOf(superiority));
}

TEST(WeighKinds, LetsADisclosureStandBesideTheClaimThatItDenies) {
  const auto guarantee = StatementKind::kGuaranteeClaim;
  const auto disclaimer = StatementKind::kResultsDisclaimer;
  const std::string text = "We say that outcomes differ, and then we hand the money back to whoever is let down.";
  Statement statement;
  statement.text = text;
  const StatementView view = Loaded().analyzer.Analyze(statement);
  const auto weighed = [&](double confidence) {
    KindScores scores{};
    scores[static_cast<std::size_t>(guarantee)] = {0.9, true};
    scores[static_cast<std::size_t>(disclaimer)] = {confidence, true};
    scores.any_claim = 0.9;
    return WeighKinds(view, {}, scores, Scope::kStatementAlone);
  };
  EXPECT_EQ(weighed(0.81), BitOf(guarantee) | BitOf(disclaimer));
  EXPECT_EQ(weighed(0.79), BitOf(guarantee));
}

TEST(WeighKinds, AsksWhetherAnythingIsClaimedBeforeWhat) {
  Statement statement;
  statement.text = "Clients come back because the cream does what it says it will do.";
  const StatementView view = Loaded().analyzer.Analyze(statement);
  const auto weighed = [&view](double any_claim, double benefit, double guarantee, double approval) {
    KindScores scores{};
    scores[static_cast<std::size_t>(StatementKind::kBenefitClaim)] = {benefit, benefit >= 0.33};
    scores[static_cast<std::size_t>(StatementKind::kGuaranteeClaim)] = {guarantee, guarantee >= 0.33};
    scores[static_cast<std::size_t>(StatementKind::kApprovalClaim)] = {approval, approval >= 0.33};
    scores.any_claim = any_claim;
    return WeighKinds(view, {}, scores, Scope::kStatementAlone);
  };
  const KindBits benefit = BitOf(StatementKind::kBenefitClaim), guarantee = BitOf(StatementKind::kGuaranteeClaim);
  EXPECT_EQ(weighed(0.49, 0.48, 0.48, 0), 0U) << "it may claim nothing";
  EXPECT_EQ(weighed(0.51, 0.4, 0.4, 0), benefit | guarantee) << "one or the other, and then both are told";
  EXPECT_EQ(weighed(0.51, 0.4, 0.3, 0), benefit);
  EXPECT_EQ(weighed(0.9, 0, 0, 0.86), 0U) << "the gravest is asked by itself";
  EXPECT_EQ(weighed(0.9, 0, 0, 0.88), BitOf(StatementKind::kApprovalClaim));
}

TEST(WeighKinds, AsksMoreOfAModelThatSpeaksInAReport) {
  const auto kind = StatementKind::kBenefitClaim;
  EXPECT_EQ(Weighed("Some clinics have a way of saying that skin will do anything for money.", {}, kind, 0.74), 0U);
  EXPECT_EQ(Weighed("Some clinics have a way of saying that skin will do anything for money.", {}, kind, 0.76),
            BitOf(kind));
}

TEST(WeighKinds, TakesCredentialsExplanationsAndBareNounsForNoStanding) {
  const auto borrowed = StatementKind::kBorrowedAuthority;
  EXPECT_EQ(Weighed("Our doctors are licensed by the state medical board.", {}, borrowed, 0.99), 0U);
  EXPECT_EQ(Weighed("Our clinic is licensed by the state health department.", {}, borrowed, 0.99), BitOf(borrowed));
  EXPECT_EQ(Weighed("Approval", {}, StatementKind::kApprovalClaim, 0.99), 0U);

  Statement statement;
  statement.text = "A plant that follows GMP does not thereby make a product that works.";
  const StatementView view = Loaded().analyzer.Analyze(statement);
  KindScores scores{};
  scores[static_cast<std::size_t>(borrowed)] = {0.95, true};
  scores.any_claim = 0.95;
  EXPECT_EQ(WeighKinds(view, {}, scores, Scope::kStatementAlone), BitOf(borrowed));
  scores[static_cast<std::size_t>(StatementKind::kRegulatoryContext)] = {0.7, true};
  EXPECT_EQ(WeighKinds(view, {}, scores, Scope::kStatementAlone), BitOf(StatementKind::kRegulatoryContext));
}

TEST(WeighKinds, TakesADiseaseOrTissueThatIsOnlyNamedForNoClaim) {
  const auto disease = StatementKind::kDiseaseClaim;
  for (const char* text : {"Brain injury: signs and symptoms", "The early symptoms of a stroke", "Types of arthritis",
                           "認識圓形禿", "退化性關節炎的成因"}) {
    EXPECT_EQ(Weighed(text, {}, disease, 0.99), 0U) << text;
    EXPECT_EQ(Weighed(text, {}, StatementKind::kTestimonial, 0.99), BitOf(StatementKind::kTestimonial)) << text;
  }
  for (const char* text :
       {"Types of arthritis that we treat", "The symptoms of a stroke, gone", "認識圓形禿，告別圓形禿"})
    EXPECT_EQ(Weighed(text, {}, disease, 0.99), BitOf(disease)) << text;
}

TEST(WeighKinds, TakesABareAmountOrAStepForNoSuperiority) {
  const auto superiority = StatementKind::kSuperiorityClaim;
  for (const char* text : {"20 billion particles per milliliter*", "Over 300 million cells per dose", "5 億顆/ml",
                           "From umbilical cord cells, 10 billion particles per mL", "第一次幹細胞點滴，下午泡湯"})
    EXPECT_EQ(Weighed(text, {}, superiority, 0.99), 0U) << text;
  for (const char* text : {"20 billion particles per milliliter, nobody has more", "Twice the cells per dose of others",
                           "5 億顆/ml，全台最高", "From the youngest umbilical cord cells, 10 billion particles per mL",
                           "第一次點滴就有感"})
    EXPECT_EQ(Weighed(text, {}, superiority, 0.99), BitOf(superiority)) << text;
}

}  // namespace
}  // namespace audit
