// The csv row of the reporter registry; contract in reporters/reporter.h.
#pragma once

#include <filesystem>

#include "reporters/reporter.h"

namespace audit {

void WriteCsv(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder);

}  // namespace audit
