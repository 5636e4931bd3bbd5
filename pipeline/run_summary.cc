#include "pipeline/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzers/vocabulary.h"
#include "pipeline/exit_code.h"
#include "pipeline/refuse_fractions.h"
#include "pipeline/run_log.h"
#include "pipeline/terminal_text.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;

/// What the waivers did, and each that did nothing: somebody has to look at it again.
void PrintWaivers(const Waivers& waivers, std::size_t waived) {
  if (waivers.file.empty()) return;
  fmt::print("Waivers: {} read, {} findings waived\n", waivers.all.size(), waived);
  for (const Waiver& waiver : waivers.all)
    if (waiver.state != WaiverState::kInForce)
      fmt::print("  {}:{}: {} (until {}): {}\n", TerminalText(waivers.file), waiver.line, StateInWords(waiver.state),
                 waiver.until, TerminalText(waiver.reason));
}

}  // namespace

RunSummary Summarize(const RecordSource& records) {
  RunSummary summary;
  records.ForEach([&summary](const AuditRecord& record) {
    ++summary.documents;
    ++summary.outcomes[record.outcome];
    if (IsNotFullyRead(record)) ++summary.not_fully_read;
    for (std::size_t i = 0; i < record.findings.size(); ++i) {
      const Finding& finding = record.findings[i];
      ++summary.findings[finding.severity];
      if (finding.disposition != Disposition::kOpen) {
        ++summary.waived;
        continue;
      }
      summary.worst_open = std::max(summary.worst_open, std::optional(finding.severity));
      if (!record.history.empty() && record.history[i].change == FindingChange::kNew)
        summary.worst_new_open = std::max(summary.worst_new_open, std::optional(finding.severity));
    }
  });
  return summary;
}

void PrintSummary(const RunSummary& summary, const RunInfo& run, const std::filesystem::path& folder) {
  std::string outcomes;
  for (const auto& [outcome, count] : summary.outcomes)
    outcomes += fmt::format("{}{} {}", outcomes.empty() ? "" : ", ", count, OutcomeName(outcome));
  std::string findings;
  for (const auto& [severity, count] : summary.findings)
    findings += fmt::format("{}{} {}", findings.empty() ? "" : ", ", count, NameOf(severity));
  fmt::print("Documents: {}{}{}\n", summary.documents, outcomes.empty() ? "" : ": ", outcomes);
  fmt::print("Findings: {}\n", findings.empty() ? "none" : findings);
  if (!run.baseline.name.empty())
    fmt::print("Since {}: {} new, {} changed, {} gone\n",
               run.baseline.run.empty() ? "nothing (there is no earlier run)" : run.baseline.run,
               run.baseline.new_findings, run.baseline.changed_findings, run.baseline.gone_findings);
  PrintWaivers(run.waivers, summary.waived);
  fmt::print("Report: {}\n", (folder / "report.html").string());
}

void LogSummary(const RunSummary& summary, const RunInfo& run, int exit_code) {
  const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  LogFields fields = {{"exit_code", std::int64_t{exit_code}},
                      {"documents", count(summary.documents)},
                      {"not_fully_read", count(summary.not_fully_read)},
                      {"reused", count(run.documents_reused)},
                      {"judged_again", count(run.documents_judged_again)},
                      {"waived", count(summary.waived)}};
  for (const auto& [severity, findings] : summary.findings)
    fields.emplace_back(fmt::format("findings_{}", NameOf(severity)), count(findings));
  if (!run.baseline.name.empty()) {
    fields.emplace_back("new", count(run.baseline.new_findings));
    fields.emplace_back("changed", count(run.baseline.changed_findings));
    fields.emplace_back("gone", count(run.baseline.gone_findings));
  }
  LogEvent("finished", fields);
}

int ExitCodeOf(const RunSummary& summary, const FailOn& fail_on) {
  const std::optional<Severity>& worst = fail_on.only_new ? summary.worst_new_open : summary.worst_open;
  if (fail_on.severity && worst && *worst >= *fail_on.severity) return kExitFindings;
  return summary.not_fully_read > 0 ? kExitNotFullyRead : kExitOk;
}

std::string EncodeSummary(const RunSummary& summary) {
  Json outcomes = Json::array(), findings = Json::array();
  for (const auto& [outcome, count] : summary.outcomes)
    outcomes.push_back({OutcomeName(outcome), count});
  for (const auto& [severity, count] : summary.findings)
    findings.push_back({NameOf(severity), count});
  return Json{{"outcomes", outcomes},           {"findings", findings},
              {"documents", summary.documents}, {"not_fully_read", summary.not_fully_read},
              {"waived", summary.waived},       {"worst_open", summary.worst_open ? NameOf(*summary.worst_open) : ""}}
      .dump();
}

RunSummary DecodeSummary(const std::string& text) {
  const Json json = Json::parse(text, RefuseFractions());
  RunSummary summary;
  for (const Json& row : json.at("outcomes"))
    for (const Outcome outcome : kAllOutcomes)
      if (OutcomeName(outcome) == row.at(0).get<std::string>()) row.at(1).get_to(summary.outcomes[outcome]);
  for (const Json& row : json.at("findings"))
    if (const auto severity = ValueOf<Severity>(row.at(0).get<std::string>()))
      row.at(1).get_to(summary.findings[*severity]);
  json.at("documents").get_to(summary.documents);
  json.at("not_fully_read").get_to(summary.not_fully_read);
  json.at("waived").get_to(summary.waived);
  summary.worst_open = ValueOf<Severity>(json.at("worst_open").get<std::string>());
  return summary;
}

}  // namespace audit
