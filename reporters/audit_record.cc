#include "reporters/audit_record.h"

#include <algorithm>

namespace audit {

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAudited:
      return "audited";
    case Outcome::kPartlyRead:
      return "partly-read";
    case Outcome::kUnreadable:
      return "unreadable";
    case Outcome::kUnsupported:
      return "unsupported";
    case Outcome::kTimedOut:
      return "timed-out";
    case Outcome::kCrashed:
      return "crashed";
    case Outcome::kSkipped:
      return "skipped";
  }
  return "";
}

bool IsClean(const AuditRecord& record) {
  return record.outcome == Outcome::kAudited && record.coverage.IsComplete() && record.unjudged.empty() &&
         std::none_of(record.findings.begin(), record.findings.end(),
                      [](const Finding& finding) { return finding.severity > Severity::kInfo; });
}

bool IsNotFullyRead(const AuditRecord& record) {
  if (record.outcome == Outcome::kAudited) return !record.coverage.IsComplete();
  return record.outcome != Outcome::kSkipped;
}

}  // namespace audit
