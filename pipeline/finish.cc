#include "pipeline/finish.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "analyzers/setup_error.h"
#include "pipeline/metrics.h"
#include "pipeline/record_codec.h"
#include "pipeline/run_history.h"
#include "pipeline/run_log.h"
#include "pipeline/run_summary.h"
#include "pipeline/waivers.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Whether every file and folder that the reporters name is there.
bool ReportFilesStand(const fs::path& out) {
  for (const Reporter& reporter : Reporters())
    for (const std::string_view name : FilesOf(reporter)) {
      const fs::path file = out / name;
      if (!fs::exists(file) || (fs::is_directory(file) && fs::is_empty(file))) return false;
    }
  return true;
}

/// What the reports depend on besides the records; the times of a run change nothing in them.
std::string ReportKey(RunInfo run) {
  run.started_utc.clear();
  run.finished_utc.clear();
  run.cpu_seconds = 0;
  run.documents_reused = 0;
  run.documents_judged_again = 0;
  run.baseline.run.clear();
  return EncodeRunInfo(run);
}

/// Reports that say all that this run would say stand already: nothing was read, and nothing is new, changed or gone.
bool ReportsStand(const RunInfo& run, const Store& store, const fs::path& out) {
  const std::optional<RunInfo> before = store.GetRunInfo();
  if (!before || store.Mark("reports").empty() || !store.Mark("reports stale").empty()) return false;
  RunInfo now = run;
  now.baseline = before->baseline;
  now.baseline.name = run.baseline.name;
  const Baseline& then = before->baseline;
  return ReportKey(now) == store.Mark("reports") &&
         then.new_findings + then.changed_findings + then.gone_findings == 0 && ReportFilesStand(out);
}

/// Only the times of run.json are of the new run.
void RenewTimes(const RunInfo& run, const fs::path& out) {
  std::ifstream stream(out / "run.json", std::ios::binary);
  Json json = Json::parse(stream, nullptr, false);
  if (json.is_discarded()) throw SetupError(fmt::format("{}: was changed; remove it", (out / "run.json").string()));
  json["started_utc"] = run.started_utc;
  json["finished_utc"] = run.finished_utc;
  json["cpu_seconds"] = run.cpu_seconds;
  json["documents_reused"] = run.documents_reused;
  json["documents_judged_again"] = run.documents_judged_again;
  AtomicFile file(out / "run.json");
  file.Write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  file.Commit();
}

bool IsSameFolder(const fs::path& one, const fs::path& other) {
  std::error_code error;
  return fs::equivalent(one, other, error);
}

RunSummary WriteAll(const FinishOptions& options, RunInfo& run, Store& store, const fs::path& out) {
  store.SetMark("reports stale", "yes");
  RunHistory history(store);
  const std::string run_id = store.OpenRun(run.started_utc);
  const bool other = !options.baseline.empty() && !IsSameFolder(options.baseline, out);
  const std::string name = run.baseline.name;
  run.baseline = history.Compare(other ? options.baseline : fs::path(), run_id);
  run.baseline.name = name;
  const bool shown = !name.empty();
  if (!shown) run.baseline = {};
  store.PutRunInfo(run);
  const RecordSource& records = shown ? static_cast<const RecordSource&>(history) : store;
  WriteReports(run, records, out);
  const RunSummary summary = Summarize(WaivedRecords(records, run.waivers, run.rules));
  store.InTransaction([&] {
    history.Remember(run_id);
    store.CloseRun();
    store.SetMark("summary", EncodeSummary(summary));
    store.SetMark("reports", ReportKey(run));
    store.SetMark("reports stale", "");
  });
  return summary;
}

void WriteMetrics(const fs::path& file, const std::string& text) {
  if (file.empty()) return;
  AtomicFile out(file);
  out.Write(text);
  out.Commit();
}

double SecondsOf(const RunInfo& run) {
  std::array<std::tm, 2> times{};
  if (strptime(run.started_utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &times[0]) == nullptr ||
      strptime(run.finished_utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &times[1]) == nullptr)
    return 0;
  return difftime(timegm(&times[1]), timegm(&times[0]));
}

}  // namespace

void CheckBaseline(const FinishOptions& options) {
  if (options.baseline.empty() && options.fail_on.only_new)
    throw SetupError("--fail-on new:...: needs --baseline, the run that it is new since");
  if (!options.baseline.empty() && fs::exists(options.baseline) && !fs::is_directory(options.baseline))
    throw SetupError(fmt::format("--baseline {}: is no run folder", options.baseline.string()));
}

void TakeWaivers(const FinishOptions& options, RunInfo& run) {
  if (options.waivers.empty()) return;
  run.waivers = ReadWaivers(options.waivers, run.rules, options.waivers_day.empty() ? TodayUtc() : options.waivers_day);
}

int FinishRun(const FinishOptions& options, RunInfo& run, Store& store, const fs::path& out, const fs::path& state) {
  run.baseline.name = options.baseline.string();
  run.csv_mark = options.csv_mark;
  RunSummary summary;
  if (ReportsStand(run, store, out)) {
    run.baseline = store.GetRunInfo()->baseline;
    summary = DecodeSummary(store.Mark("summary"));
    store.CloseRun();
    RenewTimes(run, out);
  } else {
    summary = WriteAll(options, run, store, out);
  }
  if (state != out) store.CopyTo(out / "audit.db");
  const int code = ExitCodeOf(summary, options.fail_on);
  run.finished_utc = UtcNow();
  WriteMetrics(options.metrics, MetricsText(run, summary, code, SecondsOf(run), std::time(nullptr)));
  if (options.verbosity == Verbosity::kJsonLog) LogSummary(summary, run, code);
  if (options.verbosity == Verbosity::kNormal) PrintSummary(summary, run, out);
  return code;
}

}  // namespace audit
