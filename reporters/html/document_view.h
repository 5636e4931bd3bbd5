// What the page of one document shows: its facts, its statements in order, the findings beside them. No markup is made
// here.
#pragma once

#include <string>
#include <vector>

#include "reporters/audit_record.h"
#include "reporters/html/template.h"
#include "reporters/reporter.h"

namespace audit {

/// For kDocument. `fixed_rules`: ids of rules that may not be waived, sorted.
View DocumentView(const RunInfo& run, const AuditRecord& record, const std::vector<std::string>& fixed_rules);

}  // namespace audit
