#include "pipeline/worker_pool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "parsers/ocr_reader.h"
#include "parsers/sha256.h"
#include "pipeline/worker.h"
#include "pipeline/worker_process.h"

namespace audit {
namespace {

using Clock = std::chrono::steady_clock;
using Next = std::function<std::optional<Task>()>;
using Done = std::function<void(const Finished&)>;

// Then it is replaced, so that fragmented memory does not pile up. What a library prepares once a process (Poppler's
// profiles and transforms of colours alone take 8 ms) is prepared anew each time.
constexpr int kDocumentsPerWorker = 256;
constexpr int kDeaths = 2;    // of workers, before a document is held to be the cause
constexpr int kReadings = 3;  // of a file that changes or whose drive has trouble
constexpr std::chrono::milliseconds kBackOff{200};

/// A task with what was tried already.
struct Job {
  Task task;
  int deaths = 0;
  int readings = 0;
  Clock::time_point not_before;
};

/// One worker process and the document that it has in hand.
struct Worker {
  WorkerProcess process;
  int served = 0;
  std::optional<Job> job;
  Clock::time_point deadline;
  AnswerDraft draft;

  bool Busy() const { return job.has_value(); }
};

/// OCR has processor time of its own, and on a busy machine that takes longer on the clock.
int WallSeconds(const DocumentLimits& limits) {
  return limits.wall_seconds + (limits.parse.ocr.mode == OcrMode::kNever ? 0 : 2 * limits.parse.ocr.max_seconds);
}

/// From the record on, for the pictures; drawing may share the processor with many others.
int DrawingSeconds(const DocumentLimits& limits) { return 10 + 4 * limits.pictures.max_seconds; }

class Supervisor {
 public:
  Supervisor(std::size_t workers, const DocumentLimits& limits, const AuditorMaker& make_auditor,
             const PictureKeeper& keep, const Next& next, const Done& done)
      : limits_(limits), make_auditor_(make_auditor), keep_(keep), next_(next), done_(done), workers_(workers) {}

  PoolEnd Run(const std::atomic<bool>& stop) {
    while (!stop) {
      bool busy = false;
      for (Worker& worker : workers_) {
        if (!worker.Busy()) GiveNext(worker);
        if (!worker.Busy() && exhausted_ && postponed_.empty()) worker.process.Dismiss();
        busy = busy || worker.Busy();
      }
      HandOverAll();
      if (!busy && postponed_.empty()) return PoolEnd::kDone;
      WaitForAnswers();
    }
    HandOverAll();
    return PoolEnd::kInterrupted;
  }

 private:
  void GiveNext(Worker& worker) {
    while (!worker.Busy()) {
      std::optional<Job> job = NextJob();
      if (!job) return;
      Give(worker, std::move(*job));
    }
  }

  std::optional<Job> NextJob() {
    if (!postponed_.empty() && Clock::now() >= postponed_.front().not_before) {
      Job job = std::move(postponed_.front());
      postponed_.pop_front();
      return job;
    }
    std::optional<Task> task;
    if (!exhausted_) task = next_();
    if (!task) {
      exhausted_ = true;
      return std::nullopt;
    }
    return Job{std::move(*task), 0, 0, {}};
  }

  void Give(Worker& worker, Job job) {
    const Input& input = job.task.input;
    if (input.state != InputState::kReadable)
      return WithoutReading(input, input.state == InputState::kSkipped ? Outcome::kSkipped : Outcome::kUnreadable,
                            input.note);
    if (input.stamp.bytes > limits_.file_mib << 20)
      return WithoutReading(input, Outcome::kUnreadable,
                            fmt::format("The file has {} bytes; the limit is {} MiB (--max-file-mib).",
                                        input.stamp.bytes, limits_.file_mib));
    const int file = open(input.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
      const int reason = errno;
      if (IsTransient(reason) && job.readings + 1 < kReadings) return Postpone(std::move(job));
      job.task.input.state = InputState::kDenied;
      return WithoutReading(input, Outcome::kUnreadable,
                            fmt::format("The file cannot be opened: {}.", std::strerror(reason)));
    }
    TakeStamp(file, job.task);
    if (!worker.process.Lives()) Start(worker);
    const bool sent = worker.process.Give(file, input, job.task.stored);
    close(file);
    worker.job = std::move(job);
    worker.deadline = Clock::now() + std::chrono::seconds(WallSeconds(limits_));
    if (!sent) Lost(worker);
  }

