#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "analyzers/vocabulary.h"
#include "pipeline/commands.h"
#include "pipeline/exit_code.h"
#include "pipeline/run_history.h"
#include "pipeline/terminal_text.h"

namespace audit {

int RunCommand(const DiffOptions& options) {
  std::map<std::string, std::size_t, std::less<>> counts = {{"new", 0}, {"changed", 0}, {"gone", 0}};
  CompareRuns(options.old_run, options.new_run, [&counts](const FindingDifference& difference) {
    const GoneFinding& finding = difference.finding;
    ++counts.find(difference.what)->second;
    fmt::print("{:8}{:9}{}  {}{}{}\n", difference.what, NameOf(finding.severity), finding.rule,
               TerminalText(finding.path), finding.place.empty() ? "" : ", " + TerminalText(finding.place),
               finding.quote.empty() ? "" : ": " + TerminalText(finding.quote));
  });
  fmt::print("Findings: {} new, {} changed, {} gone\n", counts["new"], counts["changed"], counts["gone"]);
  return kExitOk;
}

}  // namespace audit
