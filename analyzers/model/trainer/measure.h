// How much of what labelled lines say a way of deciding gets right: micro F1 over kinds, optional kinds neither way.
// Only the trainer uses it.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <vector>

#include "analyzers/model/kind_model.h"
#include "analyzers/model/trainer/training_lines.h"

namespace audit {

/// Pairs of line and kind.
struct KindTally {
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

/// Each line's second reading.
struct SecondReadings {
  std::vector<KindScores> alone;       ///< as a document of one statement
  std::vector<KindScores> in_context;  ///< with the other lines of its piece
};

/// What one way of deciding gets right.
struct Measure {
  KindTally all, ordinary, hard, chinese;
  std::array<KindTally, kStatementKindCount> by_kind{};
  std::vector<KindTally> by_file;  ///< by LabelledLine::file
  std::size_t without_claim = 0;   ///< lines that hold no claim
  std::size_t alarms = 0;          ///< of these, given a claim all the same
  std::size_t denied = 0;          ///< lines that say that approval is lacking, and nowhere that it is there
  std::size_t denied_alleged = 0;  ///< of these, given an approval-claim
  std::size_t asked = 0;           ///< questions without a kind
  std::size_t asked_alleged = 0;   ///< of these, given an approval-claim

  void Add(const LabelledLine& line, KindBits have);
};

/// Pairs of line and kind that came out wrong, by who is to blame.
struct Errors {
  std::size_t neither = 0;     ///< missed: neither the rules nor the model found it
  std::size_t not_sure = 0;    ///< missed: the model found it, but not surely enough for what speaks against it
  std::size_t doubted = 0;     ///< missed: the rules found it, the model did not believe them
  std::size_t model_only = 0;  ///< given wrongly by the model alone
  std::size_t agreed = 0;      ///< given wrongly by the rules, and the model believed them
  /// Of `missed` and `given` wrongly: those in lines with a negation, a question, a condition or a report.
  std::size_t missed = 0, missed_turned = 0, given = 0, given_turned = 0;

  void Add(const LabelledLine& line, KindBits have, KindBits rules, KindBits model, bool turned);
};

/// The least confidence at which a kind is given that is best for micro F1, one for all kinds: they are calibrated.
float BestThreshold(const std::vector<LabelledLine>& lines, const std::vector<KindScores>& confidences);

/// Prints what the rules alone, the model alone and both together get right; confidences by line, of the first reading
/// and of the second, each from a model that did not learn from the line.
void PrintMeasures(const StatementAnalyzer& analyzer, const TrainingLines& training,
                   const std::vector<KindScores>& first, const SecondReadings& second);

}  // namespace audit
