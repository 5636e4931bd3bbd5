// What the page shows of a record or a run: fills the templates' views. No markup is made here.
#pragma once

#include <cstddef>

#include "reporters/html/template.h"
#include "reporters/reporter.h"
#include "reporters/run_totals.h"

namespace audit {

/// For kHead, kTop, kDocumentsTop, kFindingsTop and kEnd.
View RunView(const RunInfo& run, const RunTotals& totals);

/// Adds a finding of the baseline that is gone to a RunView; the first ones are listed, the others counted elsewhere.
void AddGone(const GoneFinding& gone, View& view);

/// For kUnreadGroup: `documents` of one outcome.
View UnreadGroupView(Outcome outcome, std::size_t documents);

/// For kUnreadItem, kDocumentItem and kDocumentFindings.
View DocumentView(const AuditRecord& record);

/// Adds the findings of the record, in its order, to a DocumentView.
void AddFindings(const AuditRecord& record, View& view);

}  // namespace audit
