#include "reporters/run_totals.h"

#include <algorithm>
#include <set>

#include "analyzers/vocabulary.h"

namespace audit {

StatementCounts CountStatements(const AuditRecord& record) {
  StatementCounts counts;
  for (const Statement& statement : record.statements) {
    const auto stands = [&statement](KindFamily family) {
      return std::any_of(statement.labels.begin(), statement.labels.end(),
                         [family](const Label& label) { return label.stands && FamilyOf(label.kind) == family; });
    };
    if (stands(KindFamily::kClaim)) ++counts.claims;
    if (stands(KindFamily::kDisclosure)) ++counts.disclosures;
  }
  return counts;
}

void RunTotals::Add(const AuditRecord& record) {
  ++documents;
  ++outcomes[record.outcome];
  if (IsClean(record)) ++clean;
  if (IsNotFullyRead(record)) ++not_fully_read;
  if (!record.unjudged.empty()) ++unjudged;
  const StatementCounts counts = CountStatements(record);
  statements += record.statements.size();
  claims += counts.claims;
  disclosures += counts.disclosures;
  findings += record.findings.size();
  if (!record.findings.empty()) ++documents_with_findings;
  std::set<Severity> severities;
  std::set<std::string> ids;
  for (const Finding& finding : record.findings) {
    ++findings_by_severity[finding.severity];
    if (finding.disposition != Disposition::kOpen) ++waived;
    severities.insert(finding.severity);
    RuleTotal& rule = rules[finding.rule];
    if (rule.findings++ == 0) rule.title = finding.title;
    rule.worst = std::max(rule.worst, finding.severity);
    if (ids.insert(finding.rule).second) ++rule.documents;
  }
  for (const Severity severity : severities)
    ++documents_by_severity[severity];
}

}  // namespace audit
