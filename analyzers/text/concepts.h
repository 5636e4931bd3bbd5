// All lexicon terms of both languages found in one pass over the tokens. A matcher is immutable after loading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/text/tokens.h"

namespace audit {

/// Index into ConceptMatcher::Names(); stable for one loaded matcher only.
using ConceptId = std::uint16_t;

struct ConceptMatch {
  ConceptId id = 0;
  std::size_t first = 0;   ///< index of the first token
  std::size_t last = 0;    ///< index of the last token, inclusive
  bool ambiguous = false;  ///< the lexicon marks the term `~`: it counts only where context supports it
};

class ConceptMatcher {
 public:
  /// Reads every *.tsv below `folder` (columns: concept, lang, term, flags; first line a header).
  /// Throws SetupError "file:line: ..." for a bad row.
  explicit ConceptMatcher(const std::filesystem::path& folder);
  ~ConceptMatcher();
  ConceptMatcher(ConceptMatcher&&) noexcept;
  ConceptMatcher& operator=(ConceptMatcher&&) noexcept;

  const std::vector<std::string>& Names() const;  ///< concept names, sorted
  /// Throws std::out_of_range for a concept that no lexicon defines.
  ConceptId IdOf(std::string_view name) const;

  /// The longest match of each concept at each place; matches of one concept never overlap, those of different
  /// concepts may ("Thai FDA" holds "FDA"). Ordered by first token, then by id. Time is linear in the text.
  std::vector<ConceptMatch> Match(const TokenizedText& text) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace audit
