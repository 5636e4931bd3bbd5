#include "analyzers/model/trainer/network_trainer.h"

#include <gtest/gtest.h>

#include <memory>

namespace audit {
namespace {

/// Output 0 is wanted where just one of two inputs is set: no sum of weights alone tells that. Output 1 is never
/// taught.
std::vector<NetworkExample> OneOfTwo() {
  std::vector<NetworkExample> out;
  for (int i = 0; i < 2048; ++i) {
    NetworkExample example;
    example.input[3] = static_cast<float>(i % 2);
    example.input[8] = static_cast<float>(i / 2 % 2);
    example.wanted = example.input[3] != example.input[8] ? 1U : 0U;
    example.optional = 2U;
    out.push_back(example);
  }
  return out;
}

std::unique_ptr<const Network> Trained(const std::vector<NetworkExample>& examples) {
  std::vector<const NetworkExample*> pointers;
  for (const auto& example : examples)
    pointers.push_back(&example);
  return std::make_unique<const Network>(TrainNetwork(pointers, {.passes = 20}));
}

TEST(NetworkTrainer, LearnsWhatNoSumOfWeightsTells) {
  const auto examples = OneOfTwo();
  const auto network = Trained(examples);
  for (std::size_t i = 0; i < 4; ++i) {
    const float score = OutputsOf(*network, HiddenOf(*network, examples[i].input))[0];
    EXPECT_EQ(score > 0, examples[i].wanted == 1U) << i << ": " << score;
  }
}

TEST(NetworkTrainer, GivesTheSameWeightsEachTime) {
  const auto examples = OneOfTwo();
  EXPECT_TRUE(*Trained(examples) == *Trained(examples));
}

TEST(NetworkTrainer, TeachesEachMemberByItself) {
  const auto network = Trained(OneOfTwo());
  for (std::size_t member = 1; member < kMembers; ++member) {
    EXPECT_NE(network->bias[0], network->bias[member * kMemberUnits]) << member;
    // Each knows the answer without the others.
    NetworkInput input{};
    auto hidden = HiddenOf(*network, input);
    input[3] = 1;
    auto other = HiddenOf(*network, input);
    for (std::size_t h = 0; h < hidden.size(); ++h)
      if (h / kMemberUnits != member) hidden[h] = other[h] = 0;
    EXPECT_LT(OutputsOf(*network, hidden)[0], OutputsOf(*network, other)[0]) << member;
  }
}

TEST(NetworkTrainer, LearnsNothingFromOptionalOutputs) {
  auto examples = OneOfTwo();
  const auto without = Trained(examples);
  for (auto& example : examples)
    example.optional = 0;
  const auto with = Trained(examples);
  const auto score = [&](const Network& network) {
    return OutputsOf(network, HiddenOf(network, examples[1].input))[1];
  };
  EXPECT_LT(score(*with), -0.8F) << "taught that it is never wanted";
  EXPECT_GT(score(*without), -0.8F);
}

}  // namespace
}  // namespace audit
