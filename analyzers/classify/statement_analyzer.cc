#include "analyzers/classify/statement_analyzer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzers/classify/clauses.h"
#include "analyzers/classify/context.h"
#include "analyzers/classify/decide.h"
#include "analyzers/classify/frames.h"

namespace audit {
namespace {

constexpr std::size_t kPieceBytes = 8192;  // the longest sentences of real brochures have some 2,000

// Where the piece that starts at `begin` ends: at a blank near the limit, else at a character boundary.
std::size_t PieceEnd(std::string_view text, std::size_t begin) {
  if (text.size() - begin <= kPieceBytes) return text.size();
  std::size_t end = text.rfind(' ', begin + kPieceBytes);
  if (end != std::string_view::npos && end > begin + kPieceBytes / 2) return end;
  end = begin + kPieceBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return end;
}

std::string JurisdictionOf(const ConceptIds& ids, const StatementView& view) {
  std::string other;
  for (const auto& match : view.concepts) {
    if (ids.agency_tw.Has(match.id)) return "tw";
    if (ids.agency_us.Has(match.id)) return "us";
    if (ids.agency_other.Has(match.id)) other = "other";
  }
  for (const auto& match : view.concepts) {
    if (ids.juris_tw.Has(match.id) && !match.ambiguous) return "tw";
    if (ids.juris_us.Has(match.id) && !match.ambiguous) return "us";
  }
  return other;
}

std::vector<std::string> ConditionsOf(const ConceptIds& ids, const StatementView& view) {
  std::vector<std::string> out;
  std::size_t end = 0;
  for (const auto& match : view.concepts) {
    if (!ids.disease.Has(match.id) || match.first < end) continue;
    const TokenRange words = MatchAt(view, ids.disease, match.first);
    end = words.last;
    std::string verbatim(WordsOf(view, words));
    if (std::find(out.begin(), out.end(), verbatim) == out.end()) out.push_back(std::move(verbatim));
  }
  return out;
}

}  // namespace

StatementAnalyzer::StatementAnalyzer(const std::filesystem::path& folder)
    : concepts_(folder), ids_(concepts_), rules_(folder, concepts_) {}

StatementView StatementAnalyzer::Read(std::string_view text) const {
  StatementView view;
  view.text = text.substr(0, PieceEnd(text, 0));
  view.tokenized = Tokenize(view.text);
  view.concepts = concepts_.Match(view.tokenized);
  SplitClauses(ids_, view);
  FindContextCues(ids_, view);
  return view;
}

void StatementAnalyzer::LabelPiece(StatementView& view, Statement& statement) const {
  view.hits = rules_.Find(view);
  for (const auto& hit : view.hits)
    if (rules_.Rules()[hit.rule].target == RuleTarget::kMask) view.masked.push_back(hit.words);
  FindStatusFrames(ids_, view);
  auto labels = DecideLabels(ids_, rules_, view);
  statement.labels.insert(statement.labels.end(), std::make_move_iterator(labels.begin()),
                          std::make_move_iterator(labels.end()));
  if (statement.jurisdiction.empty()) statement.jurisdiction = JurisdictionOf(ids_, view);
  for (auto& condition : ConditionsOf(ids_, view))
    if (std::find(statement.conditions.begin(), statement.conditions.end(), condition) == statement.conditions.end())
      statement.conditions.push_back(std::move(condition));
}

void StatementAnalyzer::Label(StatementView& view, Statement& statement) const {
  LabelPiece(view, statement);
  const std::string_view text = statement.text;
  for (std::size_t begin = view.text.size(); begin < text.size();) {
    StatementView piece = Read(text.substr(begin));
    begin += piece.text.size();
    LabelPiece(piece, statement);
  }
  OrderLabels(statement.labels);
}

StatementView StatementAnalyzer::Analyze(Statement& statement) const {
  StatementView view = Read(statement.text);
  Label(view, statement);
  return view;
}

}  // namespace audit
