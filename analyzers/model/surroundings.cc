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
static_assert(kSurroundingFeatures == 5 * kStatementKindCount);

float& At(SurroundingsRow& row, Group group, std::size_t kind) { return row[group * kStatementKindCount + kind]; }

void Copy(const KindScores& from, Group group, SurroundingsRow& row) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    At(row, group, k) = static_cast<float>(from[k].confidence);
}

void ReadOwn(const KindScores& own, SurroundingsRow& row) {
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    At(row, kOwn, k) =
        kUnit * static_cast<float>(std::log((own[k].confidence + kLeastOdds) / (1 - own[k].confidence + kLeastOdds)));
}

using Sums = std::array<double, kStatementKindCount>;

/// Of all that the text around says, the share of each kind against the usual; filler that says nothing of any kind
/// does not count, so a page's directions and prices do not make it sober.
void ReadAround(const Sums& around, const KindRow& usual, SurroundingsRow& row) {
  double all = kPriorStatements;
  for (const double sum : around)
    all += sum;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    const double share = (around[k] + kPriorStatements * usual[k]) / all;
    At(row, kAround, k) = kUnit * static_cast<float>(std::log((share + kLeastShare) / (usual[k] + kLeastShare)));
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

std::vector<SurroundingsRow> ReadSurroundings(std::span<const KindScores> alone, const std::vector<bool>& leads,
                                              const KindRow& usual_shares) {
  const std::size_t count = alone.size();
  std::vector<Sums> up_to(count + 1, Sums{});
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      up_to[i + 1][k] = up_to[i][k] + alone[i][k].confidence;
  std::vector<SurroundingsRow> rows(count, SurroundingsRow{});
  std::size_t leader = count;
  for (std::size_t i = 0; i < count; ++i) {
    ReadOwn(alone[i], rows[i]);
    const std::size_t first = i > kReach ? i - kReach : 0, end = std::min(count, i + kReach + 1);
    Sums around{};
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      around[k] = std::max(0.0, up_to[end][k] - up_to[first][k] - alone[i][k].confidence);
    ReadAround(around, usual_shares, rows[i]);
    if (i > 0) Copy(alone[i - 1], kBefore, rows[i]);
    if (i + 1 < count) Copy(alone[i + 1], kAfter, rows[i]);
    if (leader < count) Copy(alone[leader], kLeading, rows[i]);
    if (leads[i]) leader = i;
  }
  return rows;
}

KindScores ScoreInContext(const SurroundingsModel& model, const SurroundingsRow& row) {
  KindRow sums{};
  for (std::size_t f = 0; f < kSurroundingFeatures; ++f)
    for (std::size_t k = 0; k < kStatementKindCount; ++k)
      sums[k] += row[f] * model.weights[f][k];
  KindScores scores;
  for (std::size_t k = 0; k < kStatementKindCount; ++k) {
    scores[k].confidence = model.kinds[k].Confidence(static_cast<double>(sums[k]) + model.kinds[k].bias);
    scores[k].stands = scores[k].confidence >= model.kinds[k].threshold;
  }
  return scores;
}

}  // namespace audit
