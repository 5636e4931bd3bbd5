// The parts that every kind of run is made of: prepare, audit what the store's inputs lack, finish.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/options.h"
#include "pipeline/run_rules.h"
#include "pipeline/store.h"
#include "reporters/reporter.h"

namespace audit {

/// A run's information with its start, archives as shown, version, and what the machine's sandbox lacks. Throws
/// SetupError if it lacks something and the options demand all of it.
RunInfo BeginRunInfo(const RunOptions& options, const std::vector<std::string>& archives);

/// Audits every input of the store that has no valid record, from what is stored of it where that holds, and forgets
/// records without an input. Pictures go below `folder`, the run folder. Fills in what `run` tells of work done. Throws
/// SetupError when interrupted; what was audited is kept.
void AuditInputs(const RunOptions& options, RunRules& rules, Store& store, const std::filesystem::path& folder,
                 KeepReadings readings, RunInfo& run);

}  // namespace audit
