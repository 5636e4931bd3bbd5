// Tables of phrases: "What they say | What it means". A cell that is wholly a quotation, in a column of such cells,
// mentions its words; it does not say them. A single quotation may well be a patient whom the seller lets speak.
#pragma once

#include <vector>

#include "analyzers/statement.h"

namespace audit {

/// Takes back the claims of quoted cells, with the reason. `statements` are those of `document`.
void ReadQuotedColumns(const Document& document, std::vector<Statement>& statements);

}  // namespace audit
