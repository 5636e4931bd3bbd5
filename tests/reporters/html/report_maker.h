// Reports of invented records for the tests of the HTML reporter: written to a folder that goes at once, as texts by
// name.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/html/html_reporter.h"
#include "reporters/html/page_folder.h"
#include "tests/reporters/html/markup_check.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {

inline constexpr std::string_view kHostile =
    "\"></style></script><img src=x onerror='alert(1)'>\u202Edaolyap\x1B[2J{{path}}";

/// All files below the run folder, by path relative to it.
using Files = std::map<std::string, std::string>;

inline Files Written(const std::filesystem::path& folder) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path().lexically_relative(folder).string()] = ReadFile(entry.path());
  return files;
}

inline Files Report(const RunInfo& run, const std::vector<AuditRecord>& records) {
  const TempFolder folder;
  WriteHtml(run, ListSource(records), folder.Path());
  return Written(folder.Path());
}

inline std::string Page(const RunInfo& run, const std::vector<AuditRecord>& records) {
  return Report(run, records)["report.html"];
}

inline std::string Page(const std::vector<AuditRecord>& records) { return Page(SomeRun(), records); }

inline std::string ListOf(std::string_view list, const std::vector<AuditRecord>& records) {
  return Report(SomeRun(), records)[fmt::format("pages/{}.html", list)];
}

inline std::string PageOf(const AuditRecord& record) {
  return Report(SomeRun(), {record})["pages/" + DocumentPage(record.document_id)];
}

inline std::string Between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  const std::size_t end = text.find(to, begin);
  if (begin == std::string::npos || end == std::string::npos) return "";
  return text.substr(begin, end - begin);
}

/// The entry of the list of documents.
inline std::string Entry(const std::string& list, std::string_view path) {
  const std::size_t at = list.find(fmt::format(">{}<", path));
  if (at == std::string::npos) return "";
  return list.substr(list.rfind("<li", at), list.find("</li>", at) - list.rfind("<li", at));
}

inline RuleInfo RuleOf(std::string_view id) {
  RuleInfo rule;
  rule.id = id;
  rule.title = "Title of the rule";
  return rule;
}

inline RunInfo RunWithRules() {
  RunInfo run = SomeRun();
  run.rules = {RuleOf("us/false-approval"), RuleOf("us/superiority")};
  return run;
}

inline AuditRecord RecordWithFinding(std::string_view path, Severity severity) {
  AuditRecord record = RecordAt(path);
  record.statements = {StatementOf("Our approved cells, today.", {LabelOf(StatementKind::kApprovalClaim)})};
  record.findings = {FindingOf("us/false-approval", severity, "approved cells")};
  record.findings[0].statements = {0};
  return record;
}

/// A record in which every text is hostile.
inline AuditRecord HostileRecord() {
  const std::string text(kHostile);
  AuditRecord record = RecordWithFinding(text, Severity::kCritical);
  record.outcome = Outcome::kPartlyRead;
  record.outcome_detail = text;
  record.format = record.title = record.sha256 = text;
  record.coverage.limits_hit = {text + "2"};
  record.anomalies = {{text, text, OnPage(0, text)}};
  record.facts.because = {text};
  record.facts.not_classified = text;
  record.facts.jurisdictions = {text};
  record.facts.language = text;
  record.statements[0].text = "before " + text + " after";
  Finding& finding = record.findings[0];
  finding.title = finding.message = finding.reason = finding.rewrite = finding.as_of = text;
  finding.authorities = {{text, Verification::kSecondary, text}};
  finding.places = {{OnPage(1, text), text}, {OnPage(2), text + "other"}};
  record.checklist = {{text, text, Answered::kPartly, {{OnPage(1, text), text}}}};
  return record;
}

/// What is wrong with a page or one of its links; empty: nothing.
inline std::string BrokenPage(const Files& files) {
  for (const auto& [name, text] : files) {
    if (!name.ends_with(".html")) continue;
    if (const std::string broken = BrokenMarkup(text); !broken.empty()) return name + ": " + broken;
    for (const std::string& link : LinksOut(text)) {
      const std::string file = link.substr(0, link.find('#'));
      const auto target = (std::filesystem::path(name).parent_path() / file).lexically_normal().string();
      if (files.count(target) == 0) return fmt::format("{}: no page {}", name, link);
      const std::size_t fragment = link.find('#');
      // A name with '=' is a choice of the list, which need not be an element of the page.
      if (fragment == std::string::npos || link.find('=', fragment) != std::string::npos) continue;
      if (files.at(target).find(fmt::format(" id=\"{}\"", link.substr(fragment + 1))) == std::string::npos)
        return fmt::format("{}: {} leads nowhere", name, link);
    }
  }
  return "";
}

}  // namespace audit
