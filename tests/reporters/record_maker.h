// Small records for the tests of the reporters.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/sha256.h"
#include "reporters/reporter.h"

namespace audit {

class ListSource : public RecordSource {
 public:
  explicit ListSource(std::vector<AuditRecord> records) : records_(std::move(records)) {}
  void ForEach(const std::function<void(const AuditRecord&)>& visit) const override {
    for (const AuditRecord& record : records_)
      visit(record);
  }

 private:
  std::vector<AuditRecord> records_;
};

/// The same with one finding of the baseline that is gone.
class WithGone : public ListSource {
 public:
  using ListSource::ListSource;
  void ForEachGone(const std::function<void(const GoneFinding&)>& visit) const override {
    visit({"old.pdf", "us/guarantee", Severity::kLow, "Title", "words", "page 1", "0123456789abcdef", "2026-01-01"});
  }
};

/// A one-page HTML file that was read in whole and holds nothing.
inline AuditRecord RecordAt(std::string_view path) {
  AuditRecord record;
  record.path = path;
  record.document_id = Sha256Hex(path).substr(0, 12);
  record.sha256 = Sha256Hex("bytes");
  record.format = "html";
  record.outcome = Outcome::kAudited;
  record.coverage.pages_total = 1;
  record.coverage.pages_read = 1;
  return record;
}

inline AuditRecord UnreadAt(std::string_view path, Outcome outcome, std::string_view detail) {
  AuditRecord record = RecordAt(path);
  record.outcome = outcome;
  record.outcome_detail = detail;
  record.coverage = {};
  return record;
}

inline SourceLocation OnPage(int page, std::string_view part = "") {
  SourceLocation where;
  where.page = page;
  where.part = part;
  return where;
}

inline Label LabelOf(StatementKind kind) {
  Label label;
  label.kind = kind;
  return label;
}

/// Considered and dropped.
inline Label DroppedLabelOf(StatementKind kind) {
  Label label = LabelOf(kind);
  label.stands = false;
  return label;
}

inline Statement StatementOf(std::string_view text, std::vector<Label> labels) {
  Statement statement;
  statement.text = text;
  statement.where.page = 1;
  statement.labels = std::move(labels);
  return statement;
}

inline Finding FindingOf(std::string_view rule, Severity severity, std::string_view quote) {
  Finding finding;
  finding.rule = rule;
  finding.category = rule.substr(rule.find('/') + 1);
  finding.severity = severity;
  finding.title = "Title of the rule";
  finding.message = "What is wrong.";
  finding.reason = "The words say so.";
  finding.as_of = "2026-11-22";
  finding.authorities = {{"21 CFR 807.97", Verification::kVerified, ""}};
  finding.places = {{OnPage(2), std::string(quote)}};
  finding.fingerprint = Sha256Hex(std::string(rule) + std::string(quote)).substr(0, 16);
  return finding;
}

inline RunInfo SomeRun() {
  RunInfo run;
  run.tool_version = "1.2.3";
  run.archives = {"/archive"};
  run.packs = {{"us", "United States", "us", "2026-11-22", "1", 1}};
  run.policy_digest = "abc";
  run.limits = {"time on the clock a document: 60 s"};
  return run;
}

}  // namespace audit
