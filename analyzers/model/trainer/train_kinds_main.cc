// train-kinds: learns the kind model from labelled statements and writes it. Prints how well the kinds are told apart
// on pieces that were held out. The same examples, lexicons and rules give the same file, byte for byte.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/trainer/document_measure.h"
#include "analyzers/model/trainer/learn_surroundings.h"
#include "analyzers/model/trainer/linear_trainer.h"
#include "analyzers/model/trainer/measure.h"
#include "analyzers/model/trainer/training_lines.h"
#include "analyzers/text/lexicon.h"

namespace audit {
namespace {

using Scores = std::vector<KindRow>;  // by line

struct Learnt {
  Scores held_out;
  LinearModel of_all;
};

/// Learns from all folds but one, for each of them, and from all.
Learnt Learn(std::span<const Example* const> examples, std::size_t rows, const LinearOptions& options) {
  Learnt learnt;
  learnt.held_out.resize(examples.size());
#pragma omp parallel for schedule(dynamic, 1)
  for (std::uint32_t fold = 0; fold <= kFolds; ++fold) {
    std::vector<const Example*> taught;
    std::copy_if(examples.begin(), examples.end(), std::back_inserter(taught),
                 [fold](const Example* example) { return example->fold != fold; });
    LinearModel model = TrainLinear(taught, rows, options);
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (examples[i]->fold == fold) learnt.held_out[i] = ScoreExample(model, *examples[i]);
    if (fold == kFolds) learnt.of_all = std::move(model);
  }
  return learnt;
}

std::vector<KindScores> Confidences(const Scores& scores, const std::array<KindSettings, kStatementKindCount>& kinds) {
  std::vector<KindScores> out(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i)
    for (std::size_t k = 0; k < kStatementKindCount; ++k) {
      out[i][k].confidence = kinds[k].Confidence(scores[i][k]);
      out[i][k].stands = out[i][k].confidence >= kinds[k].threshold;
    }
  return out;
}

/// Makes confidences of the scores of each kind.
void Calibrate(const std::vector<LabelledLine>& lines, const Scores& scores,
               std::array<KindSettings, kStatementKindCount>& kinds) {
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    std::vector<std::pair<float, bool>> points;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool has = lines[i].example.kinds >> k & 1U;
      if (has || !(lines[i].example.optional >> k & 1U)) points.emplace_back(scores[i][k], has);
    }
    std::tie(kinds[k].slope, kinds[k].offset) = FitConfidence(points);
  }
}

/// Weights as bytes in the smallest unit that holds the row's greatest; `numbers` by row, as NumberByUse.
void Quantize(const LinearModel& learnt, const std::vector<std::uint32_t>& numbers, ModelData& model) {
  for (std::size_t r = 0; r < model.rows.size(); ++r) {
    auto& row = model.rows[r];
    const KindRow& weights = learnt.weights[numbers[r]];
    float greatest = 0;
    for (const float weight : weights)
      greatest = std::max(greatest, std::fabs(weight));
    while (row.step < 255 && StepOf(row.step) * 127 < greatest)
      ++row.step;
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      row.weights[k] = static_cast<std::int8_t>(std::lround(weights[k] / StepOf(row.step)));
  }
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    model.kinds[k].bias = learnt.bias[k];
}

void Train(const std::string& examples, const std::string& lexicons, const std::string& out) {
  TrainingLines training = ReadTrainingLines(examples);
  const StatementAnalyzer analyzer(lexicons);
  ReadFeatures(analyzer, training.lines);
  ModelData model;
  model.training_digest = training.digest;
  model.lexicon_digest = LexiconDigest(lexicons);
  model.rows = ChooseRows(training.lines);
  FillValues(model.rows, training.lines);
  const std::vector<std::uint32_t> numbers = NumberByUse(model.rows.size(), training.lines);
  std::vector<const Example*> all;
  for (const auto& line : training.lines)
    all.push_back(&line.example);
  const Learnt learnt = Learn(all, model.rows.size(), {});
  Calibrate(training.lines, learnt.held_out, model.kinds);
  const float threshold = BestThreshold(training.lines, Confidences(learnt.held_out, model.kinds));
  for (auto& kind : model.kinds)
    kind.threshold = threshold;
  const std::vector<KindScores> first = Confidences(learnt.held_out, model.kinds);
  const SecondReadings second = LearnSurroundings(training.lines, first, model.surroundings);
  PrintMeasures(analyzer, training, first, second);
  PrintDocumentMeasures(analyzer, training, second.in_context, AUDIT_SOURCE_DIR "/analyzers");
  Quantize(learnt.of_all, numbers, model);
  WriteModel(out, model);
  fmt::print("{}: {} features from {} lines\n", out, model.rows.size(), training.lines.size());
}

}  // namespace
}  // namespace audit

int main(int argc, char** argv) try {
  CLI::App app{"Learns the kind model from labelled statements"};
  const std::string home = AUDIT_SOURCE_DIR "/analyzers/";
  std::string examples = home + "model/training", lexicons = home + "lexicons", out = "kinds.model";
  app.add_option("--examples", examples, "folder of labelled statements, *.jsonl, one JSON object a line")
      ->capture_default_str();
  app.add_option("--lexicons", lexicons, "folder of the lexicons and rules")->capture_default_str();
  app.add_option("--out", out, "model file to write")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  audit::Train(examples, lexicons, out);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "train-kinds: %s\n", error.what());
  return 2;
}
