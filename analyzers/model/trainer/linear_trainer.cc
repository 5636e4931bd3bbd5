#include "analyzers/model/trainer/linear_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyzers/model/trainer/chance.h"
#include "analyzers/model/trainer/prefetch.h"
#include "analyzers/model/wide_vectors.h"

namespace audit {
namespace {

double LogLoss(std::span<const std::pair<float, bool>> scores, double slope, double offset) {
  double loss = 0;
  for (const auto& [score, right] : scores) {
    const double z = (right ? -1 : 1) * (slope * score + offset);
    loss += z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
  }
  return loss;
}

struct Slope {
  double first[2] = {0, 0};            // gradient
  double second[3] = {1e-6, 0, 1e-6};  // Hessian: aa, ab, bb
};

Slope LogLossSlope(std::span<const std::pair<float, bool>> scores, double slope, double offset) {
  Slope out;
  for (const auto& [score, right] : scores) {
    const double p = 1.0 / (1.0 + std::exp(-(slope * score + offset)));
    const double error = p - (right ? 1 : 0);
    const double weight = p * (1 - p);
    out.first[0] += error * score;
    out.first[1] += error;
    out.second[0] += weight * score * score;
    out.second[1] += weight * score;
    out.second[2] += weight;
  }
  return out;
}

/// Of its values and of the bias, which is a value of 1.
float SquareOf(const Example& example) {
  float square = 1;
  for (const auto& value : example.values)
    square += value.second * value.second;
  return square;
}

constexpr std::size_t kAhead = 12;  // rows that are on their way from memory while one is read

float Rounded(double value) { return static_cast<float>(std::round(value * 4096.0) / 4096.0); }

}  // namespace

AUDIT_WIDE_VECTORS KindRow ScoreExample(const LinearModel& model, const Example& example) {
  KindRow scores = model.bias;
  const auto& values = example.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i + kAhead < values.size()) Prefetch(&model.weights[values[i + kAhead].first], sizeof(KindRow));
    const auto& [row, value] = values[i];
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      scores[k] += value * model.weights[row][k];
  }
  return scores;
}

namespace {

/// Examples are visited in no order of theirs: without this, half of the time is waiting for memory.
void FetchAhead(std::span<const Example* const> examples, std::span<const std::uint32_t> order, std::size_t at) {
  if (at + 8 < order.size()) __builtin_prefetch(&examples[order[at + 8]]);
  if (at + 2 < order.size()) Prefetch(examples[order[at + 2]], sizeof(Example));
  if (at + 1 == order.size()) return;
  const auto& next = examples[order[at + 1]]->values;
  Prefetch(next.data(), next.size() * sizeof(next.front()));
}

/// Adds `moves` to the weights of what the example has.
AUDIT_WIDE_VECTORS void Move(const Example& example, const KindRow& moves, LinearModel& model) {
  for (const auto& [row, value] : example.values)
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      model.weights[row][k] += value * moves[k];
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    model.bias[k] += moves[k];
}

}  // namespace

LinearModel TrainLinear(std::span<const Example* const> examples, std::size_t rows, const LinearOptions& options) {
  LinearModel model;
  model.weights.assign(rows, KindRow{});
  std::vector<KindRow> duals(examples.size(), KindRow{});
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  const float diagonal = 0.5F / options.cost;
  std::vector<float> squares;
  for (const Example* example : examples)
    squares.push_back(SquareOf(*example));
  Chance chance;
  for (int pass = 0; pass < options.passes; ++pass) {
    chance.Shuffle(order);
    for (std::size_t at = 0; at < order.size(); ++at) {
      const std::uint32_t i = order[at];
      const Example& example = *examples[i];
      FetchAhead(examples, order, at);
      const KindRow scores = ScoreExample(model, example);
      KindRow moves{};
      for (std::size_t k = 0; k < kStatementKindCount; ++k) {
        const bool has = example.kinds >> k & 1U;
        if (!has && (example.optional >> k & 1U)) continue;
        const float sign = has ? 1.0F : -1.0F;
        float& dual = duals[i][k];
        const float gradient = sign * scores[k] - 1.0F + diagonal * dual;
        const float next = std::max(0.0F, dual - gradient / (squares[i] + diagonal));
        moves[k] = (next - dual) * sign;
        dual = next;
      }
      if (moves != KindRow{}) Move(example, moves, model);
    }
  }
  return model;
}

std::pair<float, float> FitConfidence(std::span<const std::pair<float, bool>> scores) {
  double slope = 0, offset = 0;
  double loss = LogLoss(scores, slope, offset);
  for (int round = 0; round < 60; ++round) {
    const Slope at = LogLossSlope(scores, slope, offset);
    const double determinant = at.second[0] * at.second[2] - at.second[1] * at.second[1];
    const double by_slope = (at.second[2] * at.first[0] - at.second[1] * at.first[1]) / determinant;
    const double by_offset = (at.second[0] * at.first[1] - at.second[1] * at.first[0]) / determinant;
    double step = 1;
    while (step > 1e-6 && LogLoss(scores, slope - step * by_slope, offset - step * by_offset) >= loss)
      step /= 2;
    if (step <= 1e-6) break;
    slope -= step * by_slope;
    offset -= step * by_offset;
    loss = LogLoss(scores, slope, offset);
  }
  return {Rounded(slope), Rounded(offset)};
}

}  // namespace audit
