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
#include "analyzers/model/document_measure.h"
#include "analyzers/model/linear_trainer.h"
#include "analyzers/model/measure.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/surroundings.h"
#include "analyzers/model/training_lines.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

using Scores = std::vector<KindRow>;  // by line

Scores HeldOutScores(std::span<const Example* const> examples, std::size_t rows, const LinearOptions& options) {
  Scores scores(examples.size());
  for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Example*> taught;
    std::copy_if(examples.begin(), examples.end(), std::back_inserter(taught),
                 [fold](const Example* example) { return example->fold != fold; });
    const LinearModel model = TrainLinear(taught, rows, options);
    for (std::size_t i = 0; i < examples.size(); ++i)
      if (examples[i]->fold == fold) scores[i] = ScoreExample(model, *examples[i]);
  }
  return scores;
}

std::vector<const Example*> Pointers(const std::vector<Example>& examples) {
  std::vector<const Example*> out;
  for (const auto& example : examples)
    out.push_back(&example);
  return out;
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

KindBits KindsFrom(const KindScores& confidences, double threshold) {
  KindBits bits = 0;
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (confidences[k].confidence >= threshold) bits |= KindBits{1} << k;
  return bits;
}

/// The confidences of each line, one piece after the other, and what the model of surroundings reads of them.
std::vector<Example> SurroundingsOf(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& alone,
                                    const KindRow& usual_shares) {
  std::vector<Example> out;
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    std::vector<bool> leads;
    for (end = begin; end < lines.size() && lines[end].piece == lines[begin].piece; ++end)
      leads.push_back(lines[end].leads);
    const auto add = [&](std::size_t i, const SurroundingsRow& row) {
      Example& example = out.emplace_back(lines[begin + i].example);
      example.values.clear();
      for (std::uint32_t f = 0; f < kSurroundingFeatures; ++f)
        example.values.emplace_back(f, row[f]);
    };
    ReadSurroundings(std::span(alone).subspan(begin, end - begin), leads, usual_shares, add);
  }
  return out;
}

/// Makes confidences of the scores of each kind.
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
}

/// One threshold for all kinds, in context and out of it: of calibrated confidences, the best for micro F1 is about the
/// same.
float BestThreshold(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& confidences) {
  double best = 0.5, best_f1 = 0;
  for (int percent = 20; percent <= 60; ++percent) {
    KindTally tally;
    for (std::size_t i = 0; i < lines.size(); ++i)
      tally.Add(lines[i].example.kinds, lines[i].example.optional, KindsFrom(confidences[i], percent / 100.0));
    if (tally.F1() > best_f1) {
      best_f1 = tally.F1();
      best = percent / 100.0;
    }
  }
  return static_cast<float>(best);
}

float Rounded(float value) { return std::round(value * 4096) / 4096; }

/// Learns from scores that no line's own label had a part in; gives the held-out scores in context.
Scores LearnSurroundings(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& alone,
                         SurroundingsModel& model) {
  model.usual_shares = SharesOf(alone);
  const std::vector<Example> examples = SurroundingsOf(lines, alone, model.usual_shares);
  const LinearOptions options{.cost = 0.1F, .passes = 30};
  const Scores scores = HeldOutScores(Pointers(examples), kSurroundingFeatures, options);
  Calibrate(lines, scores, model.kinds);
  const LinearModel learnt = TrainLinear(Pointers(examples), kSurroundingFeatures, options);
  for (std::size_t f = 0; f < kSurroundingFeatures; ++f)
    std::transform(learnt.weights[f].begin(), learnt.weights[f].end(), model.weights[f].begin(), Rounded);
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    model.kinds[k].bias = Rounded(learnt.bias[k]);
  return scores;
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
  std::vector<const Example*> all;
  for (const auto& line : training.lines)
    all.push_back(&line.example);
  const Scores scores = HeldOutScores(all, model.rows.size(), options);
  Calibrate(training.lines, scores, model.kinds);
  const float threshold = BestThreshold(training.lines, Confidences(scores, model.kinds));
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    model.kinds[k].threshold = model.surroundings.kinds[k].threshold = threshold;
  const std::vector<KindScores> alone = Confidences(scores, model.kinds);
  const Scores in_context = LearnSurroundings(training.lines, alone, model.surroundings);
  const std::vector<KindScores> surrounded = Confidences(in_context, model.surroundings.kinds);
  PrintMeasures(analyzer, training, alone, surrounded);
  PrintDocumentMeasures(analyzer, training, surrounded, AUDIT_SOURCE_DIR "/analyzers");
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
