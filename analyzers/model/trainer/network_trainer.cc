#include "analyzers/model/trainer/network_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyzers/model/trainer/chance.h"
#include "analyzers/model/trainer/prefetch.h"
#include "analyzers/model/wide_vectors.h"

namespace audit {
namespace {

constexpr std::size_t kBatch = 256;    // examples a step
constexpr float kRising = 0.3F;        // part of the steps in which the rate of learning rises; then it falls
constexpr float kKeptGradient = 0.9F;  // of the running mean of gradients, at each step
constexpr float kKeptSquare = 0.999F;  // of the running mean of their squares
constexpr float kLeastDivisor = 1e-8F;
constexpr float kDecay = 1e-5F;  // of each weight at each step, times the rate

constexpr std::size_t kNumbers = (kNetworkInputs + 1) * kMemberUnits + (kMemberUnits + 1) * kNetworkOutputs;

void FillAtRandom(Chance& chance, std::span<float> numbers, std::size_t inputs) {
  const float widest = 1 / std::sqrt(static_cast<float>(inputs));
  for (float& number : numbers)
    number = widest * chance.Signed();
}

using HiddenRow = Member::HiddenRow;

Member AtRandom(Chance& chance) {
  Member network;
  for (HiddenRow& row : network.weights)
    FillAtRandom(chance, row, kNetworkInputs);
  FillAtRandom(chance, network.bias, kNetworkInputs);
  for (OutputRow& row : network.outputs)
    FillAtRandom(chance, row, kMemberUnits);
  FillAtRandom(chance, network.output_bias, kMemberUnits);
  return network;
}

/// What the outputs should change by: the slope of the squared hinge loss.
OutputRow SlopeAt(const OutputRow& outputs, const NetworkExample& example) {
  OutputRow slope{};
  for (std::size_t k = 0; k < kNetworkOutputs; ++k) {
    const bool wanted = example.wanted >> k & 1U;
    if (!wanted && (example.optional >> k & 1U)) continue;
    const float sign = wanted ? 1.0F : -1.0F;
    slope[k] = -2 * sign * std::max(0.0F, 1 - sign * outputs[k]);
  }
  return slope;
}

/// The weights of the outputs with those of one output side by side, as the hidden units' are: what is summed for all
/// hidden units at once must lie so.
using TurnedOutputs = std::array<HiddenRow, kNetworkOutputs>;

void Turn(const Member& network, TurnedOutputs& turned) {
  for (std::size_t h = 0; h < kMemberUnits; ++h)
    for (std::size_t k = 0; k < kNetworkOutputs; ++k)
      turned[k][h] = network.outputs[h][k];
}

/// The slope of the loss in each number of a network.
struct Slope {
  Member numbers;  ///< but for the weights of the outputs
  TurnedOutputs outputs{};

  void TurnBack() {
    for (std::size_t h = 0; h < kMemberUnits; ++h)
      for (std::size_t k = 0; k < kNetworkOutputs; ++k)
        numbers.outputs[h][k] = outputs[k][h];
    outputs = {};
  }
};

/// Adds the slope of the loss of one example; `turned` as the network's outputs are.
AUDIT_WIDE_VECTORS void AddSlope(const Member& network, const TurnedOutputs& turned, const NetworkExample& example,
                                 Slope& slope) {
  const HiddenRow hidden = HiddenOf(network, example.input);
  const OutputRow outer = SlopeAt(OutputsOf(network, hidden), example);
  HiddenRow inner{};
  for (std::size_t k = 0; k < kNetworkOutputs; ++k) {
    if (outer[k] == 0) continue;
    slope.numbers.output_bias[k] += outer[k];
    for (std::size_t h = 0; h < kMemberUnits; ++h) {
      slope.outputs[k][h] += hidden[h] * outer[k];
      inner[h] += turned[k][h] * outer[k];
    }
  }
  for (std::size_t h = 0; h < kMemberUnits; ++h) {
    inner[h] = hidden[h] == 0 ? 0 : inner[h];
    slope.numbers.bias[h] += inner[h];
  }
  for (std::size_t i = 0; i < kNetworkInputs; ++i) {
    if (example.input[i] == 0) continue;
    for (std::size_t h = 0; h < kMemberUnits; ++h)
      slope.numbers.weights[i][h] += example.input[i] * inner[h];
  }
}

/// Calls `apply` with each row of the network's numbers and how many stand before it.
template <typename Do>
void ForEachRow(Member& network, const Do& apply) {
  std::size_t at = 0;
  const auto row = [&](std::span<float> numbers) {
    apply(at, numbers);
    at += numbers.size();
  };
  for (auto& one : network.weights)
    row(one);
  row(network.bias);
  for (auto& one : network.outputs)
    row(one);
  row(network.output_bias);
}

/// Moves the network against the mean of gradients, each number the less the more its gradient swings.
class Mover {
 public:
  /// Sets `slope` to zero.
  void Move(Member& network, Member& slope, std::size_t examples, float rate) {
    kept_gradient_ *= kKeptGradient;
    kept_square_ *= kKeptSquare;
    const Step step = {1 / static_cast<float>(examples), 1 / (1 - kept_gradient_), 1 / (1 - kept_square_), rate};
    std::vector<std::span<float>> slopes;
    ForEachRow(slope, [&](std::size_t, std::span<float> numbers) { slopes.push_back(numbers); });
    auto next = slopes.begin();
    ForEachRow(network, [&](std::size_t at, std::span<float> numbers) {
      MoveRow(step, numbers, *next++, std::span(means_).subspan(at), std::span(squares_).subspan(at));
    });
  }

