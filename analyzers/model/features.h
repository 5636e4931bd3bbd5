// What the model reads of a statement: words, word pairs, letter runs, stems, concepts and their order, negation,
// shape, outline, and what the context rules found. Each feature is a 64-bit key; where it stands is kept for
// explanations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/text/concepts.h"
#include "analyzers/text/tokens.h"

namespace audit {

/// Part of every key and so of the stored model: never renumber.
enum class FeatureGroup : std::uint8_t {
  kWord = 0,
  kWordPair = 1,
  kLetters = 2,
  kHanRun = 3,
  kStem = 4,
  kStemPair = 5,
  kSkipPair = 6,
  kNegated = 7,
  kShape = 8,
  kConcept = 9,
  kConceptPair = 10,
  kPattern = 11,
  kContext = 12,
  kOutline = 13,
};
inline constexpr std::size_t kFeatureGroupCount = 14;

struct Feature {
  std::uint64_t key = 0;
  FeatureGroup group = FeatureGroup::kWord;
  std::uint32_t first = 0;  ///< index of the first token it was read from
  std::uint32_t last = 0;   ///< index of the last one, inclusive
};

/// Something an earlier stage decided about a statement: "an own product stands in a status frame".
struct ContextFeature {
  std::uint64_t key = 0;    ///< of its name, by FeatureKey
  std::uint32_t first = 0;  ///< tokens, inclusive; a feature of the whole statement spans all
  std::uint32_t last = 0;
};

/// Same name, same key, on every machine.
std::uint64_t FeatureKey(std::string_view name);

/// One key of two; the order counts.
std::uint64_t JoinKeys(std::uint64_t a, std::uint64_t b);

/// The spans must remain live while it is used.
struct ModelInput {
  const TokenizedText& text;
  std::span<const ConceptMatch> concepts;
  std::span<const ContextFeature> context;
};

/// Immutable after construction; any number of threads may use one.
class FeatureReader {
 public:
  /// `concept_names` by ConceptId, as ConceptMatcher::Names().
  explicit FeatureReader(std::span<const std::string> concept_names);

  /// All features but those of single words. Replaces the content of `out`, so that one vector serves many statements.
  /// The same key may come several times and counts once.
  void Read(const ModelInput& input, std::vector<Feature>& out) const;

  /// Replaces the content of `out` with the features of a word by itself, at token 0. They depend on nothing but the
  /// word and may be kept by it. The same key may come several times and counts once; those of each different
  /// word of a statement count, also where they are the same.
  static void ReadWord(const Token& token, std::vector<Feature>& out);

 private:
  std::vector<std::uint64_t> concept_keys_;
};

}  // namespace audit
