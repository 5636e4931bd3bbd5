#include "analyzers/model/surroundings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace audit {
namespace {

constexpr auto kBenefit = static_cast<std::size_t>(StatementKind::kBenefitClaim);
constexpr auto kRisk = static_cast<std::size_t>(StatementKind::kRiskDisclosure);
constexpr double kStep = 1.0 / 4096;  // to which inputs are rounded
constexpr std::size_t kAroundGroup = 1, kBeforeGroup = 2, kAfterGroup = 3, kLeadingGroup = 4;

KindScores Only(std::size_t kind, double confidence) {
  KindScores scores{};
  scores[kind].confidence = confidence;
  return scores;
}

KindRow EqualShares() {
  KindRow shares;
  shares.fill(1.0F / kStatementKindCount);
  return shares;
}

float At(const NetworkInput& row, std::size_t group, std::size_t kind) {
  return row[group * kStatementKindCount + kind];
}

std::vector<NetworkInput> Read(const std::vector<KindScores>& alone, const std::vector<bool>& leads) {
  std::vector<NetworkInput> rows;
  ReadSurroundings(alone, leads, EqualShares(), [&rows](std::size_t i, const NetworkInput& row) {
    EXPECT_EQ(i, rows.size());
    rows.push_back(row);
  });
  return rows;
}

TEST(Surroundings, OfALoneStatementAreTheUsual) {
  const auto rows = Read({Only(kBenefit, 0.7)}, {false});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_GT(At(rows[0], 0, kBenefit), 0);
  EXPECT_LT(At(rows[0], 0, kRisk), 0);
  for (std::size_t f = kStatementKindCount; f < kNetworkInputs; ++f)
    EXPECT_FLOAT_EQ(rows[0][f], 0) << f;
}

TEST(Surroundings, AreTheOthersNeverTheStatementItself) {
  const auto rows = Read({Only(kBenefit, 0.9), Only(kRisk, 0.8)}, {false, false});
  EXPECT_GT(At(rows[0], kAroundGroup, kRisk), 0);
  EXPECT_LT(At(rows[0], kAroundGroup, kBenefit), 0);
  EXPECT_GT(At(rows[1], kAroundGroup, kBenefit), 0);
  EXPECT_LT(At(rows[1], kAroundGroup, kRisk), 0);
  EXPECT_NEAR(At(rows[0], kAfterGroup, kRisk), 0.8F, kStep);
  EXPECT_NEAR(At(rows[1], kBeforeGroup, kBenefit), 0.9F, kStep);
  EXPECT_FLOAT_EQ(At(rows[0], kBeforeGroup, kRisk), 0);
  EXPECT_FLOAT_EQ(At(rows[1], kAfterGroup, kRisk), 0);
}

TEST(Surroundings, FillerBetweenDoesNotThinOutWhatIsSaid) {
  std::vector<KindScores> dense = {Only(kRisk, 0.5), Only(kBenefit, 0.9)};
  std::vector<KindScores> thin = dense;
  thin.insert(thin.begin() + 1, 10, KindScores{});
  EXPECT_FLOAT_EQ(At(Read(thin, std::vector<bool>(thin.size()))[0], kAroundGroup, kBenefit),
                  At(Read(dense, {false, false})[0], kAroundGroup, kBenefit));
}

TEST(Surroundings, EndTwentyStatementsAway) {
  std::vector<KindScores> far(22);
  far.back() = Only(kBenefit, 0.9);
  const std::vector<bool> leads(far.size());
  EXPECT_FLOAT_EQ(At(Read(far, leads)[0], kAroundGroup, kBenefit), 0);
  EXPECT_GT(At(Read(far, leads)[1], kAroundGroup, kBenefit), 0);
}

TEST(Surroundings, OfLongTextsAreThoseNearby) {
  std::vector<KindScores> many(500);
  for (std::size_t i = 0; i < many.size(); i += 100)
    many[i] = Only(kBenefit, 0.9);
  const auto rows = Read(many, std::vector<bool>(many.size()));
  for (std::size_t i = 0; i < many.size(); ++i) {
    const std::size_t from_nearest = std::min(i % 100, i > 400 ? 100 : 100 - i % 100);
    EXPECT_EQ(At(rows[i], kAroundGroup, kBenefit) > 0.01F, from_nearest >= 1 && from_nearest <= 20) << i;
  }
}

TEST(Surroundings, RememberTheLineThatLeads) {
  const auto rows =
      Read({Only(kRisk, 0.6), KindScores{}, Only(kBenefit, 0.3), KindScores{}}, {true, false, true, false});
  EXPECT_FLOAT_EQ(At(rows[0], kLeadingGroup, kRisk), 0);
  EXPECT_NEAR(At(rows[1], kLeadingGroup, kRisk), 0.6F, kStep);
  EXPECT_NEAR(At(rows[2], kLeadingGroup, kRisk), 0.6F, kStep);
  EXPECT_FLOAT_EQ(At(rows[3], kLeadingGroup, kRisk), 0);
  EXPECT_NEAR(At(rows[3], kLeadingGroup, kBenefit), 0.3F, kStep);
}

TEST(Surroundings, HeadingsColonsAndQuestionsLead) {
  EXPECT_TRUE(LeadsOthers(true, "Risks"));
  EXPECT_TRUE(LeadsOthers(false, "We treat:"));
  EXPECT_TRUE(LeadsOthers(false, "療程安全嗎？"));
  EXPECT_FALSE(LeadsOthers(false, "Risks are small."));
}

TEST(Surroundings, MoveTheConfidenceThroughTheHiddenUnits) {
  SurroundingsModel model;
  for (auto& output : model.outputs)
    output.threshold = 0.5F;
  constexpr std::size_t kUnit = 7;
  model.network.weights[kAroundGroup * kStatementKindCount + kBenefit][kUnit] = 1;
  model.network.outputs[kUnit][kBenefit] = 4;
  model.network.outputs[kUnit][kAnyClaim] = 2;
  model.network.output_bias[kBenefit] = -1;
  NetworkInput input{};
  EXPECT_LT(ScoreInContext(model, input)[kBenefit].confidence, 0.3);
  EXPECT_FALSE(ScoreInContext(model, input)[kBenefit].stands);
  EXPECT_DOUBLE_EQ(ScoreInContext(model, input).any_claim, 0.5);
  input[kAroundGroup * kStatementKindCount + kBenefit] = 1;
  EXPECT_GT(ScoreInContext(model, input)[kBenefit].confidence, 0.9);
  EXPECT_TRUE(ScoreInContext(model, input)[kBenefit].stands);
  EXPECT_GT(ScoreInContext(model, input).any_claim, 0.8);
  const double before = ScoreInContext(model, input)[kBenefit].confidence;
  input[kAroundGroup * kStatementKindCount + kBenefit] = -1;
  EXPECT_LT(ScoreInContext(model, input)[kBenefit].confidence, before);
  EXPECT_DOUBLE_EQ(ScoreInContext(model, input).any_claim, 0.5) << "a hidden unit says nothing below zero";
}

TEST(Surroundings, SharesSumToOneOrNothing) {
  const auto shares = SharesOf(std::vector<KindScores>{Only(kBenefit, 0.75), Only(kRisk, 0.25), KindScores{}});
  EXPECT_FLOAT_EQ(shares[kBenefit], 0.75F);
  EXPECT_FLOAT_EQ(shares[kRisk], 0.25F);
  EXPECT_FLOAT_EQ(SharesOf(std::vector<KindScores>{KindScores{}})[kRisk], 0);
}

}  // namespace
}  // namespace audit
