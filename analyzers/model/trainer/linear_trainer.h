// Learns the weights of all kinds at once: one linear support vector machine with squared hinge loss a kind, by dual
// coordinate descent. Single-threaded and without chance, so the same examples give the same weights.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "analyzers/model/huge_pages.h"
#include "analyzers/model/model_file.h"
#include "analyzers/statement.h"

namespace audit {

struct Example {
  std::vector<std::pair<std::uint32_t, float>> values;  ///< feature row and value
  KindBits kinds = 0;
  KindBits optional = 0;   ///< teach nothing either way
  std::uint32_t fold = 0;  ///< of its piece; a fold is held out as a whole
};

struct LinearOptions {
  float cost = 2.0F;  ///< of a wrongly placed example, against the size of the weights
  int passes = 7;
};

struct LinearModel {
  std::vector<KindRow, HugePages<KindRow>> weights;  ///< by feature row
  KindRow bias{};
};

LinearModel TrainLinear(std::span<const Example* const> examples, std::size_t rows, const LinearOptions& options);

KindRow ScoreExample(const LinearModel& model, const Example& example);

/// Slope and offset of the logistic curve that fits `scores` to whether they were right; both rounded to 1/4096, so
/// that another mathematics library gives the same figures.
std::pair<float, float> FitConfidence(std::span<const std::pair<float, bool>> scores);

}  // namespace audit
