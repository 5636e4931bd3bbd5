// Binds regulatory status words to their bearer: "X is approved", "our FDA-approved X", "X holds clearance", "the FDA
// approved X", 經衛福部核准的X. The bare noun "approval" makes no frame.
#pragma once

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Fills `frames`; needs tokens, concepts, clauses and masks.
void FindStatusFrames(const ConceptIds& ids, StatementView& view);

}  // namespace audit
