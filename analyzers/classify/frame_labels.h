// Which kind of statement a status frame makes: whose standing is meant decides (approval-claim for the product,
// device-clearance for equipment, borrowed-authority for premises), and how the words are held.
#pragma once

#include <optional>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

/// Nothing when the frame bears on no kind ("licensed physicians").
std::optional<Label> LabelOfFrame(const ConceptIds& ids, const StatementView& view, const StatusFrame& frame);

}  // namespace audit
