// One record for each input file: what came of it. The unit of the store and of every report. Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/statement.h"
#include "parsers/document.h"
#include "reporters/baseline.h"

namespace audit {

enum class Outcome : std::uint8_t {
  kAudited,      ///< read in whole and judged
  kPartlyRead,   ///< judged, but some of it could not be read: never "clean"
  kUnreadable,   ///< nothing could be read: locked, damaged, empty, denied
  kUnsupported,  ///< not a format that we read
  kTimedOut,
  kCrashed,
  kSkipped,  ///< left out on purpose; outcome_detail says why
};

/// All outcomes, in the order in which reports list them.
inline constexpr std::array kAllOutcomes = {Outcome::kAudited,     Outcome::kPartlyRead, Outcome::kUnreadable,
                                            Outcome::kUnsupported, Outcome::kTimedOut,   Outcome::kCrashed,
                                            Outcome::kSkipped};

std::string_view OutcomeName(Outcome outcome);

struct AuditRecord {
  std::string document_id;  ///< stable for a path: first 12 hex digits of SHA-256 of `path`
  std::string path;         ///< relative to the archive root, '/' between parts, bytes outside UTF-8 as \xNN
  std::string sha256;       ///< of the bytes read; "" if none were
  std::string format;       ///< parser name, or ""
  std::uint64_t bytes = 0;
  std::int64_t modified_unix_s = 0;
  Outcome outcome = Outcome::kUnreadable;
  std::string outcome_detail;  ///< for everything but kAudited: what, why, with the limit used
  Coverage coverage;
  std::vector<Anomaly> anomalies;
  std::string title;  ///< as the document says; may be empty
  DocumentFacts facts;
  std::vector<Statement> statements;      ///< those with at least one label; order of the text
  std::vector<Finding> findings;          ///< Finding::statements index `statements` of this record
  std::vector<ChecklistPoint> checklist;  ///< the questions that its text gives rise to
  std::vector<FindingHistory> history;    ///< one for each finding if the run has a baseline, else empty; not stored
  std::vector<std::string> unjudged;      ///< jurisdictions of the document that no pack in force speaks for, sorted
  std::string policy_digest;
  std::string tool_version;
};

/// Whether the record may be called clean: audited in whole, judged by the law of each of its jurisdictions, without
/// findings above info.
bool IsClean(const AuditRecord& record);

/// Whether some of the document was not read, so that exit code 3 and the report's first table name it.
bool IsNotFullyRead(const AuditRecord& record);

}  // namespace audit