 private:
  struct Step {
    float share, gradient_scale, square_scale, rate;
  };

  AUDIT_WIDE_VECTORS static void MoveRow(const Step& step, std::span<float> numbers, std::span<float> slopes,
                                         std::span<float> means, std::span<float> squares) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const float gradient = slopes[i] * step.share;
      slopes[i] = 0;
      means[i] = kKeptGradient * means[i] + (1 - kKeptGradient) * gradient;
      squares[i] = kKeptSquare * squares[i] + (1 - kKeptSquare) * gradient * gradient;
      const float move =
          step.rate * means[i] * step.gradient_scale / (std::sqrt(squares[i] * step.square_scale) + kLeastDivisor);
      numbers[i] -= move + step.rate * kDecay * numbers[i];
    }
  }

  std::vector<float> means_ = std::vector<float>(kNumbers);
  std::vector<float> squares_ = std::vector<float>(kNumbers);
  float kept_gradient_ = 1;
  float kept_square_ = 1;
};

float RateAt(std::size_t step, std::size_t steps, float highest) {
  const float way = static_cast<float>(step + 1) / static_cast<float>(steps + 1);
  return highest * (way < kRising ? way / kRising : (1 - way) / (1 - kRising));
}

Member TrainMember(std::span<const NetworkExample* const> examples, const NetworkOptions& options, Chance& chance) {
  Member network = AtRandom(chance);
  TurnedOutputs turned;
  Slope slope;
  Mover mover;
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  const std::size_t batches = (order.size() + kBatch - 1) / kBatch;
  const std::size_t steps = batches * static_cast<std::size_t>(options.passes);
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t begin = step % batches * kBatch;
    if (begin == 0) chance.Shuffle(order);
    const std::size_t end = std::min(order.size(), begin + kBatch);
    Turn(network, turned);
    for (std::size_t i = begin; i < end; ++i) {
      // Examples are visited in no order of theirs: without this, half of the time is waiting for memory.
      if (i + 2 < end) Prefetch(examples[order[i + 2]], sizeof(NetworkExample));
      if (i + 8 < end) __builtin_prefetch(&examples[order[i + 8]]);
      AddSlope(network, turned, *examples[order[i]], slope);
    }
    slope.TurnBack();
    mover.Move(network, slope.numbers, end - begin, RateAt(step, steps, options.rate));
  }
  return network;
}

float Rounded(float number) { return std::round(number * 4096) / 4096; }

/// Sets `member` beside those before it, so that its scores count for their share.
void Join(const Member& member, std::size_t index, Network& network) {
  constexpr float kShare = 1.0F / static_cast<float>(kMembers);
  const std::size_t first = index * kMemberUnits;
  for (std::size_t h = 0; h < kMemberUnits; ++h) {
    for (std::size_t i = 0; i < kNetworkInputs; ++i)
      network.weights[i][first + h] = Rounded(member.weights[i][h]);
    network.bias[first + h] = Rounded(member.bias[h]);
    for (std::size_t k = 0; k < kNetworkOutputs; ++k)
      network.outputs[first + h][k] = Rounded(member.outputs[h][k] * kShare);
  }
  for (std::size_t k = 0; k < kNetworkOutputs; ++k)
    network.output_bias[k] += Rounded(member.output_bias[k] * kShare);
}

}  // namespace

Network TrainNetwork(std::span<const NetworkExample* const> examples, const NetworkOptions& options) {
  Network network;
  Chance chance;
  for (std::size_t m = 0; m < kMembers; ++m)
    Join(TrainMember(examples, options, chance), m, network);
  return network;
}

}  // namespace audit
