#include "analyzers/model/network.h"

#include <algorithm>

#include "analyzers/model/wide_vectors.h"

namespace audit {
namespace {

template <std::size_t Units>
AUDIT_INLINED std::array<float, Units> Hidden(const NetworkOf<Units>& network, const NetworkInput& input) {
  std::array<float, Units> hidden = network.bias;
  for (std::size_t i = 0; i < kNetworkInputs; ++i) {
    if (input[i] == 0) continue;
    for (std::size_t h = 0; h < Units; ++h)
      hidden[h] += input[i] * network.weights[i][h];
  }
  for (float& value : hidden)
    value = std::max(value, 0.0F);
  return hidden;
}

template <std::size_t Units>
AUDIT_INLINED OutputRow Outputs(const NetworkOf<Units>& network, const std::array<float, Units>& hidden) {
  OutputRow outputs = network.output_bias;
  for (std::size_t h = 0; h < Units; ++h) {
    if (hidden[h] == 0) continue;
    for (std::size_t k = 0; k < kNetworkOutputs; ++k)
      outputs[k] += hidden[h] * network.outputs[h][k];
  }
  return outputs;
}

}  // namespace

AUDIT_WIDE_VECTORS Member::HiddenRow HiddenOf(const Member& network, const NetworkInput& input) {
  return Hidden(network, input);
}

AUDIT_WIDE_VECTORS Network::HiddenRow HiddenOf(const Network& network, const NetworkInput& input) {
  return Hidden(network, input);
}

AUDIT_WIDE_VECTORS OutputRow OutputsOf(const Member& network, const Member::HiddenRow& hidden) {
  return Outputs(network, hidden);
}

AUDIT_WIDE_VECTORS OutputRow OutputsOf(const Network& network, const Network::HiddenRow& hidden) {
  return Outputs(network, hidden);
}

}  // namespace audit
