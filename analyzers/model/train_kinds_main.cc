// train-kinds: learns the kind model from labelled statements and writes it. Prints how well the kinds are told apart
// on pieces that were held out. The same examples, lexicons and rules give the same file, byte for byte.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/linear_trainer.h"
#include "analyzers/model/measure.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/training_lines.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

using Scores = std::vector<KindRow>;  // by line

Scores HeldOutScores(const std::vector<LabelledLine>& lines, std::size_t rows, const LinearOptions& options) {
  Scores scores(lines.size());
  for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Example*> taught;
    for (const auto& line : lines)
      if (line.example.fold != fold) taught.push_back(&line.example);
    const LinearModel model = TrainLinear(taught, rows, options);
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].example.fold == fold) scores[i] = ScoreExample(model, lines[i].example);
  }
  return scores;
}

KindBits KindsFrom(const KindScores& confidences, double threshold) {
  KindBits bits = 0;
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (confidences[k].confidence >= threshold) bits |= KindBits{1} << k;
  return bits;
}

/// One threshold for all kinds: of calibrated confidences, the best for micro F1 is the same for each.
void Calibrate(const std::vector<LabelledLine>& lines, const Scores& scores,
               std::array<KindSettings, kStatementKindCount>& kinds) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    std::vector<std::pair<float, bool>> points;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool has = lines[i].example.kinds >> k & 1U;
      if (has || !(lines[i].example.optional >> k & 1U)) points.emplace_back(scores[i][k], has);
    }
    std::tie(kinds[k].slope, kinds[k].offset) = FitConfidence(points);
  }
  std::vector<KindScores> confidences;
  for (const auto& row : scores)
    confidences.push_back(Confidences(row, kinds));
  double best = 0.5, best_f1 = 0;
  for (int percent = 20; percent <= 60; ++percent) {
    Tally tally;
    for (std::size_t i = 0; i < lines.size(); ++i)
      tally.Add(lines[i].example.kinds, lines[i].example.optional, KindsFrom(confidences[i], percent / 100.0));
    if (tally.F1() > best_f1) {
      best_f1 = tally.F1();
      best = percent / 100.0;
    }
  }
  for (auto& kind : kinds)
    kind.threshold = static_cast<float>(best);
}

/// Weights as bytes in the smallest unit that holds the row's greatest.
void Quantize(const LinearModel& learnt, ModelData& model) {
  for (std::size_t r = 0; r < model.rows.size(); ++r) {
    auto& row = model.rows[r];
    float greatest = 0;
    for (const float weight : learnt.weights[r])
      greatest = std::max(greatest, std::fabs(weight));
    while (row.step < 255 && StepOf(row.step) * 127 < greatest)
      ++row.step;
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      row.weights[k] = static_cast<std::int8_t>(std::lround(learnt.weights[r][k] / StepOf(row.step)));
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
  model.lexicon_digest = Sha256Hex(analyzer.Concepts().Digest() + analyzer.Rules().Digest());
  model.rows = ChooseRows(training.lines);
  FillValues(model.rows, training.lines);
  const LinearOptions options;
  const Scores scores = HeldOutScores(training.lines, model.rows.size(), options);
  Calibrate(training.lines, scores, model.kinds);
  PrintMeasures(analyzer, training, scores, model);
  std::vector<const Example*> all;
  for (const auto& line : training.lines)
    all.push_back(&line.example);
  Quantize(TrainLinear(all, model.rows.size(), options), model);
  WriteModel(out, model);
  fmt::print("{}: {} features from {} lines\n", out, model.rows.size(), training.lines.size());
}

}  // namespace
}  // namespace audit

int main(int argc, char** argv) {
  CLI::App app{"Learns the kind model from labelled statements"};
  const std::string home = AUDIT_SOURCE_DIR "/analyzers/";
  std::string examples = home + "model/training", lexicons = home + "lexicons", out = "kinds.model";
  app.add_option("--examples", examples, "folder of labelled statements, *.jsonl, one JSON object a line")
      ->capture_default_str();
  app.add_option("--lexicons", lexicons, "folder of the lexicons and rules")->capture_default_str();
  app.add_option("--out", out, "model file to write")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    audit::Train(examples, lexicons, out);
  } catch (const std::exception& error) {
    std::fputs(fmt::format("train-kinds: {}\n", error.what()).c_str(), stderr);
    return 2;
  }
  return 0;
}
