// Networks with one hidden layer: what the second reading of a statement is weighed by. Inputs and outputs have a
// fixed number; the weights are learnt by trainer/network_trainer.h and stored with the model. Several small networks
// that began at different places err in different places: their mean, which is a wider network, errs less than each.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "analyzers/statement.h"

namespace audit {

/// What a statement and its surroundings say, in groups of one figure a kind: see surroundings.cc.
inline constexpr std::size_t kNetworkInputs = 5 * kStatementKindCount;
inline constexpr std::size_t kMembers = 4;
inline constexpr std::size_t kMemberUnits = 128;

/// The kinds, and last whether the statement makes a claim of any kind.
inline constexpr std::size_t kAnyClaim = kStatementKindCount;
inline constexpr std::size_t kNetworkOutputs = kStatementKindCount + 1;

using NetworkInput = std::array<float, kNetworkInputs>;
using OutputRow = std::array<float, kNetworkOutputs>;

template <std::size_t Units>
struct NetworkOf {
  using HiddenRow = std::array<float, Units>;

  std::array<HiddenRow, kNetworkInputs> weights{};
  HiddenRow bias{};
  std::array<OutputRow, Units> outputs{};  ///< weights of each hidden unit's value
  OutputRow output_bias{};

  bool operator==(const NetworkOf&) const = default;
};

/// One of those that learn by themselves.
using Member = NetworkOf<kMemberUnits>;

/// All of them side by side: its scores are the mean of theirs.
using Network = NetworkOf<kMembers * kMemberUnits>;

/// The hidden units' values for one input: none is negative.
Member::HiddenRow HiddenOf(const Member& network, const NetworkInput& input);
Network::HiddenRow HiddenOf(const Network& network, const NetworkInput& input);

/// Scores; `hidden` as by HiddenOf.
OutputRow OutputsOf(const Member& network, const Member::HiddenRow& hidden);
OutputRow OutputsOf(const Network& network, const Network::HiddenRow& hidden);

}  // namespace audit
