#include "reporters/csv/csv_reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/vocabulary.h"
#include "reporters/csv/csv_table.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"
#include "reporters/run_totals.h"
#include "reporters/utc_time.h"
#include "reporters/wording.h"

namespace audit {
namespace {

// Scripts read these tables: columns are only ever appended.
constexpr std::array<std::string_view, 27> kDocumentColumns = {"document_id",   "path",
                                                               "sha256",        "format",
                                                               "bytes",         "modified_utc",
                                                               "pages",         "pages_read",
                                                               "pages_by_ocr",  "language",
                                                               "title",         "jurisdictions",
                                                               "product_track", "role",
                                                               "outcome",       "outcome_detail",
                                                               "statements",    "claims",
                                                               "disclosures",   "findings_critical",
                                                               "findings_high", "findings_medium",
                                                               "findings_low",  "findings_info",
                                                               "checklist_met", "anomalies",
                                                               "not_classified"};
constexpr std::array<std::string_view, 12> kStatementColumns = {"statement_id", "document_id", "path",   "place",
                                                                "block_kind",   "kinds",       "stance", "subject",
                                                                "jurisdiction", "text",        "cue",    "because"};
constexpr std::array<std::string_view, 17> kFindingColumns = {
    "finding_id",     "document_id", "path",          "rule",        "category",
    "severity",       "place",       "quote",         "message",     "rewrite",
    "authorities",    "reason",      "statement_ids", "disposition", "disposition_note",
    "first_seen_run", "fingerprint"};

// Only where the run has a baseline.
constexpr std::array<std::string_view, 9> kChangeColumns = {"change", "path",  "rule",           "severity",   "place",
                                                            "quote",  "title", "first_seen_run", "fingerprint"};

/// `text` unless it is there already: places and quotes of one finding often repeat.
void AddOnce(std::vector<std::string>& values, std::string text) {
  if (!text.empty() && std::find(values.begin(), values.end(), text) == values.end()) values.push_back(std::move(text));
}

std::vector<std::string> DocumentRow(const AuditRecord& record) {
  const StatementCounts counts = CountStatements(record);
  const auto findings = [&record](Severity severity) {
    return std::to_string(std::count_if(record.findings.begin(), record.findings.end(),
                                        [severity](const Finding& each) { return each.severity == severity; }));
  };
  std::vector<std::string> anomalies;
  for (const Anomaly& anomaly : record.anomalies)
    AddOnce(anomalies, anomaly.name);
  return {record.document_id,
          record.path,
          record.sha256,
          record.format,
          std::to_string(record.bytes),
          UtcTime(record.modified_unix_s),
          std::to_string(record.coverage.pages_total),
          std::to_string(record.coverage.pages_read),
          std::to_string(record.coverage.pages_by_ocr),
          record.facts.language,
          record.title,
          JoinValues(record.facts.jurisdictions),
          std::string(NameOf(record.facts.track)),
          std::string(NameOf(record.facts.role)),
          std::string(OutcomeName(record.outcome)),
          record.outcome_detail + (record.outcome_detail.empty() || record.unjudged.empty() ? "" : " ") +
              UnjudgedInWords(record),
          std::to_string(record.statements.size()),
          std::to_string(counts.claims),
          std::to_string(counts.disclosures),
          findings(Severity::kCritical),
          findings(Severity::kHigh),
          findings(Severity::kMedium),
          findings(Severity::kLow),
          findings(Severity::kInfo),
          ChecklistMet(record),
          JoinValues(anomalies),
          record.facts.not_classified};
}

/// `kinds` holds what stands; the columns after it go with `kinds` value by value. A statement in which nothing stands
/// has no kinds, and those columns say what was considered and why it was dropped.
std::vector<std::string> StatementRow(const AuditRecord& record, std::size_t index) {
  const Statement& statement = record.statements[index];
  const bool some_stand =
      std::any_of(statement.labels.begin(), statement.labels.end(), [](const Label& label) { return label.stands; });
  std::vector<std::string> kinds, stances, subjects, cues, reasons;
  for (const Label& label : statement.labels) {
    if (label.stands != some_stand) continue;
    if (label.stands) kinds.emplace_back(NameOf(label.kind));
    stances.emplace_back(NameOf(label.stance));
    subjects.emplace_back(NameOf(label.subject));
    cues.push_back(label.cue);
    reasons.push_back(label.because);
  }
  return {StatementId(record, index),
          record.document_id,
          record.path,
          PlaceInWords(statement.where),
          std::string(NameOf(statement.block_kind)),
          JoinValues(kinds),
          JoinValues(stances),
          JoinValues(subjects),
          statement.jurisdiction,
          statement.text,
          JoinValues(cues),
          JoinValues(reasons)};
}

std::vector<std::string> FindingRow(const AuditRecord& record, const Finding& finding, const std::string& id,
                                    const std::string& first_seen_run) {
  std::vector<std::string> places, quotes, authorities, statements;
  for (const Place& place : finding.places) {
    AddOnce(places, PlaceInWords(place.where));
    AddOnce(quotes, place.quote);
  }
  for (const Authority& authority : finding.authorities)
    authorities.push_back(fmt::format("{} ({}, law as of {})", authority.cite,
                                      VerificationInWords(authority.verification), finding.as_of));
  for (const std::size_t index : finding.statements)
    statements.push_back(StatementId(record, index));
  return {id,
          record.document_id,
          record.path,
          finding.rule,
          finding.category,
          std::string(NameOf(finding.severity)),
          JoinValues(places),
          JoinValues(quotes),
          finding.message,
          finding.rewrite,
          JoinValues(authorities),
          finding.reason,
          JoinValues(statements),
          finding.disposition == Disposition::kOpen ? "" : std::string(NameOf(finding.disposition)),
          finding.disposition_note,
          first_seen_run,
          finding.fingerprint};
}

void WriteChanges(const RecordSource& records, const std::filesystem::path& file, CsvMark mark) {
  CsvTable changes(file, kChangeColumns, mark);
  records.ForEach([&changes](const AuditRecord& record) {
    for (std::size_t i = 0; i < record.history.size(); ++i) {
      const Finding& finding = record.findings[i];
      const FindingHistory& history = record.history[i];
      if (history.change == FindingChange::kOld) continue;
      const Place place = finding.places.empty() ? Place() : finding.places.front();
      changes.Add(std::vector<std::string>{std::string(ChangeInWords(history.change)), record.path, finding.rule,
                                           std::string(NameOf(finding.severity)), PlaceInWords(place.where),
                                           place.quote, finding.title, history.first_seen_run, finding.fingerprint});
    }
  });
  records.ForEachGone([&changes](const GoneFinding& gone) {
    changes.Add(std::vector<std::string>{"gone", gone.path, gone.rule, std::string(NameOf(gone.severity)), gone.place,
                                         gone.quote, gone.title, gone.first_seen_run, gone.fingerprint});
  });
  changes.Commit();
}

}  // namespace

void WriteCsv(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  CsvTable documents(folder / "documents.csv", kDocumentColumns, run.csv_mark);
  CsvTable statements(folder / "statements.csv", kStatementColumns, run.csv_mark);
  CsvTable findings(folder / "findings.csv", kFindingColumns, run.csv_mark);
  records.ForEach([&](const AuditRecord& record) {
    documents.Add(DocumentRow(record));
    for (std::size_t i = 0; i < record.statements.size(); ++i)
      statements.Add(StatementRow(record, i));
    const std::vector<std::string> ids = FindingIds(record);
    for (std::size_t i = 0; i < ids.size(); ++i)
      findings.Add(FindingRow(record, record.findings[i], ids[i],
                              record.history.empty() ? "" : record.history[i].first_seen_run));
  });
  documents.Commit();
  statements.Commit();
  findings.Commit();
  if (!run.baseline.name.empty()) WriteChanges(records, folder / "changes.csv", run.csv_mark);
}

}  // namespace audit
