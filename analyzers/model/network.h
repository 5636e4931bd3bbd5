// A network with one hidden layer: what the second reading of a statement is weighed by. Inputs and outputs have a
// fixed number; the weights are learnt by trainer/network_trainer.h and stored with the model.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "analyzers/statement.h"

namespace audit {

/// What a statement and its surroundings say, in groups of one figure a kind: see surroundings.cc.
inline constexpr std::size_t kNetworkInputs = 5 * kStatementKindCount;
inline constexpr std::size_t kHiddenUnits = 128;

/// The kinds, and last whether the statement makes a claim of any kind.
inline constexpr std::size_t kAnyClaim = kStatementKindCount;
inline constexpr std::size_t kNetworkOutputs = kStatementKindCount + 1;

using NetworkInput = std::array<float, kNetworkInputs>;
using HiddenRow = std::array<float, kHiddenUnits>;
using OutputRow = std::array<float, kNetworkOutputs>;

struct Network {
  std::array<HiddenRow, kNetworkInputs> weights{};
  HiddenRow bias{};
  std::array<OutputRow, kHiddenUnits> outputs{};  ///< weights of each hidden unit's value
  OutputRow output_bias{};

  bool operator==(const Network&) const = default;
};

/// The hidden units' values for one input: none is negative.
HiddenRow HiddenOf(const Network& network, const NetworkInput& input);

/// Scores; `hidden` as by HiddenOf.
OutputRow OutputsOf(const Network& network, const HiddenRow& hidden);

}  // namespace audit
