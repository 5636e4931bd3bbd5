#include "pipeline/run_core.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
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

/// Hands out inputs without a record, a batch at a time in order of path, so that memory does not grow with the
/// archive.
class PendingInputs {
 public:
  PendingInputs(const Store& store, const RunRules& rules) : store_(store), rules_(rules) {}

  std::optional<PendingInput> Next() {
    if (batch_.empty() && !ended_) {
      auto more = store_.Pending([this](std::size_t i) { return rules_.Key(i); }, last_, kPendingBatch);
      ended_ = more.size() < kPendingBatch;
      if (!more.empty()) last_ = more.back().input.path;
      // What takes longest first, so that no worker is left alone with it at the end.
      std::stable_sort(more.begin(), more.end(),
                       [](const auto& a, const auto& b) { return a.input.stamp.bytes > b.input.stamp.bytes; });
      batch_.assign(std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    if (batch_.empty()) return std::nullopt;
    PendingInput pending = std::move(batch_.front());
    batch_.pop_front();
    return pending;
  }

 private:
  const Store& store_;
  const RunRules& rules_;
  std::deque<PendingInput> batch_;
  std::string last_;
  bool ended_ = false;
};

/// What became of the inputs that had no valid record.
struct Counts {
  std::size_t audited = 0;  ///< by a worker, or found not to be readable
  std::size_t judged = 0;   ///< of these, from what was stored
};

/// The store's side of the worker pool: what is to be done, and where it goes.
class Desk {
 public:
  Desk(const RunOptions& options, const RunRules& rules, Store& store)
      : options_(options),
        rules_(rules),
        store_(store),
        reading_key_(rules.ReadingKey()),
        pending_(store, rules),
        progress_(options.finish.verbosity, store.InputCount()) {}

  std::optional<Task> Next() {
    for (auto pending = pending_.Next(); pending && !Interrupted(); pending = pending_.Next()) {
      Input& input = pending->input;
      StoredDocument stored;
      if (pending->same_bytes && input.state == InputState::kReadable) stored = store_.Stored(input.path, reading_key_);
      if (!stored.reading.empty()) return Task{std::move(input), std::move(stored)};
      if (!IsKnown(input)) return Task{std::move(input)};
    }
    return std::nullopt;
  }

  void Take(const Finished& finished) {
    const Input& input = finished.input;
    // Without a key the record is not valid for the next run.
    const bool lasts = input.state == InputState::kReadable || input.state == InputState::kSkipped;
    const std::string key = lasts ? rules_.Key(input.settings) : "";
    if (counts_.audited++ == 0) store_.SetMark("reports stale", "yes");
    if (finished.source == Source::kStored) ++counts_.judged;
    if (finished.source == Source::kStored || input.state == InputState::kOutOfReach) {
      store_.PutJudged(input, key, finished.record);
    } else {
      store_.Put(input, key, finished.record, {reading_key_, lasts ? finished.reading : ""});
    }
    progress_.Add(finished.record);
  }

  const Counts& Done() const { return counts_; }

 private:
  bool IsKnown(Input& input) {
    const std::string& key = rules_.Key(input.settings);
    const auto known = KnownContent(store_, input, key, options_.limits.file_mib << 20);
    if (!known) return false;
    store_.SetMark("reports stale", "yes");
    store_.PutKnown(input, key, known->record, known->from_path);
    progress_.Add(known->record);
    return true;
  }

  const RunOptions& options_;
  const RunRules& rules_;
  Store& store_;
  const std::string reading_key_;
  PendingInputs pending_;
  Progress progress_;
  Counts counts_;
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
    run.warnings.push_back(fmt::format("Pictures are not read: there is no English model in {}", kOcrModelFolder));
  return run;
}

void AuditInputs(const RunOptions& options, RunRules& rules, Store& store, const std::filesystem::path& folder,
                 KeepReadings readings, RunInfo& run) {
  const EvidenceFolder evidence(folder);
  evidence.ForgetRecordsWithout(store);
  const int processors = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  WorkerPool pool(
      options.jobs > 0 ? options.jobs : processors, options.limits,
      [&rules, readings] { return rules.Auditor(readings); },
      [&evidence](std::string_view png) { return evidence.Keep(png); });
  const bool all_new = !store.HasRecords();  // then none can be left over
  Counts counts;
  {
    Desk desk(options, rules, store);
    if (options.finish.verbosity == Verbosity::kJsonLog)
      LogEvent("started",
               {{"version", std::string(AUDIT_VERSION)}, {"documents", static_cast<std::int64_t>(store.InputCount())}});
    const PoolEnd end = pool.Run([&desk] { return desk.Next(); },
                                 [&desk](const Finished& finished) { desk.Take(finished); }, Interrupted());
    counts = desk.Done();
    if (end == PoolEnd::kInterrupted)
      throw SetupError(
          fmt::format("interrupted; {} documents were audited and are kept, and the same command goes on from there",
                      counts.audited));
  }
  if (!all_new && store.DropRecordsWithoutInput() > 0) store.SetMark("reports stale", "yes");
  evidence.RemoveUnnamed(store);
  run.documents_reused = store.InputCount() - counts.audited;
  run.documents_judged_again = counts.judged;
  run.cpu_seconds = CpuSeconds();
  run.finished_utc = UtcNow();
}

}  // namespace audit
