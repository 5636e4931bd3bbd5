// The names by which reports refer to a statement or a finding. The same record gives the same names everywhere.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reporters/audit_record.h"

namespace audit {

/// "0a1b2c3d4e5f-s0007" for the statement at `index` (from 0) of the record: numbers count from 1.
std::string StatementId(const AuditRecord& record, std::size_t index);

/// One for each finding, in order: "0a1b2c3d4e5f-9f8e7d6c", the document and the first 8 digits of the fingerprint; if
/// several begin alike, the second ends in "-2" and so on.
std::vector<std::string> FindingIds(const AuditRecord& record);

}  // namespace audit
