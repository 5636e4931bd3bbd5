#include "analyzers/model/trainer/training_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <sstream>
#include <string_view>

#include "analyzers/model/context_features.h"
#include "analyzers/model/row_table.h"
#include "analyzers/model/surroundings.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

// A feature must come in as many lines, or it is chance. Over 201,458 lines, 6 in place of 4 cost 0.002 of F1, for a
// third of the file.
constexpr std::uint32_t kLeastExamples = 5;

/// How much one feature of a group counts beside the others, by FeatureGroup, found by cross-validation.
constexpr std::array<double, kFeatureGroupCount> kWorth = {1.5, 1.0, 0.6, 0.6, 1.5, 1.0, 1.2,
                                                           1.4, 1.0, 1.0, 0.6, 1.0, 1.0, 0.7};
/// What is rare counts a little more than its rarity, found likewise.
constexpr double kRarityPower = 1.1;

KindBits BitsOf(const nlohmann::json& names) {
  KindBits bits = 0;
  for (const auto& name : names) {
    const auto kind = ValueOf<StatementKind>(name.get<std::string>());
    if (!kind) throw SetupError(fmt::format("unknown kind {}; valid are: {}", name.dump(), AllNames<StatementKind>()));
    bits |= KindBits{1} << static_cast<unsigned>(*kind);
  }
  return bits;
}

BlockKind BlockKindOf(const std::string& form) {
  constexpr std::pair<std::string_view, BlockKind> kForms[] = {
      {"sentence", BlockKind::kParagraph},       {"heading", BlockKind::kHeading},
      {"bullet", BlockKind::kListItem},          {"table-cell", BlockKind::kTableCell},
      {"caption", BlockKind::kCaption},          {"footnote", BlockKind::kFootnote},
      {"faq-question", BlockKind::kFaqQuestion}, {"faq-answer", BlockKind::kFaqAnswer}};
  for (const auto& [name, kind] : kForms)
    if (name == form) return kind;
  throw SetupError(fmt::format("unknown form \"{}\"", form));
}

LabelledLine ParseLine(const nlohmann::json& json, std::size_t file) {
  LabelledLine line;
  line.file = file;
  line.text = json.at("text");
  line.hard = json.at("hard");
  line.block_kind = BlockKindOf(json.at("form").get<std::string>());
  line.leads = LeadsOthers(line.block_kind == BlockKind::kHeading, line.text);
  line.example.kinds = BitsOf(json.at("kinds"));
  line.example.optional = BitsOf(json.at("optional"));
  line.example.fold = static_cast<std::uint32_t>(FeatureKey(json.at("piece").get<std::string>()) % kFolds);
  return line;
}

/// Counts each of `features` once more.
void CountOnce(const std::vector<Feature>& features, std::map<std::uint32_t, LineFeature>& counted) {
  std::set<std::uint32_t> seen;
  for (const auto& feature : features) {
    const std::uint32_t tag = RowTable::TagOf(feature.key);
    if (!seen.insert(tag).second) continue;
    auto& entry = counted.try_emplace(tag, LineFeature{tag, feature.group, 0}).first->second;
    ++entry.times;
  }
}

void ReadFeatures(const StatementAnalyzer& analyzer, const FeatureReader& reader, LabelledLine& line) {
  Statement statement;
  statement.text = line.text;
  const StatementView view = analyzer.Analyze(statement);
  line.chinese = std::any_of(view.Tokens().begin(), view.Tokens().end(),
                             [](const Token& token) { return token.kind == TokenKind::kHan; });
  const auto context = ReadContext(view, statement.labels, analyzer.Rules(), analyzer.Concepts().Names());
  std::vector<Feature> features;
  std::map<std::uint32_t, LineFeature> counted;
  reader.Read({view.tokenized, view.concepts, context}, features);
  CountOnce(features, counted);
  std::set<std::pair<TokenKind, std::string_view>> words;
  for (const Token& token : view.Tokens()) {
    if (!words.emplace(token.kind, token.text).second) continue;
    FeatureReader::ReadWord(token, features);
    CountOnce(features, counted);
  }
  for (const auto& [tag, feature] : counted)
    line.features.push_back(feature);
}

