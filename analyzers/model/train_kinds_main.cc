// train-kinds: learns the kind model from labelled statements and writes it. Prints how well the kinds are told apart
// on pieces that were held out. The same examples, lexicons and rules give the same file, byte for byte.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unordered_map>

#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/model/combine.h"
#include "analyzers/model/context_features.h"
#include "analyzers/model/features.h"
#include "analyzers/model/linear_trainer.h"
#include "analyzers/model/model_file.h"
#include "analyzers/model/row_table.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

constexpr std::uint32_t kFolds = 5;
constexpr std::uint32_t kLeastExamples = 3;  // a feature must come in as many, or it is chance

/// How much one feature of a group counts beside the others, found by cross-validation.
constexpr std::array<double, kFeatureGroupCount> kWorth = {1.5, 1.0, 0.6, 0.6, 1.5, 1.0, 0.7,
                                                           1.0, 1.0, 1.5, 1.0, 1.0, 1.0, 0.7};

struct LabelledLine {
  std::string text;
  bool hard = false;
  bool chinese = false;
  Example example;
  std::vector<std::pair<std::uint32_t, FeatureGroup>> tags;  // ascending, no repeats
};

KindBits BitsOf(const nlohmann::json& names) {
  KindBits bits = 0;
  for (const auto& name : names) {
    const auto kind = ValueOf<StatementKind>(name.get<std::string>());
    if (!kind) throw SetupError(fmt::format("unknown kind {}; valid are: {}", name.dump(), AllNames<StatementKind>()));
    bits |= KindBits{1} << static_cast<unsigned>(*kind);
  }
  return bits;
}

std::vector<LabelledLine> ParseLines(const std::string& bytes) {
  std::vector<LabelledLine> lines;
  std::istringstream in(bytes);
  for (std::string row; std::getline(in, row);) {
    const auto json = nlohmann::json::parse(row);
    LabelledLine line;
    line.text = json.at("text");
    line.hard = json.at("hard");
    line.example.kinds = BitsOf(json.at("kinds"));
    line.example.optional = BitsOf(json.at("optional"));
    line.example.fold = static_cast<std::uint32_t>(FeatureKey(json.at("piece").get<std::string>()) % kFolds);
    lines.push_back(std::move(line));
  }
  return lines;
}

void ReadFeatures(const StatementAnalyzer& analyzer, std::vector<LabelledLine>& lines) {
  const FeatureReader reader(analyzer.Concepts().Names());
  std::vector<Feature> features;
  for (auto& line : lines) {
    Statement statement;
    statement.text = line.text;
    const StatementView view = analyzer.Analyze(statement);
    line.chinese = std::any_of(view.Tokens().begin(), view.Tokens().end(),
                               [](const Token& token) { return token.kind == TokenKind::kHan; });
    const auto context = ReadContext(view, statement.labels, analyzer.Rules(), analyzer.Concepts().Names());
    reader.Read({view.tokenized, view.concepts, context}, features);
    for (const auto& feature : features)
      line.tags.emplace_back(RowTable::TagOf(feature.key), feature.group);
    std::sort(line.tags.begin(), line.tags.end());
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    line.tags.erase(std::unique(line.tags.begin(), line.tags.end(), same), line.tags.end());
  }
}

/// The features that come often enough, with what each counts: the rarer, the more.
std::vector<FeatureRow> ChooseRows(const std::vector<LabelledLine>& lines) {
  std::map<std::uint32_t, std::pair<std::uint32_t, FeatureGroup>> counts;
  for (const auto& line : lines)
    for (const auto& [tag, group] : line.tags) {
      auto& entry = counts.try_emplace(tag, 0U, group).first->second;
      ++entry.first;
    }
  std::vector<FeatureRow> rows;
  for (const auto& [tag, entry] : counts) {
    if (entry.first < kLeastExamples) continue;
    const double rarity = std::log(static_cast<double>(lines.size()) / entry.first);
    const double amount = std::round(16 * kWorth[static_cast<std::size_t>(entry.second)] * rarity);
    FeatureRow row;
    row.tag = tag;
    row.amount = static_cast<std::uint8_t>(std::clamp(amount, 1.0, 255.0));
    rows.push_back(row);
  }
  return rows;
}

void FillValues(const std::vector<FeatureRow>& rows, std::vector<LabelledLine>& lines) {
  std::vector<std::uint32_t> tags;
  for (const auto& row : rows)
    tags.push_back(row.tag);
  const RowTable table(tags);
  for (auto& line : lines) {
    double square = 0;
    for (const auto& [tag, group] : line.tags) {
      const auto row = table.Find(tag);
      if (row == RowTable::kNone) continue;
      const float amount = rows[row].Amount();
      square += static_cast<double>(amount) * amount;
      line.example.values.emplace_back(row, amount);
    }
    const auto norm = static_cast<float>(square > 0 ? std::sqrt(square) : 1);
    for (auto& value : line.example.values)
      value.second /= norm;
  }
}

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

struct Tally {
  double right = 0, wrong = 0, missed = 0;
  void Add(KindBits want, KindBits optional, KindBits have) {
    right += std::popcount(want & have);
    wrong += std::popcount(have & ~want & ~optional);
    missed += std::popcount(want & ~have);
  }
  double F1() const { return right > 0 ? 2 * right / (2 * right + wrong + missed) : 0; }
  double Precision() const { return right > 0 ? right / (right + wrong) : 0; }
  double Recall() const { return right > 0 ? right / (right + missed) : 0; }
};

