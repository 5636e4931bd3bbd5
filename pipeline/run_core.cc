#include "pipeline/run_core.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <thread>
#include <utility>

#include "analyzers/setup_error.h"
#include "parsers/ocr_reader.h"
#include "pipeline/evidence_folder.h"
#include "pipeline/interrupt.h"
#include "pipeline/known_content.h"
#include "pipeline/progress.h"
#include "pipeline/run_log.h"
#include "pipeline/sandbox.h"
#include "pipeline/worker_pool.h"

namespace audit {
namespace {

constexpr std::size_t kPendingBatch = 1024;

double CpuSeconds() {
  double seconds = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime})
      seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  }
  return seconds;
}

/// Hands out inputs without a record, a batch at a time, so that memory does not grow with the archive.
class PendingInputs {
 public:
  PendingInputs(const Store& store, const RunRules& rules) : store_(store), rules_(rules) {}

  std::optional<Input> Next() {
    if (batch_.empty() && !ended_) {
      const auto more = store_.Pending([this](std::size_t i) { return rules_.Key(i); }, last_, kPendingBatch);
      batch_.assign(more.begin(), more.end());
      ended_ = more.size() < kPendingBatch;
    }
    if (batch_.empty()) return std::nullopt;
    Input input = std::move(batch_.front());
    batch_.pop_front();
    last_ = input.path;
    return input;
  }

 private:
  const Store& store_;
  const RunRules& rules_;
  std::deque<Input> batch_;
  std::string last_;
  bool ended_ = false;
};

}  // namespace

RunInfo BeginRunInfo(const RunOptions& options, const std::vector<std::string>& archives) {
  RunInfo run;
  run.started_utc = UtcNow();
  run.tool_version = AUDIT_VERSION;
  run.archives = archives;
  for (const std::string& layer : ProbeSandbox(options.limits))
    run.warnings.push_back(fmt::format("This machine does not give the readers' sandbox: {}", layer));
  if (options.sandbox == SandboxDemand::kWhole && !run.warnings.empty())
    throw SetupError(fmt::format("--require-sandbox: {}", run.warnings.front()));
  if (options.limits.parse.ocr.mode != OcrMode::kNever && OcrDescription().empty())
    run.warnings.push_back(fmt::format("Pictures are not read: there is no English model in {}", OcrModelFolder()));
  return run;
}

void AuditInputs(const RunOptions& options, const RunRules& rules, Store& store, const std::filesystem::path& folder,
                 RunInfo& run) {
  const EvidenceFolder evidence(folder);
  evidence.ForgetRecordsWithout(store);
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  WorkerPool pool(options.jobs > 0 ? options.jobs : processors, options.limits, rules.Auditor(),
                  [&evidence](std::string_view png) { return evidence.Keep(png); });
  PendingInputs pending(store, rules);
  Progress progress(options.finish.verbosity, store.InputCount());
  std::size_t done = 0;
  std::size_t known = 0;
  if (options.finish.verbosity == Verbosity::kJsonLog)
    LogEvent("started",
             {{"version", std::string(AUDIT_VERSION)}, {"documents", static_cast<std::int64_t>(store.InputCount())}});
  const PoolEnd end = pool.Run(
      [&]() -> std::optional<Input> {
        for (auto input = pending.Next(); input && !Interrupted(); input = pending.Next()) {
          const std::string& key = rules.Key(input->settings);
          const auto record = KnownContent(store, *input, key, options.limits.file_mib << 20);
          if (!record) return input;
          store.SetMark("reports stale", "yes");
          store.Put(*input, key, *record);
          progress.Add(*record);
          ++known;
        }
        return std::nullopt;
      },
      [&](const Input& input, const AuditRecord& record) {
        // Without a key the record is not valid for the next run.
        const bool lasts = input.state == InputState::kReadable || input.state == InputState::kSkipped;
        if (done == 0) store.SetMark("reports stale", "yes");
        store.Put(input, lasts ? rules.Key(input.settings) : "", record);
        progress.Add(record);
        ++done;
      },
      Interrupted());
  if (end == PoolEnd::kInterrupted)
    throw SetupError(fmt::format(
        "interrupted; {} documents were audited and are kept, and the same command goes on from there", done));
  if (store.DropRecordsWithoutInput() > 0) store.SetMark("reports stale", "yes");
  evidence.RemoveUnnamed(store);
  run.documents_reused = store.InputCount() - done;
  run.cpu_seconds = CpuSeconds();
  run.finished_utc = UtcNow();
}

}  // namespace audit
