// The sarif row of the reporter registry: findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS), for
// viewers and systems that collect results of many tools.
#pragma once

#include <filesystem>

#include "reporters/reporter.h"

namespace audit {

/// findings.sarif below `folder`; contract in reporters/reporter.h.
void WriteSarif(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder);

}  // namespace audit