KindBits Decide(const KindRow& scores, const std::array<KindSettings, kStatementKindCount>& kinds) {
  KindBits bits = 0;
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (1.0 / (1.0 + std::exp(-(kinds[k].slope * scores[k] + kinds[k].offset))) >= kinds[k].threshold)
      bits |= KindBits{1} << k;
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
  double best = 0.5, best_f1 = 0;
  for (int percent = 20; percent <= 60; ++percent) {
    Tally tally;
    for (auto& kind : kinds)
      kind.threshold = static_cast<float>(percent) / 100;
    for (std::size_t i = 0; i < lines.size(); ++i)
      tally.Add(lines[i].example.kinds, lines[i].example.optional, Decide(scores[i], kinds));
    if (tally.F1() > best_f1) {
      best_f1 = tally.F1();
      best = percent / 100.0;
    }
  }
  for (auto& kind : kinds)
    kind.threshold = static_cast<float>(best);
}

KindBits RulesAlone(std::span<const Label> labels) {
  KindBits bits = 0;
  for (const auto& label : labels)
    if (label.stands) bits |= BitOf(label.kind);
  return bits;
}

KindScores Confidences(const KindRow& scores, const std::array<KindSettings, kStatementKindCount>& kinds) {
  KindScores out;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    out[k].confidence = 1.0 / (1.0 + std::exp(-(kinds[k].slope * scores[k] + kinds[k].offset)));
    out[k].stands = out[k].confidence >= kinds[k].threshold;
  }
  return out;
}

/// What one way of deciding gets right on held-out lines.
struct Measure {
  Tally all, ordinary, hard, chinese;
  std::array<Tally, kStatementKindCount> by_kind{};
  std::size_t without_claim = 0, alarms = 0;

  void Add(const LabelledLine& line, KindBits have) {
    constexpr KindBits kClaims = (KindBits{1} << 11) - 1;
    const KindBits want = line.example.kinds, optional = line.example.optional;
    all.Add(want, optional, have);
    (line.hard ? hard : ordinary).Add(want, optional, have);
    if (line.chinese) chinese.Add(want, optional, have);
    for (std::size_t k = 0; k < kStatementKindCount; ++k) {
      const KindBits bit = KindBits{1} << k;
      by_kind[k].Add(want & bit, optional, have & bit);
    }
    if ((want & kClaims) != 0) return;
    ++without_claim;
    alarms += (have & ~optional & kClaims) != 0 ? 1 : 0;
  }
};

void PrintReport(const StatementAnalyzer& analyzer, const std::vector<LabelledLine>& lines, const Scores& scores,
                 const ModelData& model) {
  Measure rules, alone, both;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Statement statement;
    statement.text = lines[i].text;
    const StatementView view = analyzer.Analyze(statement);
    const KindScores confidences = Confidences(scores[i], model.kinds);
    rules.Add(lines[i], RulesAlone(statement.labels));
    alone.Add(lines[i], Decide(scores[i], model.kinds));
    both.Add(lines[i], WeighKinds(view, statement.labels, confidences));
  }
  fmt::print("held out by piece, {} folds ({} lines)\n", kFolds, lines.size());
  for (const auto& [name, measure] : {std::pair("rules", &rules), std::pair("model", &alone), std::pair("both", &both)})
    fmt::print(
        "{:6} F1 {:.4f} P {:.3f} R {:.3f}, ordinary {:.4f}, hard {:.4f}, Chinese {:.4f}; false alarms {} of {}\n", name,
        measure->all.F1(), measure->all.Precision(), measure->all.Recall(), measure->ordinary.F1(), measure->hard.F1(),
        measure->chinese.F1(), measure->alarms, measure->without_claim);
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    fmt::print("  {:22} rules {:.3f} model {:.3f} both {:.3f} (P {:.3f} R {:.3f}) threshold {:.2f}\n",
               NameOf(static_cast<StatementKind>(k)), rules.by_kind[k].F1(), alone.by_kind[k].F1(),
               both.by_kind[k].F1(), both.by_kind[k].Precision(), both.by_kind[k].Recall(), model.kinds[k].threshold);
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

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw SetupError(fmt::format("{}: cannot open", path));
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void Train(const std::string& examples, const std::string& lexicons, const std::string& out) {
  const std::string bytes = ReadAll(examples);
  auto lines = ParseLines(bytes);
  const StatementAnalyzer analyzer(lexicons);
  ReadFeatures(analyzer, lines);
  ModelData model;
  model.training_digest = Sha256Hex(bytes);
  model.lexicon_digest = Sha256Hex(analyzer.Concepts().Digest() + analyzer.Rules().Digest());
  model.rows = ChooseRows(lines);
  FillValues(model.rows, lines);
  const LinearOptions options;
  const Scores scores = HeldOutScores(lines, model.rows.size(), options);
  Calibrate(lines, scores, model.kinds);
  PrintReport(analyzer, lines, scores, model);
  std::vector<const Example*> all;
  for (const auto& line : lines)
    all.push_back(&line.example);
  Quantize(TrainLinear(all, model.rows.size(), options), model);
  WriteModel(out, model);
  fmt::print("{}: {} features from {} lines\n", out, model.rows.size(), lines.size());
}

}  // namespace
}  // namespace audit

int main(int argc, char** argv) {
  CLI::App app{"Learns the kind model from labelled statements"};
  const std::string home = AUDIT_SOURCE_DIR "/analyzers/";
  std::string examples = home + "model/training/train.jsonl", lexicons = home + "lexicons", out = "kinds.model";
  app.add_option("--examples", examples, "labelled statements, one JSON object a line")->capture_default_str();
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