  /// What is read counts, not what was listed: the file may have been replaced since.
  static void TakeStamp(int file, Task& task) {
    struct stat status {};
    if (fstat(file, &status) != 0) return;
    const FileStamp stamp = StampOf(status);
    if (stamp != task.input.stamp) task.stored = {};
    task.input.stamp = stamp;
  }

  /// Opens the file again by its path, after a while: a share may have come back, a writer may have finished.
  void Postpone(Job job) {
    ++job.readings;
    job.not_before = Clock::now() + job.readings * kBackOff;
    postponed_.push_back(std::move(job));
  }

  void Start(Worker& worker) {
    if (!auditor_) auditor_ = make_auditor_();
    if (const std::string problem = limits_.parse.ocr.mode == OcrMode::kNever ? "" : LoadOcr(); !problem.empty())
      throw SetupError(fmt::format("{}; --ocr never does without it", problem));
    worker.process.Start(limits_, *auditor_);
    worker.served = 0;
  }

  void WaitForAnswers() {
    std::vector<pollfd> sockets;
    std::vector<Worker*> busy;
    auto earliest = Clock::time_point::max();
    for (Worker& worker : workers_) {
      if (!worker.Busy()) continue;
      sockets.push_back({worker.process.Socket(), POLLIN, 0});
      busy.push_back(&worker);
      earliest = std::min(earliest, worker.deadline);
    }
    if (!postponed_.empty()) earliest = std::min(earliest, postponed_.front().not_before);
    if (earliest == Clock::time_point::max()) return;
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(earliest - Clock::now()).count() + 1;
    poll(sockets.data(), sockets.size(), static_cast<int>(std::clamp<long>(wait, 0, 500)));
    for (std::size_t i = 0; i < busy.size(); ++i) {
      if (sockets[i].revents != 0) Receive(*busy[i]);
      if (busy[i]->Busy() && Clock::now() >= busy[i]->deadline) TimedOut(*busy[i]);
    }
  }

  void Receive(Worker& worker) {
    const bool good = worker.process.Receive();
    while (worker.Busy() && worker.process.Lives()) {
      auto frame = worker.process.NextFrame();
      if (!frame) break;
      Answered(worker, std::move(*frame));
    }
    if (!good && worker.Busy()) Lost(worker);
  }

  void Answered(Worker& worker, AnswerFrame frame) {
    switch (worker.draft.Take(std::move(frame), static_cast<std::size_t>(limits_.pictures.max_pictures))) {
      case AnswerDraft::Step::kGoOn:
        return;
      case AnswerDraft::Step::kOutOfTurn:
        return Lost(worker);
      case AnswerDraft::Step::kHasRecord:
        // A worker that had read others before may have been short of memory because of them: ask a fresh one.
        if (worker.draft.doubt() == Doubt::kShortOfMemory && worker.served > 0) {
          worker.process.End();
          return GiveAgain(worker);
        }
        worker.deadline = Clock::now() + std::chrono::seconds(DrawingSeconds(limits_));
        return;
      case AnswerDraft::Step::kEnded:
        return Ended(worker);
    }
  }

  void Ended(Worker& worker) {
    const Doubt doubt = worker.draft.doubt();
    if (++worker.served >= kDocumentsPerWorker) worker.process.Dismiss();
    if (doubt == Doubt::kUnsteadyFile) {
      if (worker.job->readings + 1 < kReadings) {
        worker.draft = {};
        return Postpone(TakeJob(worker));
      }
      worker.job->task.input.state = InputState::kDeferred;
    }
    HandOver(worker, "");
  }

  /// `cut_short`: why there are no more pictures; "" = they are all there.
  void HandOver(Worker& worker, std::string_view cut_short) {
    AnswerDraft draft = std::exchange(worker.draft, {});
    const Job job = TakeJob(worker);
    const bool judged = draft.from() == AnswerFrom::kStored && !job.task.stored.reading.empty();
    Finished finished{job.task.input, draft.Finish(cut_short, keep_), draft.TakeReading(),
                      judged ? Source::kStored : Source::kBytes};
    FillIn(finished.input, finished.record);
    finished_.push_back(std::move(finished));
  }

