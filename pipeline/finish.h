// The end of a run, in one piece or merged: compare with the baseline, write the reports, remember the findings, say
// what it came to.
#pragma once

#include <filesystem>

#include "pipeline/options.h"
#include "pipeline/store.h"
#include "reporters/reporter.h"

namespace audit {

/// Throws SetupError for a baseline that is no run folder, and for new findings asked of a run without a baseline.
void CheckBaseline(const FinishOptions& options);

/// Reads the waivers that the options name into `run`. Throws SetupError; to be called before the work.
void TakeWaivers(const FinishOptions& options, RunInfo& run);

/// Returns the exit code. `out` is the run folder, `state` where its database lies (often the same). Reports that
/// already stand and say all this are left as they are, but for the times in run.json.
int FinishRun(const FinishOptions& options, RunInfo& run, Store& store, const std::filesystem::path& out,
              const std::filesystem::path& state);

}  // namespace audit
