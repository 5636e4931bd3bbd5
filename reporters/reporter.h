// Reporters turn a run's records into files. Each is a row of registry.cc and writes below the run folder, all side by
// side, each in a thread of its own, as half their time is spent waiting for the disk; records are streamed in path
// order, so memory does not grow with the archive. Nothing but run.json may hold times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/policy.h"
#include "reporters/audit_record.h"
#include "reporters/waiver.h"

namespace audit {

/// The stored run as a stream that can be read more than once, also by several threads at a time.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  /// Calls `visit` for each record in ascending byte order of path.
  virtual void ForEach(const std::function<void(const AuditRecord&)>& visit) const = 0;
  /// Findings of the baseline that are gone, in ascending byte order of path; none without a baseline.
  virtual void ForEachGone(const std::function<void(const GoneFinding&)>&) const {}
};

/// How the CSV tables begin.
enum class CsvMark : std::uint8_t {
  kNone,
  kUtf8,  ///< a byte order mark, without which Excel does not take them for UTF-8
};

/// What is known of the run apart from its records.
struct RunInfo {
  std::string tool_version;
  std::vector<std::string> archives;  ///< as given on the command line
  std::vector<PackInfo> packs;
  std::vector<RuleInfo> rules;
  std::string policy_digest;
  Waivers waivers;
  Baseline baseline;
  std::vector<std::string> limits;    ///< limits in force, in words: "time a document: 60 s"
  std::vector<std::string> warnings;  ///< what weakens the run: a sandbox layer that is missing
  std::string started_utc;            ///< ISO 8601; only run.json shows times
  std::string finished_utc;
  CsvMark csv_mark = CsvMark::kNone;
  double cpu_seconds = 0;
  std::size_t documents_reused = 0;        ///< taken from the stored run; only run.json shows it
  std::size_t documents_judged_again = 0;  ///< from what was stored of their text; only run.json shows it
};

struct Reporter {
  std::string_view name;         ///< "csv"
  std::string_view description;  ///< for --help and the manual
  std::string_view files;        ///< what it always writes, parted by blanks: "findings.csv documents.csv"
  /// Writes its files below `folder`, each under a temporary name and renamed when whole.
  /// Throws SetupError if the folder cannot be written.
  void (*write)(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder);
};

/// All reporters: the only list.
std::span<const Reporter> Reporters();

/// The names of Reporter::files, one each, folders without their slash.
std::vector<std::string_view> FilesOf(const Reporter& reporter);

}  // namespace audit
