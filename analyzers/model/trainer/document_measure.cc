#include "analyzers/model/trainer/document_measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "analyzers/classify/decide.h"
#include "analyzers/classify/document_facts.h"
#include "analyzers/classify/neighbours.h"
#include "analyzers/classify/topic.h"
#include "analyzers/model/combine.h"
#include "analyzers/policy.h"

namespace audit {
namespace {

constexpr std::size_t kLeastLines = 8;

using Categories = std::set<std::string>;

Document DocumentOf(std::span<const LabelledLine> piece) {
  Document document;
  for (const auto& line : piece) {
    Block block;
    block.kind = line.block_kind;
    block.text.begin = document.text.size();
    document.text += line.text;
    block.text.end = document.text.size();
    document.text += "\n\n";
    document.blocks.push_back(std::move(block));
  }
  return document;
}

/// Makes the kinds of `standing` the ones that stand; what the rules said of them is kept.
void Relabel(Statement& statement, KindBits standing, const KindScores& scores) {
  auto& labels = statement.labels;
  for (auto& label : labels) {
    const bool stands = (standing & BitOf(label.kind)) != 0;
    if (stands && !label.stands) label.stance = Stance::kAsserted;
    label.stands = stands;
    standing &= ~BitOf(label.kind);
  }
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    if (const auto kind = static_cast<StatementKind>(k); (standing & BitOf(kind)) != 0)
      labels.push_back({.kind = kind, .cue = statement.text, .because = "its line says so"});
  for (auto& label : labels)
    label.confidence = scores[static_cast<std::size_t>(label.kind)].confidence;
  OrderLabels(labels);
}

enum class By : std::uint8_t { kAuthors, kClassifier };

struct Judge {
  const StatementAnalyzer& analyzer;
  const Policy& policy;

  Categories Find(std::span<const LabelledLine> piece, std::span<const KindScores> scores, By by) const {
    const Document document = DocumentOf(piece);
    KindScores sure;
    sure.kinds.fill({1, true});
    sure.any_claim = 1;
    Analysis analysis;
    analysis.statements.resize(piece.size());
    std::vector<StatementView> views;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      Statement& statement = analysis.statements[i];
      statement.text = piece[i].text;
      statement.block = i;
      statement.block_kind = piece[i].block_kind;
      statement.span = document.blocks[i].text;
      views.push_back(analyzer.Analyze(statement));
      if (by == By::kAuthors)
        Relabel(statement, piece[i].example.kinds, sure);
      else
        Relabel(statement, WeighKinds(views.back(), statement.labels, scores[i], Scope::kDocument), scores[i]);
    }
    const bool chinese = std::any_of(piece.begin(), piece.end(), [](const LabelledLine& line) { return line.chinese; });
    DeclaredFacts declared;
    declared.jurisdictions = {chinese ? "tw" : "us"};
    ReadNeighbours(analyzer.Ids(), views, analysis.statements);
    const Topic topic = TopicOf(analyzer.Ids(), views);
    analysis.facts = DecideFacts(analyzer.Ids(), topic, document, views, declared);
    // What the authors call a claim is one; only the classifier's are doubted.
    if (by == By::kClassifier) {
      if (IsAboutSomethingElse(topic, analysis.facts, declared)) return {};
      WeighClaims(topic, analysis.facts, declared, analysis.statements);
    }
    Categories found;
    for (const Finding& finding : policy.Judge(document, analysis))
      if (finding.severity > Severity::kInfo) found.insert(finding.category);
    return found;
  }
};

bool IsWhole(const std::string& file) { return file == "train.jsonl" || file.starts_with("mixed-"); }

}  // namespace

void PrintDocumentMeasures(const StatementAnalyzer& analyzer, const TrainingLines& training,
                           const std::vector<KindScores>& in_context, const std::filesystem::path& data_folder) {
  const Policy policy(data_folder, InstalledPacks(data_folder));
  const Judge judge{analyzer, policy};
  const std::span lines(training.lines);
  std::size_t pieces = 0, clean = 0, left_clean = 0, right = 0, wrong = 0, missed = 0;
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    while (end < lines.size() && lines[end].piece == lines[begin].piece)
      ++end;
    if (end - begin < kLeastLines || !IsWhole(training.files[lines[begin].file])) continue;
    const auto piece = lines.subspan(begin, end - begin);
    const auto scores = std::span(in_context).subspan(begin, end - begin);
    const Categories want = judge.Find(piece, scores, By::kAuthors);
    const Categories have = judge.Find(piece, scores, By::kClassifier);
    ++pieces;
    if (want.empty()) ++clean, left_clean += have.empty() ? 1 : 0;
    for (const auto& category : have)
      ++(want.contains(category) ? right : wrong);
    missed += static_cast<std::size_t>(
        std::count_if(want.begin(), want.end(), [&have](const auto& category) { return !have.contains(category); }));
  }
  const auto share = [](std::size_t part, std::size_t rest) {
    return part > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : 0;
  };
  fmt::print(
      "judged as documents: {} pieces, {} of {} clean ones left clean; categories of findings F1 {:.4f} P {:.3f} R "
      "{:.3f}\n",
      pieces, left_clean, clean, share(2 * right, wrong + missed), share(right, wrong), share(right, missed));
}

}  // namespace audit
