#include "analyzers/model/kind_model.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

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

  /// Calls `known(row, index)` for each of `features` that has a row.
  template <typename Known>
  void Find(std::span<const Feature> features, const Known& known) const {
    thread_local std::vector<std::uint32_t> likely;  // features that may have a row
    likely.clear();
    for (std::uint32_t i = 0; i < features.size(); ++i) {
      const std::uint32_t tag = RowTable::TagOf(features[i].key);
      if (!table.MayHold(tag)) continue;
      table.Prefetch(tag);
      likely.push_back(i);
    }
    for (const std::uint32_t i : likely)
      if (const auto row = table.Find(RowTable::TagOf(features[i].key)); row != RowTable::kNone) known(row, i);
  }

  ModelData data;
  RowTable table;
  FeatureReader reader;
};

namespace {

/// The rows of single words, kept from statement to statement: most words of a text are a few thousand, and each has
/// some forty features. Overlong ones are not kept, so that no document takes memory from those after it.
class WordRows {
 public:
  using Rows = std::vector<std::pair<std::uint32_t, FeatureGroup>>;

  /// Valid until the next call.
  const Rows& Of(const KindModel::Impl& model, const Token& token) {
    if (model_ != model.data.digest || kept_.size() >= kMostWords) {
      kept_.clear();
      model_ = model.data.digest;
    }
    if (token.text.size() > kLongestKept) {
      overlong_.clear();
      Read(model, token, overlong_);
      return overlong_;
    }
    key_.assign(1, static_cast<char>(token.kind));
    key_ += token.text;
    const auto [at, is_new] = kept_.try_emplace(key_);
    if (is_new) Read(model, token, at->second);
    return at->second;
  }

 private:
  static constexpr std::size_t kMostWords = 20000;  // of real words some 10 MB, of the longest 70
  static constexpr std::size_t kLongestKept = 64;   // bytes

  void Read(const KindModel::Impl& model, const Token& token, Rows& rows) {
    features_.clear();
    FeatureReader::ReadWord(token, features_);
    model.Find(features_, [&](std::uint32_t row, std::uint32_t i) { rows.emplace_back(row, features_[i].group); });
  }

  std::unordered_map<std::string, Rows> kept_;
  Rows overlong_;
  std::string model_;  ///< digest of the model that the rows are of
  std::string key_;
  std::vector<Feature> features_;
};

}  // namespace

KindModel::KindModel(const std::filesystem::path& file, std::span<const std::string> concept_names)
    : impl_(std::make_unique<Impl>(file, concept_names)) {}
KindModel::~KindModel() = default;
KindModel::KindModel(KindModel&&) noexcept = default;
KindModel& KindModel::operator=(KindModel&&) noexcept = default;

const std::string& KindModel::Digest() const { return impl_->data.digest; }

void KindModel::Read(const ModelInput& input, KindReading& reading) const {
  const auto& rows = impl_->data.rows;
  impl_->reader.ReadOthers(input, reading.features);
  reading.known.clear();
  thread_local SeenRows seen(0);
  if (seen.Size() < rows.size()) seen = SeenRows(rows.size());
  const auto know = [&](std::uint32_t row, std::uint32_t feature) {
    if (!seen.Mark(row)) return;
    reading.known.push_back({row, feature});
    __builtin_prefetch(&rows[row]);
  };
  impl_->Find(reading.features, know);
  thread_local WordRows words;
  const auto& tokens = input.text.tokens;
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    for (const auto& [row, group] : words.Of(*impl_, tokens[i])) {
      const auto feature = static_cast<std::uint32_t>(reading.features.size());
      reading.features.push_back({0, group, i, i});
      know(row, feature);
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

void KindModel::ScoreInContext(std::span<const KindScores> first, const std::vector<bool>& leads,
                               const std::function<void(std::size_t, const KindScores&)>& scored) const {
  const SurroundingsModel& model = impl_->data.surroundings;
  ReadSurroundings(first, leads, model.usual_shares,
                   [&](std::size_t i, const NetworkInput& input) { scored(i, audit::ScoreInContext(model, input)); });
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
