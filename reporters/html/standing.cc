#include "reporters/html/standing.h"

#include <algorithm>

namespace audit {

Standing StandingOf(const AuditRecord& record) {
  if (record.outcome == Outcome::kSkipped) return Standing::kSkipped;
  if (IsNotFullyRead(record)) return Standing::kNotFullyRead;
  if (IsClean(record)) return record.findings.empty() ? Standing::kClean : Standing::kNotes;
  const bool found = std::any_of(record.findings.begin(), record.findings.end(),
                                 [](const Finding& finding) { return finding.severity > Severity::kInfo; });
  return found ? Standing::kFindings : Standing::kUnjudged;
}

std::string_view NameOf(Standing standing) {
  switch (standing) {
    case Standing::kNotFullyRead:
      return "not-read";
    case Standing::kUnjudged:
      return "unjudged";
    case Standing::kFindings:
      return "findings";
    case Standing::kNotes:
      return "notes";
    case Standing::kClean:
      return "clean";
    case Standing::kSkipped:
      return "skipped";
  }
  return "";
}

std::string_view StandingInWords(Standing standing) {
  switch (standing) {
    case Standing::kNotFullyRead:
      return "Not fully read";
    case Standing::kUnjudged:
      return "Not judged in whole";
    case Standing::kFindings:
      return "With findings";
    case Standing::kNotes:
      return "Clean, with checklist notes";
    case Standing::kClean:
      return "Clean, nothing found";
    case Standing::kSkipped:
      return "Left out on purpose";
  }
  return "";
}

}  // namespace audit
