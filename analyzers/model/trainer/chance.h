// Repeatable pseudo-random numbers for the trainers (SplitMix64): the same on every machine.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace audit {

class Chance {
 public:
  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  /// -1..1, in steps that a float holds exactly.
  float Signed() { return static_cast<float>(static_cast<std::int64_t>(Next() >> 40) - (1 << 23)) / (1 << 23); }

  void Shuffle(std::vector<std::uint32_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i)
      std::swap(order[i - 1], order[Next() % i]);
  }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace audit
