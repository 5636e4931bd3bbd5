// What each subcommand was asked to do: plain data, filled by command_line.cc from the one options table.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analyzers/finding.h"
#include "parsers/parser.h"

namespace audit {

/// Bounds on one document, enforced by the worker's kernel limits and the supervisor's clock.
struct DocumentLimits {
  int cpu_seconds = 20;        ///< processor time
  int wall_seconds = 60;       ///< time on the clock, for documents that wait instead of compute
  int memory_mib = 1536;       ///< address space of the worker
  std::size_t file_mib = 256;  ///< larger files are not read
  ParseLimits parse;
};

enum class Verbosity { kQuiet, kNormal };

struct RunOptions {
  std::vector<std::filesystem::path> archives;
  std::filesystem::path out;
  std::vector<std::string> policy;  ///< names or folders; empty = all installed packs
  int jobs = 0;                     ///< workers; 0 = one a processor
  std::optional<Severity> fail_on;  ///< absent = never; waived findings do not count
  std::filesystem::path waivers;    ///< file; empty = none
  std::string waivers_day;          ///< ISO 8601: the day on which waivers must still hold; "" = today in UTC
  DocumentLimits limits;            ///< with OCR, which `run` uses unless told not to
  Verbosity verbosity = Verbosity::kNormal;
};

struct ReportOptions {
  std::filesystem::path folder;
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

using Command = std::variant<RunOptions, ReportOptions, ParseOptions, ClassifyOptions, ExplainOptions, PolicyOptions>;

}  // namespace audit
