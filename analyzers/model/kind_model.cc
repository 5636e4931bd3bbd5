#include "analyzers/model/kind_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analyzers/model/model_file.h"
#include "analyzers/model/row_table.h"
#include "analyzers/model/surroundings.h"
#include "analyzers/text/kept_by_word.h"

namespace audit {
namespace {

constexpr std::size_t kLongestEvidence = 6;  // tokens
constexpr std::uint32_t kAhead = 16;         // features, of which the rows are fetched into the cache

std::vector<std::uint32_t> TagsOf(const ModelData& data) {
  std::vector<std::uint32_t> tags;
  tags.reserve(data.rows.size());
  for (const auto& row : data.rows)
    tags.push_back(row.tag);
  return tags;
}

/// The run of at most kLongestEvidence tokens with the greatest sum; an empty run if no token has a positive credit.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
  double sum = 0;
};

Run StrongestRun(const std::vector<double>& credit) {
  Run best;
  for (std::size_t first = 0; first < credit.size(); ++first) {
    double sum = 0;
    for (std::size_t last = first; last < credit.size() && last < first + kLongestEvidence; ++last) {
      sum += credit[last];
      if (sum > best.sum) best = {first, last, sum};
    }
  }
  return best;
}

/// Chinese words have no blanks between them, and the strongest characters may be parts of words: the run grows to the
/// whole of a short phrase between other signs, so that what is quoted can be read.
Run WholePhrase(const std::vector<Token>& tokens, Run run) {
  constexpr std::size_t kLongestPhrase = 12;  // characters
  Run whole = run;
  while (whole.first > 0 && tokens[whole.first].kind == TokenKind::kHan &&
         tokens[whole.first - 1].kind == TokenKind::kHan)
    --whole.first;
  while (whole.last + 1 < tokens.size() && tokens[whole.last].kind == TokenKind::kHan &&
         tokens[whole.last + 1].kind == TokenKind::kHan)
    ++whole.last;
  return whole.last - whole.first < kLongestPhrase ? whole : run;
}

/// Adds what one feature comes to.
void Add(const FeatureRow& row, WordSums& sums) {
  const float unit = row.Amount() * StepOf(row.step);
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    sums.kinds[k] += unit * static_cast<float>(row.weights[k]);
  sums.square += row.Amount() * row.Amount();
}

}  // namespace

struct KindModel::Impl {
  Impl(ModelData model, std::span<const std::string> concept_names)
      : data(std::move(model)), table(TagsOf(data)), reader(concept_names) {}

  /// Calls `known(row, index)` for each of `features` that has a row.
  template <typename Known>
  void Find(std::span<const Feature> features, const Known& known) const {
    for (std::uint32_t i = 0; i < features.size() && i < kAhead; ++i)
      table.Prefetch(RowTable::TagOf(features[i].key));
    for (std::uint32_t i = 0; i < features.size(); ++i) {
      if (i + kAhead < features.size()) table.Prefetch(RowTable::TagOf(features[i + kAhead].key));
      if (const auto row = table.Find(RowTable::TagOf(features[i].key)); row != RowTable::kNone) known(row, i);
    }
  }

  ModelData data;
  RowTable table;
  FeatureReader reader;
  WordOwner owner;
};

namespace {

/// What a word's features come to.
struct WordEntry {
  WordSums sums;
  std::uint64_t statement = 0;  ///< the last one that had the word
};

WordSums ReadWord(const KindModel::Impl& model, const Token& word) {
  thread_local std::vector<Feature> features;
  thread_local std::vector<std::uint32_t> rows;
  FeatureReader::ReadWord(word, features);
  rows.clear();
  model.Find(features, [](std::uint32_t row, std::uint32_t) { rows.push_back(row); });
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  WordSums sums;
  for (const std::uint32_t row : rows)
    Add(model.data.rows[row], sums);
  return sums;
}

/// Calls `visit(token, sums)` for the first token of each different word of a statement; `token` is an index.
template <typename Visit>
void ForEachWord(const KindModel::Impl& model, std::span<const Token> tokens, const Visit& visit) {
  thread_local KeptByWord<WordEntry> kept;
  thread_local std::uint64_t statement = 0;
  kept.Begin(model.owner);
  ++statement;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    WordEntry& entry = kept.Of(tokens[i], [&] { return WordEntry{ReadWord(model, tokens[i]), 0}; });
    if (std::exchange(entry.statement, statement) != statement) visit(i, std::as_const(entry.sums));
  }
}

}  // namespace

