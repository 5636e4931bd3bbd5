// How the words of a statement are held: negated, asked, supposed, mentioned, reported of others, or asserted.
// Negation follows NegEx: a cue opens a scope that ends with the clause; look-alikes ("not only", 非常) open none.
#pragma once

#include <string>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Fills `cues`; needs tokens, concepts and clauses.
void FindContextCues(const ConceptIds& ids, StatementView& view);

struct StanceDecision {
  Stance stance = Stance::kAsserted;
  TokenRange cue;   ///< the words that decided; empty when asserted by default
  std::string why;  ///< in words; empty when asserted by default
};

enum class InnerNegation : std::uint8_t {
  kCounts,          ///< a negation among the words turns them
  kBelongsToClaim,  ///< "no side effects": it is what they say
};

/// The stance of the words in `range`. A negation counts when an odd number of cues reach the words.
StanceDecision StanceOf(const StatementView& view, const TokenRange& range, InnerNegation inner);

/// True if a cue of `kind` has the words of `range` in its scope.
bool InScope(const StatementView& view, const TokenRange& range, CueKind kind);

}  // namespace audit
