#include "pipeline/metrics.h"

#include <fmt/format.h>

#include "analyzers/vocabulary.h"
#include "reporters/run_totals.h"

namespace audit {
namespace {

std::string Gauge(const std::string& name, const std::string& help) {
  return fmt::format("# HELP brochure_audit_{0} {1}\n# TYPE brochure_audit_{0} gauge\n", name, help);
}

template <typename Number>
std::string Single(const std::string& name, const std::string& help, Number value) {
  return Gauge(name, help) + fmt::format("brochure_audit_{} {}\n", name, value);
}

}  // namespace

std::string MetricsText(const RunInfo& run, const RunSummary& summary, int exit_code, double seconds,
                        std::int64_t unix_s) {
  std::string text = Gauge("documents", "Documents of the archive by outcome.");
  for (const Outcome outcome : kAllOutcomes)
    text += fmt::format("brochure_audit_documents{{outcome=\"{}\"}} {}\n", OutcomeName(outcome),
                        ValueOr0(summary.outcomes, outcome));
  const auto by_severity = [&text](const std::string& name, const std::string& help, const auto& counts) {
    text += Gauge(name, help);
    for (const auto& row : NamesOf<Severity>())
      text += fmt::format("brochure_audit_{}{{severity=\"{}\"}} {}\n", name, row.name, ValueOr0(counts, row.value));
  };
  by_severity("findings", "Findings by severity, waived ones too.", summary.findings);
  if (!run.baseline.name.empty())
    by_severity("new_findings", "Findings that are new since the baseline.", run.baseline.new_by_severity);
  text += Single("findings_waived", "Findings that a waiver decides.", summary.waived);
  text += Single("documents_not_fully_read", "Documents that nothing is said for.", summary.not_fully_read);
  text += Single("documents_reused", "Documents taken from the stored run.", run.documents_reused);
  text += Single("documents_judged_again", "Documents judged again from what was stored of their text.",
                 run.documents_judged_again);
  text += Single("run_seconds", "Time on the clock of the run.", seconds);
  text += Single("run_cpu_seconds", "Processor time of the run.", run.cpu_seconds);
  text += Single("run_exit_code", "Exit code of the run.", exit_code);
  return text +
         Single("run_finished_timestamp_seconds", "When the run was finished; a run that fails leaves it.", unix_s);
}

}  // namespace audit
