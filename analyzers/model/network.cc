#include "analyzers/model/network.h"

#include <algorithm>

namespace audit {

template <std::size_t Units>
std::array<float, Units> HiddenOf(const NetworkOf<Units>& network, const NetworkInput& input) {
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
OutputRow OutputsOf(const NetworkOf<Units>& network, const std::array<float, Units>& hidden) {
  OutputRow outputs = network.output_bias;
  for (std::size_t h = 0; h < Units; ++h) {
    if (hidden[h] == 0) continue;
    for (std::size_t k = 0; k < kNetworkOutputs; ++k)
      outputs[k] += hidden[h] * network.outputs[h][k];
  }
  return outputs;
}

template std::array<float, kMemberUnits> HiddenOf(const Member&, const NetworkInput&);
template std::array<float, kMembers * kMemberUnits> HiddenOf(const Network&, const NetworkInput&);
template OutputRow OutputsOf(const Member&, const std::array<float, kMemberUnits>&);
template OutputRow OutputsOf(const Network&, const std::array<float, kMembers * kMemberUnits>&);

}  // namespace audit
