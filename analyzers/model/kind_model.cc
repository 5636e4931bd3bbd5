#include "analyzers/model/kind_model.h"

#include <algorithm>
#include <cmath>

#include "analyzers/model/model_file.h"
#include "analyzers/model/row_table.h"
#include "analyzers/model/surroundings.h"

namespace audit {
namespace {

constexpr std::size_t kLongestEvidence = 6;  // tokens

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

}  // namespace

struct KindModel::Impl {
  Impl(const std::filesystem::path& file, std::span<const std::string> concept_names)
      : data(ReadModel(file)), table(TagsOf(data)), reader(concept_names) {}

  ModelData data;
  RowTable table;
  FeatureReader reader;
};

KindModel::KindModel(const std::filesystem::path& file, std::span<const std::string> concept_names)
    : impl_(std::make_unique<Impl>(file, concept_names)) {}
KindModel::~KindModel() = default;
KindModel::KindModel(KindModel&&) noexcept = default;
KindModel& KindModel::operator=(KindModel&&) noexcept = default;

const std::string& KindModel::Digest() const { return impl_->data.digest; }

void KindModel::Read(const ModelInput& input, KindReading& reading) const {
  const auto& rows = impl_->data.rows;
  impl_->reader.Read(input, reading.features);
  reading.known.clear();
  thread_local SeenRows seen(0);
  if (seen.Size() < rows.size()) seen = SeenRows(rows.size());
  thread_local std::vector<std::uint32_t> likely;  // features that may have a row
  likely.clear();
  for (std::uint32_t i = 0; i < reading.features.size(); ++i) {
    const std::uint32_t tag = RowTable::TagOf(reading.features[i].key);
    if (!impl_->table.MayHold(tag)) continue;
    impl_->table.Prefetch(tag);
    likely.push_back(i);
  }
  for (const std::uint32_t i : likely) {
    const auto row = impl_->table.Find(RowTable::TagOf(reading.features[i].key));
    if (row == RowTable::kNone || !seen.Mark(row)) continue;
    reading.known.push_back({row, i});
    __builtin_prefetch(&rows[row]);
  }
  double square = 0;
  for (const auto& one : reading.known) {
    seen.Clear(one.row);
    const double amount = rows[one.row].Amount();
    square += amount * amount;
  }
  reading.norm = std::sqrt(square);
}

KindScores KindModel::Score(const KindReading& reading) const {
  std::array<float, kStatementKindCount> sums{};
  for (const auto& one : reading.known) {
    const auto& row = impl_->data.rows[one.row];
    const float unit = row.Amount() * StepOf(row.step);
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      sums[k] += unit * static_cast<float>(row.weights[k]);
  }
  KindScores scores;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const auto& kind = impl_->data.kinds[k];
    const double score = (reading.norm > 0 ? sums[k] / reading.norm : 0.0) + kind.bias;
    scores[k].confidence = kind.Confidence(score);
    scores[k].stands = scores[k].confidence >= kind.threshold;
  }
  return scores;
}

std::vector<KindScores> KindModel::ScoreInContext(std::span<const KindScores> alone,
                                                  const std::vector<bool>& leads) const {
  const SurroundingsModel& model = impl_->data.surroundings;
  std::vector<KindScores> out;
  out.reserve(alone.size());
  for (const auto& row : ReadSurroundings(alone, leads, model.usual_shares))
    out.push_back(audit::ScoreInContext(model, row));
  return out;
}

std::vector<WordEvidence> KindModel::Explain(const TokenizedText& text, const KindReading& reading, StatementKind kind,
                                             std::size_t limit) const {
  const auto& tokens = text.tokens;
  std::vector<double> credit(tokens.size(), 0.0);
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
    const Run run = StrongestRun(credit);
    if (run.sum <= 0) break;
    out.push_back({{tokens[run.first].source.begin, tokens[run.last].source.end}, run.sum});
    for (std::size_t i = run.first; i <= run.last; ++i)
      credit[i] = -1e9;  // never again, nor across it
  }
  return out;
}

}  // namespace audit