/// The group of each of `tags`, ascending; of two features with one tag, that of the first line.
std::vector<FeatureGroup> GroupsOf(const std::vector<std::uint32_t>& tags, const std::vector<LabelledLine>& lines) {
  const RowTable table(tags);
  std::vector<FeatureGroup> groups(tags.size());
  SeenRows seen(tags.size());
  for (const auto& line : lines)
    for (const auto& feature : line.features) {
      const auto row = table.Find(feature.tag);
      if (row != RowTable::kNone && seen.Mark(row)) groups[row] = feature.group;
    }
  return groups;
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw SetupError(fmt::format("{}: cannot open", path.string()));
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TrainingLines ReadTrainingLines(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".jsonl") paths.push_back(entry.path());
  if (paths.empty()) throw SetupError(fmt::format("{}: no *.jsonl file of labelled statements", folder.string()));
  std::sort(paths.begin(), paths.end());
  TrainingLines out;
  std::string all;
  std::size_t pieces = 0;
  for (const auto& path : paths) {
    const std::string bytes = ReadAll(path);
    std::istringstream in(bytes);
    std::size_t number = 0;
    std::string piece;
    for (std::string row; std::getline(in, row);) {
      ++number;
      try {
        const auto json = nlohmann::json::parse(row);
        out.lines.push_back(ParseLine(json, out.files.size()));
        if (json.at("piece") != piece) ++pieces;
        piece = json.at("piece");
        out.lines.back().piece = pieces;
      } catch (const std::exception& error) {
        throw SetupError(fmt::format("{}:{}: {}", path.string(), number, error.what()));
      }
    }
    out.files.push_back(path.filename().string());
    all += Sha256Hex(bytes);
  }
  out.digest = Sha256Hex(all);
  return out;
}

void ReadFeatures(const StatementAnalyzer& analyzer, std::vector<LabelledLine>& lines) {
  const FeatureReader reader(analyzer.Concepts().Names());
#pragma omp parallel for schedule(dynamic, 256)
  for (LabelledLine& line : lines)
    ReadFeatures(analyzer, reader, line);
}

FeatureRows ChooseRows(const std::vector<LabelledLine>& lines) {
  std::vector<std::uint32_t> tags;  // of all lines, to be sorted: a map of as many would take minutes
  for (const auto& line : lines)
    for (const auto& feature : line.features)
      tags.push_back(feature.tag);
  std::sort(tags.begin(), tags.end());
  FeatureRows rows;
  std::vector<std::uint32_t> kept;
  std::vector<std::uint32_t> times;
  for (std::size_t begin = 0, end = 0; begin < tags.size(); begin = end) {
    while (end < tags.size() && tags[end] == tags[begin])
      ++end;
    if (end - begin < kLeastExamples) continue;
    kept.push_back(tags[begin]);
    times.push_back(static_cast<std::uint32_t>(end - begin));
  }
  const std::vector<FeatureGroup> groups = GroupsOf(kept, lines);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const double rarity = std::pow(std::log(static_cast<double>(lines.size()) / times[i]), kRarityPower);
    const double amount = std::round(16 * kWorth[static_cast<std::size_t>(groups[i])] * rarity);
    FeatureRow row;
    row.tag = kept[i];
    row.amount = static_cast<std::uint8_t>(std::clamp(amount, 1.0, 255.0));
    rows.push_back(row);
  }
  return rows;
}

void FillValues(const FeatureRows& rows, std::vector<LabelledLine>& lines) {
  std::vector<std::uint32_t> tags;
  for (const auto& row : rows)
    tags.push_back(row.tag);
  const RowTable table(tags);
#pragma omp parallel for schedule(dynamic, 256)
  for (auto& line : lines) {
    double square = 0;
    line.example.values.clear();
    for (const auto& feature : line.features) {
      const auto row = table.Find(feature.tag);
      if (row == RowTable::kNone) continue;
      const float amount = rows[row].Amount();
      square += static_cast<double>(amount) * amount * feature.times;
      line.example.values.emplace_back(row, amount * static_cast<float>(feature.times));
    }
    const auto norm = static_cast<float>(square > 0 ? std::sqrt(square) : 1);
    for (auto& value : line.example.values)
      value.second /= norm;
  }
}

std::vector<std::uint32_t> NumberByUse(std::size_t rows, std::vector<LabelledLine>& lines) {
  std::vector<std::uint32_t> times(rows), order(rows), numbers(rows);
  for (const auto& line : lines)
    for (const auto& [row, value] : line.example.values)
      ++times[row];
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&times](std::uint32_t a, std::uint32_t b) { return times[a] > times[b]; });
  for (std::uint32_t i = 0; i < rows; ++i)
    numbers[order[i]] = i;
  for (auto& line : lines)
    for (auto& value : line.example.values)
      value.first = numbers[value.first];
  return numbers;
}

}  // namespace audit
