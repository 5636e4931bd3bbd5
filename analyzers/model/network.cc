#include "analyzers/model/network.h"

#include <algorithm>

namespace audit {

HiddenRow HiddenOf(const Network& network, const NetworkInput& input) {
  HiddenRow hidden = network.bias;
  for (std::size_t i = 0; i < kNetworkInputs; ++i) {
    if (input[i] == 0) continue;
    for (std::size_t h = 0; h < kHiddenUnits; ++h)
      hidden[h] += input[i] * network.weights[i][h];
  }
  for (float& value : hidden)
    value = std::max(value, 0.0F);
  return hidden;
}

OutputRow OutputsOf(const Network& network, const HiddenRow& hidden) {
  OutputRow outputs = network.output_bias;
  for (std::size_t h = 0; h < kHiddenUnits; ++h) {
    if (hidden[h] == 0) continue;
    for (std::size_t k = 0; k < kNetworkOutputs; ++k)
      outputs[k] += hidden[h] * network.outputs[h][k];
  }
  return outputs;
}

}  // namespace audit
