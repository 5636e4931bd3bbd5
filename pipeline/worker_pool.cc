#include "pipeline/worker_pool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <exception>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"
#include "pipeline/record_pack.h"
#include "pipeline/worker.h"

namespace audit {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kDocumentsPerWorker = 64;  // then it is replaced, so that fragmented memory does not pile up
constexpr int kDeaths = 2;               // of workers, before a document is held to be the cause
constexpr int kReadings = 3;             // of a file that changes or whose drive has trouble
constexpr std::chrono::milliseconds kBackOff{200};

/// A document to be read, with what was tried already.
struct Job {
  Input input;
  int deaths = 0;
  int readings = 0;
  Clock::time_point not_before;
};

struct Picture {
  std::vector<EvidencePlace> shows;
  std::string png;
};

/// A record that came and waits for its pictures.
struct Draft {
  AuditRecord record;
  Doubt doubt = Doubt::kNone;
  std::vector<Picture> pictures;
};

/// One worker process and the document that it has in hand.
struct Worker {
  pid_t process = -1;
  int socket = -1;
  int served = 0;
  std::optional<Job> job;
  Clock::time_point deadline;
  std::string answer;  // received and not yet understood, header included
  std::optional<Draft> draft;

  bool Busy() const { return job.has_value(); }
};

/// OCR has processor time of its own, and on a busy machine that takes longer on the clock.
int WallSeconds(const DocumentLimits& limits) {
  return limits.wall_seconds + (limits.parse.ocr.mode == OcrMode::kNever ? 0 : 2 * limits.parse.ocr.max_seconds);
}

/// From the record on, for the pictures; drawing may share the processor with many others.
int DrawingSeconds(const DocumentLimits& limits) { return 10 + 4 * limits.pictures.max_seconds; }

/// The record may be trusted to be well formed, not to tell the truth about itself.
AuditRecord RecordOf(std::string_view json) {
  try {
    return DecodeRecord(json);
  } catch (const std::exception& error) {
    AuditRecord record;
    record.outcome = Outcome::kCrashed;
    record.outcome_detail = fmt::format("The worker's answer cannot be understood: {}.", error.what());
    return record;
  }
}

/// Absent: it shows nothing of the record, or is none.
std::optional<Picture> PictureOf(const AnswerHeader& header, std::string_view content, const AuditRecord& record) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  Picture picture;
  if (header.places == 0 || header.places > content.size() / sizeof(EvidencePlace)) return std::nullopt;
  picture.shows.resize(header.places);
  const std::size_t places = header.places * sizeof(EvidencePlace);
  std::memcpy(picture.shows.data(), content.data(), places);
  picture.png = content.substr(places);
  if (!picture.png.starts_with(kSignature)) return std::nullopt;
  for (const EvidencePlace& at : picture.shows)
    if (at.finding >= record.findings.size() || at.place >= record.findings[at.finding].places.size())
      return std::nullopt;
  return picture;
}

AuditRecord WithoutReading(const Input& input, Outcome outcome, std::string detail) {
  AuditRecord record;
  record.outcome = outcome;
  record.outcome_detail = std::move(detail);
  FillIn(input, record);
  return record;
}

class Supervisor {
 public:
  Supervisor(std::size_t workers, const DocumentLimits& limits, const DocumentAuditor& auditor,
             const PictureKeeper& keep, const std::function<std::optional<Input>()>& next,
             const std::function<void(const Input&, const AuditRecord&)>& done)
      : limits_(limits), auditor_(auditor), keep_(keep), next_(next), done_(done), workers_(workers) {}

