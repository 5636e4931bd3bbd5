// Counts of concepts over a whole document, with the first few wordings for a reason in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Whether wordings that the lexicons mark as ambiguous are counted too.
enum class Ambiguous : std::uint8_t { kLeftOut, kCounted };

struct Tally {
  std::size_t count = 0;
  std::size_t distinct = 0;        ///< different wordings, letter case apart
  std::vector<std::string> words;  ///< verbatim, at most three

  /// `"our clinic", "our doctors"`.
  std::string Quoted() const;
};

/// Matches of `set` that do not overlap one another; those that are also a match of `except` are left out.
Tally Count(const ConceptSet& set, const std::vector<StatementView>& views, Ambiguous ambiguous = Ambiguous::kLeftOut,
            const ConceptSet& except = {});

/// Tokens of all statements.
std::size_t TokensOf(const std::vector<StatementView>& views);

}  // namespace audit
