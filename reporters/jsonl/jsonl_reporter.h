// The jsonl row of the reporter registry: the whole run as JSON Lines, one object a line, for scripts. What each holds
// is said by audit.schema.json beside this file (JSON Schema 2020-12). Members are only ever added.
#pragma once

#include <filesystem>

#include "reporters/reporter.h"

namespace audit {

/// audit.jsonl below `folder`; contract in reporters/reporter.h. Each document in path order, then its statements, then
/// its findings; at the end the findings of the baseline that are gone.
void WriteJsonLines(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder);

}  // namespace audit
