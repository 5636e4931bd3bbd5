// What a statement takes from those around it: the heading over a list, the question that an answer of one word
// answers, the sentence that a pronoun points back to.
#pragma once

#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Adds labels to `statements`, those of one document in reading order; `views` are theirs, one each.
void ReadNeighbours(const ConceptIds& ids, const std::vector<StatementView>& views, std::vector<Statement>& statements);

}  // namespace audit