KindModel::KindModel(ModelData data, std::span<const std::string> concept_names)
    : impl_(std::make_unique<Impl>(std::move(data), concept_names)) {}
KindModel::~KindModel() = default;
KindModel::KindModel(KindModel&&) noexcept = default;
KindModel& KindModel::operator=(KindModel&&) noexcept = default;

void KindModel::Read(const ModelInput& input, KindReading& reading) const {
  const auto& rows = impl_->data.rows;
  impl_->reader.Read(input, reading.features);
  reading.known.clear();
  thread_local SeenRows seen(0);
  if (seen.Size() < rows.size()) seen = SeenRows(rows.size());
  impl_->Find(reading.features, [&](std::uint32_t row, std::uint32_t feature) {
    if (!seen.Mark(row)) return;
    reading.known.push_back({row, feature});
    __builtin_prefetch(&rows[row]);
  });
  reading.words = {};
  ForEachWord(*impl_, input.text.tokens, [&reading](std::size_t, const WordSums& sums) {
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      reading.words.kinds[k] += sums.kinds[k];
    reading.words.square += sums.square;
  });
  double square = reading.words.square;
  for (const auto& one : reading.known) {
    seen.Clear(one.row);
    const double amount = rows[one.row].Amount();
    square += amount * amount;
  }
  reading.norm = std::sqrt(square);
}

KindScores KindModel::Score(const KindReading& reading) const {
  WordSums sums = reading.words;
  for (const auto& one : reading.known)
    Add(impl_->data.rows[one.row], sums);
  KindScores scores;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const auto& kind = impl_->data.kinds[k];
    const double score = (reading.norm > 0 ? sums.kinds[k] / reading.norm : 0.0) + kind.bias;
    scores[k].confidence = kind.Confidence(score);
    scores[k].stands = scores[k].confidence >= kind.threshold;
  }
  return scores;
}

void KindModel::ScoreInContext(std::span<const KindScores> first, const std::vector<bool>& leads,
                               const std::function<void(std::size_t, const KindScores&)>& scored) const {
  const SurroundingsModel& model = impl_->data.surroundings;
  ReadSurroundings(first, leads, model.usual_shares,
                   [&](std::size_t i, const NetworkInput& input) { scored(i, audit::ScoreInContext(model, input)); });
}

std::vector<WordEvidence> KindModel::Explain(const TokenizedText& text, const KindReading& reading, StatementKind kind,
                                             std::size_t limit) const {
  if (reading.norm == 0) return {};
  const auto& tokens = text.tokens;
  std::vector<double> credit(tokens.size(), 0.0);
  ForEachWord(*impl_, tokens, [&](std::size_t token, const WordSums& sums) {
    credit[token] = sums.kinds[static_cast<std::size_t>(kind)] / reading.norm;
  });
  for (const auto& one : reading.known) {
    const auto& row = impl_->data.rows[one.row];
    const auto& feature = reading.features[one.feature];
    if (feature.group == FeatureGroup::kShape || feature.last >= tokens.size()) continue;
    const double part = row.Amount() * StepOf(row.step) * row.weights[static_cast<std::size_t>(kind)] / reading.norm;
    // A pair speaks through its ends, a run through all of its words.
    const bool ends_only = feature.group == FeatureGroup::kSkipPair || feature.group == FeatureGroup::kConceptPair;
    const std::size_t share =
        ends_only ? std::min<std::size_t>(2, feature.last - feature.first + 1) : feature.last - feature.first + 1;
    for (std::size_t i = feature.first; i <= feature.last; ++i)
      if (!ends_only || i == feature.first || i == feature.last) credit[i] += part / static_cast<double>(share);
  }
  std::vector<WordEvidence> out;
  while (out.size() < limit) {
    const Run strongest = StrongestRun(credit);
    if (strongest.sum <= 0) break;
    const Run run = WholePhrase(tokens, strongest);
    out.push_back({{tokens[run.first].source.begin, tokens[run.last].source.end}, run.sum});
    for (std::size_t i = run.first; i <= run.last; ++i)
      credit[i] = -1e9;  // never again, nor across it
  }
  return out;
}

}  // namespace audit
