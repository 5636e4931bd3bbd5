// Learns the weights of a Network by gradient descent on the squared hinge loss, in batches, each step scaled by the
// gradients before it (Adam, Kingma and Ba 2015). Single-threaded, repeatable, and without functions that mathematics
// libraries round differently, so the same examples give the same weights.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyzers/model/network.h"

namespace audit {

struct NetworkExample {
  NetworkInput input{};
  std::uint32_t wanted = 0;    ///< bits of the outputs that should be positive
  std::uint32_t optional = 0;  ///< bits of those that teach nothing either way
  std::uint32_t fold = 0;      ///< of its piece; a fold is held out as a whole
};

struct NetworkOptions {
  int passes = 8;
  float rate = 6e-3F;  ///< of learning, at its highest
};

/// Each member learns by itself from all examples, in an order of its own. The weights are rounded to 1/4096.
Network TrainNetwork(std::span<const NetworkExample* const> examples, const NetworkOptions& options);

}  // namespace audit
