#include "analyzers/model/trainer/learn_surroundings.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <tuple>
#include <utility>

#include "analyzers/model/surroundings.h"
#include "analyzers/model/trainer/measure.h"
#include "analyzers/model/trainer/network_trainer.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

constexpr KindBits kAnyClaimBit = KindBits{1} << kAnyClaim;

NetworkExample ExampleOf(const LabelledLine& line, const NetworkInput& input) {
  static const KindBits kClaims = KindsOf(KindFamily::kClaim);
  NetworkExample out;
  out.input = input;
  out.wanted = line.example.kinds;
  out.optional = line.example.optional;
  if ((line.example.kinds & kClaims) != 0) out.wanted |= kAnyClaimBit;
  if ((line.example.optional & kClaims) != 0) out.optional |= kAnyClaimBit;
  out.fold = line.example.fold;
  return out;
}

/// Each line twice: with the other lines of its piece, and after all of these, as a document of its own.
std::vector<NetworkExample> ExamplesOf(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& first,
                                       const KindRow& usual_shares) {
  std::vector<NetworkExample> out;
  const auto read = [&](std::size_t begin, std::size_t end) {
    std::vector<bool> leads;
    for (std::size_t i = begin; i < end; ++i)
      leads.push_back(lines[i].leads);
    ReadSurroundings(
        std::span(first).subspan(begin, end - begin), leads, usual_shares,
        [&](std::size_t i, const NetworkInput& input) { out.push_back(ExampleOf(lines[begin + i], input)); });
  };
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    while (end < lines.size() && lines[end].piece == lines[begin].piece)
      ++end;
    read(begin, end);
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    read(i, i + 1);
  return out;
}

/// Learns from all folds but one, for each of them, and from all; `of_all` becomes the network of these. Returns the
/// scores of each example by a network that it did not teach.
std::vector<OutputRow> Learn(const std::vector<NetworkExample>& examples, Network& of_all) {
  std::vector<OutputRow> scores(examples.size());
#pragma omp parallel for schedule(dynamic, 1)
  for (std::uint32_t fold = 0; fold <= kFolds; ++fold) {
    std::vector<const NetworkExample*> taught;
    for (const auto& example : examples)
      if (example.fold != fold) taught.push_back(&example);
    const auto network = std::make_unique<const Network>(TrainNetwork(taught, {}));
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (examples[i].fold == fold) scores[i] = OutputsOf(*network, HiddenOf(*network, examples[i].input));
    if (fold == kFolds) of_all = *network;
  }
  return scores;
}

/// Makes confidences of the scores of each output.
void Calibrate(const std::vector<NetworkExample>& examples, const std::vector<OutputRow>& scores,
               SurroundingsModel& model) {
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t k = 0; k < kNetworkOutputs; ++k) {
    std::vector<std::pair<float, bool>> points;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      const bool wanted = examples[i].wanted >> k & 1U;
      if (wanted || !(examples[i].optional >> k & 1U)) points.emplace_back(scores[i][k], wanted);
    }
    std::tie(model.outputs[k].slope, model.outputs[k].offset) = FitConfidence(points);
  }
}

std::vector<KindScores> Confidences(std::span<const OutputRow> scores, const SurroundingsModel& model) {
  std::vector<KindScores> out;
  std::transform(scores.begin(), scores.end(), std::back_inserter(out),
                 [&model](const OutputRow& row) { return ConfidencesOf(model, row); });
  return out;
}

}  // namespace

SecondReadings LearnSurroundings(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& first,
                                 SurroundingsModel& model) {
  model.usual_shares = SharesOf(first);
  const std::vector<NetworkExample> examples = ExamplesOf(lines, first, model.usual_shares);
  const std::vector<OutputRow> scores = Learn(examples, model.network);
  Calibrate(examples, scores, model);
  const auto in_context = std::span(scores).first(lines.size());
  const float threshold = BestThreshold(lines, Confidences(in_context, model));
  for (auto& output : model.outputs)
    output.threshold = threshold;
  return {Confidences(std::span(scores).subspan(lines.size()), model), Confidences(in_context, model)};
}

}  // namespace audit
