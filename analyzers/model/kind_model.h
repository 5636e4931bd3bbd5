// The statistical model beside the rules: how likely each kind is for one statement, learnt from labelled lines.
// Loaded once, then immutable: any number of threads and forked workers may use it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/features.h"
#include "analyzers/statement.h"

namespace audit {

struct ModelData;

struct KindScore {
  double confidence = 0;  ///< 0..1, calibrated on held-out statements: of those with 0.8, about 80 % have the kind
  bool stands = false;    ///< confidence reaches the kind's threshold
};

/// Of one statement.
struct KindScores {
  std::array<KindScore, kStatementKindCount> kinds{};  ///< by StatementKind
  double any_claim = 0;  ///< confidence that it makes a claim, of whatever kind; 0 at the first reading

  KindScore& operator[](std::size_t kind) { return kinds[kind]; }
  const KindScore& operator[](std::size_t kind) const { return kinds[kind]; }
};

/// Words that moved the model towards a kind.
struct WordEvidence {
  TextSpan source;    ///< of the statement's text
  double weight = 0;  ///< in units of the score; greater is stronger, always positive
};

/// What the known features of a word, or of several, come to.
struct WordSums {
  std::array<float, kStatementKindCount> kinds{};  ///< their parts in the score of each kind, not yet divided by norm
  float square = 0;                                ///< sum of the squares of their amounts
};

/// What the model knows of one statement's features. Reused, it saves allocations.
struct KindReading {
  struct Known {
    std::uint32_t row;      ///< of the model
    std::uint32_t feature;  ///< index into `features`, of its first place
  };
  WordSums words;                 ///< of each different word by itself
  std::vector<Feature> features;  ///< all others
  std::vector<Known> known;       ///< of these, each row once
  double norm = 0;                ///< of the known features' amounts, words included
};

class KindModel {
 public:
  /// `concept_names` as ConceptMatcher::Names().
  KindModel(ModelData data, std::span<const std::string> concept_names);
  ~KindModel();
  KindModel(KindModel&&) noexcept;
  KindModel& operator=(KindModel&&) noexcept;

  /// Replaces the content of `reading`.
  void Read(const ModelInput& input, KindReading& reading) const;

  /// The first reading: of the statement's words, each kind by itself.
  KindScores Score(const KindReading& reading) const;

  /// The second reading: calls `scored` with the confidences of each of a document's statements in order, weighed with
  /// each other and with those around it, and its index. `first` as by Score; `leads` as by LeadsOthers, of the same
  /// length. A statement alone is a document of one.
  void ScoreInContext(std::span<const KindScores> first, const std::vector<bool>& leads,
                      const std::function<void(std::size_t, const KindScores&)>& scored) const;

  /// The words that spoke most for `kind`, strongest first, not overlapping; at most `limit`, and fewer or none when
  /// only the statement's shape or the absence of words decided.
  std::vector<WordEvidence> Explain(const TokenizedText& text, const KindReading& reading, StatementKind kind,
                                    std::size_t limit) const;

  struct Impl;

 private:
  std::unique_ptr<const Impl> impl_;
};

}  // namespace audit
