// Cuts a statement into clauses, the stretches in which one assertion stands.
#pragma once

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Fills `clauses`, `clause_of` and `quoted`; needs tokens and concepts.
void SplitClauses(const ConceptIds& ids, StatementView& view);

}  // namespace audit
