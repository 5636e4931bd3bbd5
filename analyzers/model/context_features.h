// What the rule stages found in a statement, as features of the model: labels kept and dropped, status frames, and
// which concepts stand in whose scope. So the model learns how far each decision of the rules can be trusted.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzers/classify/rule_book.h"
#include "analyzers/classify/statement_view.h"
#include "analyzers/model/features.h"

namespace audit {

/// `labels` as the rules decided them for `view`; `concept_names` by ConceptId.
std::vector<ContextFeature> ReadContext(const StatementView& view, std::span<const Label> labels, const RuleBook& rules,
                                        std::span<const std::string> concept_names);

}  // namespace audit