  /// Storing takes longer than giving a job: who has finished one gets the next before.
  void HandOverAll() {
    for (const Finished& finished : finished_)
      done_(finished);
    finished_.clear();
  }

  static Job TakeJob(Worker& worker) {
    Job job = std::move(*worker.job);
    worker.job.reset();
    return job;
  }

  /// After a death from its bytes, as if it had never been read.
  void GiveAgain(Worker& worker) {
    worker.draft = {};
    Job job = TakeJob(worker);
    job.task.stored = {};
    Give(worker, std::move(job));
  }

  void TimedOut(Worker& worker) {
    worker.process.End();
    // The clock runs on a busy machine and a stalled drive too; processor time (below) is the document's own.
    if (++worker.job->deaths < kDeaths) return GiveAgain(worker);
    if (worker.draft.HasRecord()) return HandOver(worker, "it took too long, twice");
    GiveUp(worker, Outcome::kTimedOut,
           fmt::format("Not finished after {} s on the clock, twice (--max-seconds).", WallSeconds(limits_)));
  }

  /// The worker died with a document in hand.
  void Lost(Worker& worker) {
    const int status = worker.process.Bury();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF) {
      if (worker.draft.HasRecord())
        return HandOver(worker, fmt::format("{} s of processor time are used up (--max-picture-seconds)",
                                            limits_.pictures.max_seconds));
      return GiveUp(worker, Outcome::kTimedOut,
                    fmt::format("Not finished after {} s of processor time (--max-cpu-seconds).", limits_.cpu_seconds));
    }
    if (++worker.job->deaths < kDeaths) return GiveAgain(worker);
    if (worker.draft.HasRecord()) return HandOver(worker, "two workers ended at it");
    const std::string how = WIFSIGNALED(status)
                                ? fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)))
                                : fmt::format("exit code {}", WEXITSTATUS(status));
    GiveUp(worker, Outcome::kCrashed,
           fmt::format("Two readers of this document ended, the second with {}; the memory limit was {} MiB "
                       "(--max-memory-mib).",
                       how, limits_.memory_mib));
  }

  void GiveUp(Worker& worker, Outcome outcome, std::string detail) {
    worker.draft = {};
    WithoutReading(TakeJob(worker).task.input, outcome, std::move(detail));
  }

  void WithoutReading(const Input& input, Outcome outcome, std::string detail) {
    Finished finished{input, {}};
    finished.record.outcome = outcome;
    finished.record.outcome_detail = std::move(detail);
    FillIn(input, finished.record);
    HandOverAll();
    done_(finished);
  }

  const DocumentLimits& limits_;
  const AuditorMaker& make_auditor_;
  const PictureKeeper& keep_;
  const Next& next_;
  const Done& done_;
  std::optional<DocumentAuditor> auditor_;
  std::vector<Worker> workers_;
  std::deque<Job> postponed_;
  std::vector<Finished> finished_;  ///< one a worker at most
  bool exhausted_ = false;
};

}  // namespace

void FillIn(const Input& input, AuditRecord& record) {
  record.path = input.path;
  record.document_id = Sha256Hex(input.path).substr(0, 12);
  record.bytes = input.stamp.bytes;
  record.modified_unix_s = input.stamp.modified_ns / 1'000'000'000;
  record.tool_version = AUDIT_VERSION;
}

WorkerPool::WorkerPool(int workers, const DocumentLimits& limits, AuditorMaker make_auditor, PictureKeeper keep)
    : workers_(workers), limits_(limits), make_auditor_(std::move(make_auditor)), keep_(std::move(keep)) {}

PoolEnd WorkerPool::Run(const std::function<std::optional<Task>()>& next,
                        const std::function<void(const Finished&)>& done, const std::atomic<bool>& stop) {
  Supervisor supervisor(static_cast<std::size_t>(workers_), limits_, make_auditor_, keep_, next, done);
  return supervisor.Run(stop);
}

}  // namespace audit
