#include "analyzers/model/trainer/linear_trainer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace audit {
namespace {

/// Feature 0 goes with kind 0, feature 1 with none; feature 2 is in all.
std::vector<Example> Separable() {
  std::vector<Example> examples;
  for (int i = 0; i < 20; ++i) {
    Example example;
    const bool has = i % 2 == 0;
    example.values = {{has ? 0U : 1U, 0.8F}, {2U, 0.6F}};
    example.kinds = has ? 1U : 0U;
    examples.push_back(example);
  }
  return examples;
}

std::vector<const Example*> PointersTo(const std::vector<Example>& examples) {
  std::vector<const Example*> out;
  for (const auto& example : examples)
    out.push_back(&example);
  return out;
}

TEST(LinearTrainer, TellsSeparableExamplesApart) {
  const auto examples = Separable();
  const auto model = TrainLinear(PointersTo(examples), 3, {});
  for (const auto& example : examples)
    EXPECT_EQ(ScoreExample(model, example)[0] > 0, example.kinds == 1U);
}

TEST(LinearTrainer, GivesTheSameWeightsEachTime) {
  const auto examples = Separable();
  EXPECT_EQ(TrainLinear(PointersTo(examples), 3, {}).weights, TrainLinear(PointersTo(examples), 3, {}).weights);
}

TEST(LinearTrainer, LearnsNothingFromOptionalKinds) {
  auto examples = Separable();
  for (auto& example : examples) {
    example.kinds = 0;
    example.optional = 1;
  }
  const auto model = TrainLinear(PointersTo(examples), 3, {});
  for (const auto& row : model.weights)
    EXPECT_EQ(row[0], 0.0F);
}

TEST(LinearTrainer, FitsConfidenceToHowOftenScoresWereRight) {
  std::vector<std::pair<float, bool>> scores;
  for (int i = 0; i < 100; ++i) {
    scores.emplace_back(-1.0F, i < 10);
    scores.emplace_back(1.0F, i < 80);
  }
  const auto [slope, offset] = FitConfidence(scores);
  const auto confidence = [slope = slope, offset = offset](double score) {
    return 1 / (1 + std::exp(-(slope * score + offset)));
  };
  EXPECT_NEAR(confidence(-1), 0.10, 0.01);
  EXPECT_NEAR(confidence(1), 0.80, 0.01);
}

}  // namespace
}  // namespace audit
