// Turns what was found in a statement (rule hits, status frames, context) into labels, each with its reason in words.
// Labels that were considered and dropped are kept with `stands` = false.
#pragma once

#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/rule_book.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Needs a complete view; appends to its `decisions`. Standing labels first, then by kind; one label a kind.
std::vector<Label> DecideLabels(const ConceptIds& ids, const RuleBook& rules, StatementView& view);

/// Puts standing labels first, then orders by kind, and keeps one label a kind: a standing one if there is any.
void OrderLabels(std::vector<Label>& labels);

}  // namespace audit
