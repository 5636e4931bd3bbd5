// What each subcommand was asked to do: plain data, filled by command_line.cc from the one options table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analyzers/finding.h"
#include "parsers/parser.h"
#include "reporters/packet/packet.h"

namespace audit {

enum class CsvMark : std::uint8_t;  // reporters/reporter.h

/// Bounds on one document, enforced by the worker's kernel limits and the supervisor's clock.
struct DocumentLimits {
  int cpu_seconds = 20;        ///< processor time
  int wall_seconds = 60;       ///< time on the clock, for documents that wait instead of compute
  int memory_mib = 1536;       ///< address space of the worker
  std::size_t file_mib = 256;  ///< larger files are not read
  ParseLimits parse;
  PictureLimits pictures;
};

/// Which files of an archive are read; the others are listed as skipped.
struct DiscoveryOptions {
  std::vector<std::string> include;  ///< patterns relative to the archive root; empty = all
  std::vector<std::string> exclude;
  int settle_seconds = 0;  ///< files changed less than so long before are deferred to the next run
  bool read_offline = false;
};

/// What to do on a machine that lacks a layer of the readers' sandbox.
enum class SandboxDemand { kBestEffort, kWhole };

enum class Verbosity {
  kQuiet,
  kNormal,
  kJsonLog,  ///< one JSON object a line on standard error
};

/// When a run ends with the exit code for findings; waived ones never count.
struct FailOn {
  std::optional<Severity> severity;  ///< at least this severe; absent = never
  bool only_new = false;             ///< count only what is new since the baseline
};

/// What finishes a run, whether in one piece or merged.
struct FinishOptions {
  std::filesystem::path baseline;  ///< run folder to compare with; empty = none
  FailOn fail_on;
  std::filesystem::path waivers;  ///< file; empty = none
  std::string waivers_day;        ///< ISO 8601: the day on which waivers must still hold; "" = today in UTC
  std::filesystem::path metrics;  ///< Prometheus textfile to write; empty = none
  CsvMark csv_mark{};             ///< none
  Verbosity verbosity = Verbosity::kNormal;
};

struct RunOptions {
  std::vector<std::filesystem::path> archives;
  std::filesystem::path out;
  std::filesystem::path work;      ///< local folder for the database; empty = `out`
  std::filesystem::path manifest;  ///< of `plan`, instead of archives
  std::string shard = "1/1";       ///< of the manifest, see ParseShard
  DiscoveryOptions discovery;
  SandboxDemand sandbox = SandboxDemand::kBestEffort;
  std::vector<std::string> policy;  ///< names or folders; empty = all installed packs
  int jobs = 0;                     ///< workers; 0 = one a processor
  DocumentLimits limits;            ///< with OCR, which `run` uses unless told not to
  FinishOptions finish;
};

struct PlanOptions {
  std::vector<std::filesystem::path> archives;
  std::filesystem::path manifest;
  std::filesystem::path work;
  DiscoveryOptions discovery;
};

struct MergeOptions {
  std::filesystem::path out;
  std::vector<std::filesystem::path> shards;  ///< shard folders, or folders that hold them
  std::filesystem::path work;
  FinishOptions finish;
};

struct DiffOptions {
  std::filesystem::path old_run;
  std::filesystem::path new_run;
};

struct ReportOptions {
  std::filesystem::path folder;
  std::optional<CsvMark> csv_mark;  ///< absent = as the run was told
};

/// Marked copies of originals.
struct AnnotateOptions {
  std::filesystem::path folder;     ///< run folder
  std::vector<std::string> select;  ///< see Selection
  std::filesystem::path out;        ///< folder to make
};

enum class ParseFormat { kText, kJson };

struct ParseOptions {
  std::filesystem::path file;
  ParseFormat format = ParseFormat::kText;
  ParseLimits limits;
};

struct ClassifyOptions {
  std::string input = "-";  ///< file, or "-" for standard input
};

struct ExplainOptions {
  std::string statement;
};

enum class PolicyAction { kList, kShow, kTest, kSchema };

/// Files whose JSON Schema `policy schema` prints.
enum class PolicyFile { kRule, kPack, kApprovals, kWaivers };

struct PolicyOptions {
  PolicyAction action = PolicyAction::kList;
  std::vector<std::string> policy;      ///< packs; empty = all installed
  std::string rule;                     ///< for kShow: a rule id
  PolicyFile file = PolicyFile::kRule;  ///< for kSchema
};

/// Whether the packet's pages are printed to PDF by a browser of this machine.
enum class PrintedPdf { kNever, kAuto };

struct PacketOptions {
  std::filesystem::path folder;     ///< run folder
  std::vector<std::string> select;  ///< see Selection
  std::filesystem::path out;        ///< folder to make, or zip
  bool zip = false;
  std::string prefix = "BA";  ///< of exhibit numbers
  Paper paper = Paper::kA4;
  PrintedPdf pdf = PrintedPdf::kAuto;
};

using Command = std::variant<RunOptions, PlanOptions, MergeOptions, DiffOptions, ReportOptions, AnnotateOptions,
                             PacketOptions, ParseOptions, ClassifyOptions, ExplainOptions, PolicyOptions>;

}  // namespace audit
