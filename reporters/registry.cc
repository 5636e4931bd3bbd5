// The only list of reporters. A new reporter is a subfolder with its write function and one row here.
#include <array>

#include "reporters/csv/csv_reporter.h"
#include "reporters/html/html_reporter.h"
#include "reporters/json/run_reporter.h"
#include "reporters/reporter.h"

namespace audit {
namespace {

constexpr std::array kReporters = {
    Reporter{"csv", "tables for spreadsheets and scripts", "documents.csv statements.csv findings.csv", WriteCsv},
    Reporter{"html", "the audit report, one self-contained page", "report.html", WriteHtml},
    Reporter{"json", "the run itself: versions, policy, counts, times", "run.json", WriteRunJson},
};

}  // namespace

std::span<const Reporter> Reporters() { return kReporters; }

}  // namespace audit
