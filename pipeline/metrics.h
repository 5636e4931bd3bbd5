// --metrics: counts and times of a finished run as a textfile for Prometheus' node exporter.
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/run_summary.h"
#include "reporters/reporter.h"

namespace audit {

/// `seconds`: on the clock; `unix_s`: now.
std::string MetricsText(const RunInfo& run, const RunSummary& summary, int exit_code, double seconds,
                        std::int64_t unix_s);

}  // namespace audit
