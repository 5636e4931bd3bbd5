#include "analyzers/model/surroundings.h"

#include <algorithm>
#include <cmath>

namespace audit {
namespace {

constexpr std::size_t kReach = 20;      // statements on each side that make up the text around one
constexpr double kPriorStatements = 3;  // kinds' worth of usual text that the text around is mixed with
constexpr double kLeastShare = 1e-3;
constexpr double kLeastOdds = 1e-4;
constexpr float kUnit = 0.25F;  // logarithms beside confidences

enum Group : std::size_t { kOwn, kAround, kBefore, kAfter, kLeading };
static_assert(kNetworkInputs == 5 * kStatementKindCount);

float& At(NetworkInput& input, Group group, std::size_t kind) { return input[group * kStatementKindCount + kind]; }

void Copy(const KindScores& from, Group group, NetworkInput& input) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    At(input, group, k) = static_cast<float>(from[k].confidence);
}

void ReadOwn(const KindScores& own, NetworkInput& input) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    At(input, kOwn, k) =
        kUnit * static_cast<float>(std::log((own[k].confidence + kLeastOdds) / (1 - own[k].confidence + kLeastOdds)));
}

/// So that a logarithm rounded otherwise by another mathematics library leads to the same network.
void Round(NetworkInput& input) {
  for (float& value : input)
    value = std::round(value * 4096) / 4096;
}

using Sums = std::array<double, kStatementKindCount>;

/// Sums of the confidences of the first statements, of which only those within reach are kept.
class SumsUpTo {
 public:
  explicit SumsUpTo(std::span<const KindScores> alone) : alone_(alone) {}

  /// Of the first `count` statements; not before the 2 * kReach + 1 that were asked last.
  const Sums& Of(std::size_t count) {
    for (; reached_ < count; ++reached_) {
      const Sums& before = kept_[reached_ % kept_.size()];
      Sums& after = kept_[(reached_ + 1) % kept_.size()];
      for (std::size_t k = 0; k < kStatementKindCount; ++k)
        after[k] = before[k] + alone_[reached_][k].confidence;
    }
    return kept_[count % kept_.size()];
  }

 private:
  std::span<const KindScores> alone_;
  std::array<Sums, 2 * kReach + 2> kept_{};
  std::size_t reached_ = 0;
};

/// Of all that the text around says, the share of each kind against the usual; filler that says nothing of any kind
/// does not count, so a page's directions and prices do not make it sober.
void ReadAround(const Sums& around, const KindRow& usual, NetworkInput& input) {
  double all = kPriorStatements;
  for (const double sum : around)
    all += sum;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const double share = (around[k] + kPriorStatements * usual[k]) / all;
    At(input, kAround, k) = kUnit * static_cast<float>(std::log((share + kLeastShare) / (usual[k] + kLeastShare)));
  }
}

}  // namespace

bool LeadsOthers(bool heading, std::string_view text) {
  return heading || text.ends_with(':') || text.ends_with("：") || text.ends_with('?') || text.ends_with("？");
}

KindRow SharesOf(std::span<const KindScores> alone) {
  Sums sums{};
  double all = 0;
  for (const auto& scores : alone)
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      sums[k] += scores[k].confidence, all += scores[k].confidence;
  KindRow shares{};
  for (std::size_t k = 0; k < kStatementKindCount && all > 0; ++k)
    shares[k] = static_cast<float>(std::round(sums[k] / all * 4096) / 4096);
  return shares;
}

void ReadSurroundings(std::span<const KindScores> alone, const std::vector<bool>& leads, const KindRow& usual_shares,
                      const std::function<void(std::size_t, const NetworkInput&)>& read) {
  const std::size_t count = alone.size();
  SumsUpTo sums(alone);
  std::size_t leader = count;
  for (std::size_t i = 0; i < count; ++i) {
    NetworkInput input{};
    ReadOwn(alone[i], input);
    const Sums& to_end = sums.Of(std::min(count, i + kReach + 1));
    const Sums& to_begin = sums.Of(i > kReach ? i - kReach : 0);
    Sums around{};
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      around[k] = std::max(0.0, to_end[k] - to_begin[k] - alone[i][k].confidence);
    ReadAround(around, usual_shares, input);
    if (i > 0) Copy(alone[i - 1], kBefore, input);
    if (i + 1 < count) Copy(alone[i + 1], kAfter, input);
    if (leader < count) Copy(alone[leader], kLeading, input);
    if (leads[i]) leader = i;
    Round(input);
    read(i, input);
  }
}

KindScores ConfidencesOf(const SurroundingsModel& model, const OutputRow& outputs) {
  KindScores scores;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    scores[k].confidence = model.outputs[k].Confidence(outputs[k]);
    scores[k].stands = scores[k].confidence >= model.outputs[k].threshold;
  }
  scores.any_claim = model.outputs[kAnyClaim].Confidence(outputs[kAnyClaim]);
  return scores;
}

KindScores ScoreInContext(const SurroundingsModel& model, const NetworkInput& input) {
  return ConfidencesOf(model, OutputsOf(model.network, HiddenOf(model.network, input)));
}

}  // namespace audit
