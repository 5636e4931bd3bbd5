// What a finished run adds up to on the terminal and in its exit code.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "analyzers/finding.h"
#include "pipeline/options.h"
#include "reporters/reporter.h"

namespace audit {

struct RunSummary {
  std::map<Outcome, std::size_t> outcomes;
  std::map<Severity, std::size_t, std::greater<>> findings;  ///< waived ones too
  std::size_t documents = 0;
  std::size_t not_fully_read = 0;
  std::size_t waived = 0;
  std::optional<Severity> worst_open;      ///< of findings that no waiver decides
  std::optional<Severity> worst_new_open;  ///< of those that are new since the baseline
};

/// One pass over the records.
RunSummary Summarize(const RecordSource& records);

/// On standard output, in words.
void PrintSummary(const RunSummary& summary, const RunInfo& run, const std::filesystem::path& folder);

/// As an event of --json-log.
void LogSummary(const RunSummary& summary, const RunInfo& run, int exit_code);

int ExitCodeOf(const RunSummary& summary, const FailOn& fail_on);

/// For the store, which keeps it for a run that finds nothing changed.
std::string EncodeSummary(const RunSummary& summary);
RunSummary DecodeSummary(const std::string& json);

}  // namespace audit