  ~Supervisor() {
    for (Worker& worker : workers_)
      End(worker);
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  PoolEnd Run(const std::atomic<bool>& stop) {
    while (!stop) {
      bool busy = false;
      for (Worker& worker : workers_) {
        if (!worker.Busy()) GiveNext(worker);
        busy = busy || worker.Busy();
      }
      if (!busy && postponed_.empty()) return PoolEnd::kDone;
      WaitForAnswers();
    }
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
    std::optional<Input> input;
    if (!exhausted_) input = next_();
    if (!input) {
      exhausted_ = true;
      return std::nullopt;
    }
    return Job{std::move(*input), 0, 0, {}};
  }

  void Give(Worker& worker, Job job) {
    const Input& input = job.input;
    if (input.state != InputState::kReadable) {
      const Outcome outcome = input.state == InputState::kSkipped ? Outcome::kSkipped : Outcome::kUnreadable;
      return done_(input, WithoutReading(input, outcome, input.note));
    }
    if (input.stamp.bytes > limits_.file_mib << 20) {
      return done_(input, WithoutReading(input, Outcome::kUnreadable,
                                         fmt::format("The file has {} bytes; the limit is {} MiB (--max-file-mib).",
                                                     input.stamp.bytes, limits_.file_mib)));
    }
    const int file = open(input.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
      const int reason = errno;
      if (IsTransient(reason) && job.readings + 1 < kReadings) return Postpone(std::move(job));
      job.input.state = InputState::kDenied;
      return done_(input, WithoutReading(input, Outcome::kUnreadable,
                                         fmt::format("The file cannot be opened: {}.", std::strerror(reason))));
    }
    TakeStamp(file, job.input);
    if (worker.process < 0) Start(worker);
    const bool sent = SendJob(worker.socket, file, input.path, input.settings);
    close(file);
    worker.job = std::move(job);
    worker.deadline = Clock::now() + std::chrono::seconds(WallSeconds(limits_));
    if (!sent) Lost(worker);
  }

  /// What is read counts, not what was listed: the file may have been replaced since.
  static void TakeStamp(int file, Input& input) {
    struct stat status {};
    if (fstat(file, &status) == 0) input.stamp = StampOf(status);
  }

  /// Opens the file again by its path, after a while: a share may have come back, a writer may have finished.
  void Postpone(Job job) {
    ++job.readings;
    job.not_before = Clock::now() + job.readings * kBackOff;
    postponed_.push_back(std::move(job));
  }

  void Start(Worker& worker) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      throw SetupError(fmt::format("no worker can be started: {}", std::strerror(errno)));
    const pid_t process = fork();
    if (process < 0) throw SetupError(fmt::format("no worker can be started: {}", std::strerror(errno)));
    if (process == 0) {
      close(ends[0]);
      ServeDocuments(ends[1], limits_, auditor_);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    worker.process = process;
    worker.socket = ends[0];
    worker.served = 0;
  }

  /// Ends a worker, whatever it is doing, and returns its wait status.
  static int End(Worker& worker) {
    int status = 0;
    if (worker.process > 0) {
      kill(worker.process, SIGKILL);
      waitpid(worker.process, &status, 0);
      close(worker.socket);
    }
    worker.process = -1;
    worker.socket = -1;
    worker.answer.clear();
    worker.draft.reset();
    return status;
  }

  void WaitForAnswers() {
    std::vector<pollfd> sockets;
    std::vector<Worker*> busy;
    auto earliest = Clock::time_point::max();
    for (Worker& worker : workers_) {
      if (!worker.Busy()) continue;
      sockets.push_back({worker.socket, POLLIN, 0});
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
    std::array<char, 65536> buffer{};
    for (;;) {
      const ssize_t count = read(worker.socket, buffer.data(), buffer.size());
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (count <= 0) return Lost(worker);
      worker.answer.append(buffer.data(), static_cast<std::size_t>(count));
      AnswerHeader header;
      while (worker.Busy() && worker.answer.size() >= sizeof header) {
        std::memcpy(&header, worker.answer.data(), sizeof header);
        if (header.bytes > kMaxAnswerBytes) return Lost(worker);
        if (worker.answer.size() < sizeof header + header.bytes) break;
        const std::string content = worker.answer.substr(sizeof header, header.bytes);
        worker.answer.erase(0, sizeof header + header.bytes);
        Answered(worker, header, content);
      }
      if (!worker.Busy() || worker.process < 0) return;
    }
  }

  void Answered(Worker& worker, const AnswerHeader& header, std::string_view content) {
    if (header.part == AnswerPart::kRecord) {
      // A worker that had read others before may have been short of memory because of them: ask a fresh one.
      if (header.doubt == Doubt::kShortOfMemory && worker.served > 0) {
        End(worker);
        return GiveAgain(worker);
      }
      worker.draft = Draft{RecordOf(content), header.doubt, {}};
      worker.deadline = Clock::now() + std::chrono::seconds(DrawingSeconds(limits_));
      return;
    }
    if (!worker.draft) return Lost(worker);  // it speaks out of turn
    if (header.part == AnswerPart::kPicture) {
      auto picture = PictureOf(header, content, worker.draft->record);
      const auto most = static_cast<std::size_t>(limits_.pictures.max_pictures);
      if (picture && worker.draft->pictures.size() < most) worker.draft->pictures.push_back(std::move(*picture));
      return;
    }
    Draft draft = TakeDraft(worker);
    Job job = TakeJob(worker);
    if (++worker.served >= kDocumentsPerWorker) End(worker);
    if (draft.doubt == Doubt::kUnsteadyFile) {
      if (job.readings + 1 < kReadings) return Postpone(std::move(job));
      job.input.state = InputState::kDeferred;
    }
    Done(job, std::move(draft), content);
  }

  /// `cut_short`: why there are no more pictures; "" = they are all there.
  void Done(const Job& job, Draft draft, std::string_view cut_short) {
    AuditRecord& record = draft.record;
    if (!cut_short.empty())
      record.anomalies.push_back(
          {std::string(kNoPicture), fmt::format("Not all places are drawn: {}.", cut_short), {}});
    for (const Picture& picture : draft.pictures) {
      if (!keep_) break;
      const std::string name = keep_(picture.png);
      for (const EvidencePlace& at : picture.shows)
        record.findings[at.finding].places[at.place].picture = name;
    }
    FillIn(job.input, record);
    done_(job.input, record);
  }

  static Draft TakeDraft(Worker& worker) {
    Draft draft = std::move(*worker.draft);
    worker.draft.reset();
    return draft;
  }

  static Job TakeJob(Worker& worker) {
    Job job = std::move(*worker.job);
    worker.job.reset();
    return job;
  }

  void GiveAgain(Worker& worker) { Give(worker, TakeJob(worker)); }

  void TimedOut(Worker& worker) {
    std::optional<Draft> draft = std::exchange(worker.draft, std::nullopt);
    End(worker);
    // The clock runs on a busy machine and a stalled drive too; processor time (below) is the document's own.
    if (++worker.job->deaths < kDeaths) return GiveAgain(worker);
    if (draft) return Done(TakeJob(worker), std::move(*draft), "it took too long, twice");
    Finish(worker, Outcome::kTimedOut,
           fmt::format("Not finished after {} s on the clock, twice (--max-seconds).", WallSeconds(limits_)));
  }

  /// The worker died with a document in hand.
  void Lost(Worker& worker) {
    std::optional<Draft> draft = std::exchange(worker.draft, std::nullopt);
    int status = 0;
    // Its end may lag behind its socket's; a worker that closed the socket and lives on is killed.
    for (int i = 0; i < 100 && waitpid(worker.process, &status, WNOHANG) == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      if (i == 99) {
        kill(worker.process, SIGKILL);
        waitpid(worker.process, &status, 0);
      }
    }
    close(worker.socket);
    worker.process = -1;
    worker.answer.clear();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF) {
      if (draft)
        return Done(
            TakeJob(worker), std::move(*draft),
            fmt::format("{} s of processor time are used up (--max-picture-seconds)", limits_.pictures.max_seconds));
      return Finish(worker, Outcome::kTimedOut,
                    fmt::format("Not finished after {} s of processor time (--max-cpu-seconds).", limits_.cpu_seconds));
    }
    if (++worker.job->deaths < kDeaths) return GiveAgain(worker);
    if (draft) return Done(TakeJob(worker), std::move(*draft), "two workers ended at it");
    const std::string how = WIFSIGNALED(status)
                                ? fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)))
                                : fmt::format("exit code {}", WEXITSTATUS(status));
    Finish(worker, Outcome::kCrashed,
           fmt::format("Two readers of this document ended, the second with {}; the memory limit was {} MiB "
                       "(--max-memory-mib).",
                       how, limits_.memory_mib));
  }

  void Finish(Worker& worker, Outcome outcome, std::string detail) {
    const Job job = TakeJob(worker);
    done_(job.input, WithoutReading(job.input, outcome, std::move(detail)));
  }

  const DocumentLimits& limits_;
  const DocumentAuditor& auditor_;
  const PictureKeeper& keep_;
  const std::function<std::optional<Input>()>& next_;
  const std::function<void(const Input&, const AuditRecord&)>& done_;
  std::vector<Worker> workers_;
  std::deque<Job> postponed_;
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

WorkerPool::WorkerPool(int workers, const DocumentLimits& limits, DocumentAuditor auditor, PictureKeeper keep)
    : workers_(workers), limits_(limits), auditor_(std::move(auditor)), keep_(std::move(keep)) {}

PoolEnd WorkerPool::Run(const std::function<std::optional<Input>()>& next,
                        const std::function<void(const Input&, const AuditRecord&)>& done,
                        const std::atomic<bool>& stop) {
  Supervisor supervisor(static_cast<std::size_t>(workers_), limits_, auditor_, keep_, next, done);
  return supervisor.Run(stop);
}

}  // namespace audit
