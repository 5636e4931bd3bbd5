// The only list of reporters. A new reporter is a subfolder with its write function and one row here.
#include <algorithm>
#include <array>

#include "reporters/csv/csv_reporter.h"
#include "reporters/html/html_reporter.h"
#include "reporters/json/run_reporter.h"
#include "reporters/jsonl/jsonl_reporter.h"
#include "reporters/reporter.h"
#include "reporters/sarif/sarif_reporter.h"

namespace audit {
namespace {

constexpr std::array kReporters = {
    Reporter{"csv", "tables for spreadsheets and scripts", "documents.csv statements.csv findings.csv", WriteCsv},
    Reporter{"html", "the audit report: an overview, lists, and a page for each document", "report.html pages/",
             WriteHtml},
    Reporter{"json", "the run itself: versions, policy, counts, times", "run.json", WriteRunJson},
    Reporter{"sarif", "findings for systems that collect results of many tools (SARIF 2.1.0)", "findings.sarif",
             WriteSarif},
    Reporter{"jsonl", "documents, statements and findings for scripts, one JSON object a line", "audit.jsonl",
             WriteJsonLines},
};

}  // namespace

std::span<const Reporter> Reporters() { return kReporters; }

std::vector<std::string_view> FilesOf(const Reporter& reporter) {
  std::vector<std::string_view> out;
  std::string_view names = reporter.files;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const std::string_view name = names.substr(0, end);
    out.push_back(name.ends_with('/') ? name.substr(0, name.size() - 1) : name);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return out;
}

}  // namespace audit
