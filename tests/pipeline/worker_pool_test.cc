// Mock documents that hang, crash, eat memory or leave: each costs one record, and the next document is unharmed.
#include "pipeline/worker_pool.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "parsers/sha256.h"
#include "pipeline/sandbox.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// Shared by all workers, since a dead one remembers nothing.
std::atomic<int>* const crashes =
    new (mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
        std::atomic<int>(0);

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n and so on";

/// One good picture, and then what the content tells.
decltype(AuditedDocument::draw) DrawingOf(std::string_view content) {
  return [order = std::string(content)](std::string_view bytes, const EvidenceSink& sink) -> std::string {
    EXPECT_EQ(bytes, order);
    const EvidencePlace first{0, 0}, second{0, 1}, none{0, 2};
    sink({&first, 1}, kPng);
    if (order == "draw and crash") std::raise(SIGKILL);
    if (order == "draw and crash the first time" && crashes->fetch_add(1) == 1) std::raise(SIGKILL);
    if (order == "draw and throw") throw std::runtime_error("mock trouble");
    if (order == "draw and spin")
      for (std::atomic<unsigned> turns{0};; ++turns) {
      }
    if (order == "draw what is no picture") sink({&second, 1}, "<script>");
    if (order == "draw of no place") sink({&none, 1}, kPng);
    if (order == "draw too many")
      for (int i = 0; i < 100; ++i)
        sink({&second, 1}, std::string(kPng) + std::to_string(i));
    return order == "draw in part" ? "the budget is spent" : "";
  };
}

/// Does what the document's content tells it to.
AuditedDocument ActOut(std::string_view bytes, std::string_view, std::size_t) {
  static std::string seen_before;  // what earlier documents left behind in this worker
  AuditedDocument out;
  out.record.outcome = Outcome::kAudited;
  out.record.title = bytes;
  if (bytes == "crash") std::raise(SIGKILL);
  if (bytes == "crash the first time" && crashes->fetch_add(1) == 0) std::raise(SIGKILL);
  if (bytes == "exit") _exit(7);
  if (bytes == "throw") throw std::runtime_error("mock trouble");
  if (bytes == "wait") std::this_thread::sleep_for(std::chrono::hours(1));
  if (bytes == "spin")
    for (std::atomic<unsigned> turns{0};; ++turns) {
    }
  if (bytes == "eat memory") {
    std::vector<std::string> meals;
    for (;;)
      meals.emplace_back(64u << 20, 'x');
  }
  if (bytes == "short unless fresh") {
    out.short_of_memory = !seen_before.empty();
    out.record.outcome = seen_before.empty() ? Outcome::kAudited : Outcome::kUnreadable;
  }
  if (bytes == "open a socket") out.record.title = socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "allowed";
  if (bytes == "run a program") out.record.title = execl("/bin/true", "true", nullptr) < 0 ? "refused" : "allowed";
  if (bytes == "start a process") {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    out.record.title = child < 0 ? "refused" : "allowed";
  }
  if (bytes == "read a file") out.record.title = open("/etc/passwd", O_RDONLY) < 0 ? "refused" : "allowed";
  if (bytes == "write a file")
    out.record.title = open("/tmp/audit-test-must-not-be", O_WRONLY | O_CREAT, 0600) < 0 ? "refused" : "allowed";
  if (bytes.starts_with("draw")) {
    out.record.findings.resize(1);
    out.record.findings[0].places.resize(2);
    out.draw = DrawingOf(bytes);
  }
  seen_before = bytes;
  return out;
}

std::optional<Task> NextOf(std::deque<Input>& inputs) {
  if (inputs.empty()) return std::nullopt;
  const Input next = inputs.front();
  inputs.pop_front();
  return Task{next};
}

class WorkerPoolTest : public ::testing::Test {
 protected:
  /// Runs documents with these contents, in order, and returns the records by content.
  std::map<std::string, AuditRecord> Run(int workers, const std::vector<std::string>& contents) {
    std::deque<Input> inputs;
    for (const std::string& content : contents) {
      Input input;
      input.path = content;
      input.file = folder_.Write(content, content);
      input.stamp.bytes = content.size();
      inputs.push_back(input);
    }
    std::map<std::string, AuditRecord> records;
    const std::atomic<bool> stop{false};
    WorkerPool pool(
        workers, limits_, [] { return DocumentAuditor{ActOut}; },
        [this](std::string_view png) {
          pictures_.emplace_back(png);
          return "picture" + std::to_string(pictures_.size());
        });
    pool.Run([&inputs] { return NextOf(inputs); },
             [&records](const Finished& finished) {
               EXPECT_FALSE(records.contains(finished.input.path)) << "two records for " << finished.input.path;
               records[finished.input.path] = finished.record;
             },
             stop);
    EXPECT_EQ(records.size(), contents.size());
    return records;
  }

  TempFolder folder_;
  DocumentLimits limits_;
  std::vector<std::string> pictures_;  // that were kept, in order
};

TEST_F(WorkerPoolTest, GivesEachDocumentOneRecord) {
  const auto records = Run(2, {"a", "b", "c", "d", "e"});
  for (const auto& [content, record] : records) {
    EXPECT_EQ(record.outcome, Outcome::kAudited);
    EXPECT_EQ(record.title, content);
    EXPECT_EQ(record.path, content);
    EXPECT_EQ(record.document_id.size(), 12u);
  }
}

TEST_F(WorkerPoolTest, RecordsACrashAndGoesOn) {
  const auto records = Run(1, {"before", "crash", "exit", "after"});
  EXPECT_EQ(records.at("crash").outcome, Outcome::kCrashed);
  EXPECT_THAT(records.at("crash").outcome_detail, HasSubstr("signal 9"));
  EXPECT_EQ(records.at("exit").outcome, Outcome::kCrashed);
  EXPECT_THAT(records.at("exit").outcome_detail, HasSubstr("exit code 7"));
  EXPECT_EQ(records.at("before").outcome, Outcome::kAudited);
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, DoesNotBlameADocumentForOneDeath) {
  const auto records = Run(1, {"before", "crash the first time", "after"});
  EXPECT_EQ(records.at("crash the first time").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, ReadsAgainAFileThatChangedWhileItWasRead) {
  // A pipe's other end cannot be timed; a file that grows all the time is seen to change at each reading, if that takes
  // longer than a busy machine keeps the writer waiting. It is mere holes.
  const auto growing = folder_.Write("growing", "");
  std::filesystem::resize_file(growing, 192u << 20);
  Input input;
  input.path = "growing";
  input.file = growing;
  input.stamp.bytes = 192u << 20;
  std::atomic<bool> written{false};
  std::thread writer([&growing, &written] {
    std::ofstream file(growing, std::ios::app);
    while (!written)
      file << "more" << std::flush;
  });
  std::optional<Task> next = Task{input};
  Finished unsteady;
  const std::atomic<bool> stop{false};
  WorkerPool(1, limits_, [] { return DocumentAuditor{ActOut}; })
      .Run([&next] { return std::exchange(next, std::nullopt); },
           [&unsteady](const Finished& finished) { unsteady = finished; }, stop);
  written = true;
  writer.join();
  EXPECT_EQ(unsteady.input.state, InputState::kDeferred) << "the next run reads it";
  EXPECT_EQ(unsteady.record.outcome, Outcome::kUnreadable);
  EXPECT_THAT(unsteady.record.outcome_detail, HasSubstr("changed each time"));
}

TEST_F(WorkerPoolTest, RecordsAnExceptionAndGoesOn) {
  const auto records = Run(1, {"throw", "after"});
  EXPECT_EQ(records.at("throw").outcome, Outcome::kCrashed);
  EXPECT_THAT(records.at("throw").outcome_detail, HasSubstr("mock trouble"));
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, EndsADocumentThatWaitsForEver) {
  limits_.wall_seconds = 1;
  const auto records = Run(1, {"before", "wait", "after"});
  EXPECT_EQ(records.at("wait").outcome, Outcome::kTimedOut);
  EXPECT_THAT(records.at("wait").outcome_detail, HasSubstr("1 s on the clock, twice"));
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, EndsADocumentThatComputesForEver) {
  limits_.cpu_seconds = 1;
  const auto records = Run(1, {"before", "spin", "after"});
  EXPECT_EQ(records.at("spin").outcome, Outcome::kTimedOut);
  EXPECT_THAT(records.at("spin").outcome_detail, HasSubstr("1 s of processor time"));
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, EndsADocumentThatEatsMemory) {
  if (kSanitized) GTEST_SKIP() << "AddressSanitizer's own memory does not fit below a limit";
  limits_.memory_mib = 512;
  const auto records = Run(1, {"before", "eat memory", "after"});
  EXPECT_EQ(records.at("eat memory").outcome, Outcome::kUnreadable);
  EXPECT_THAT(records.at("eat memory").outcome_detail, HasSubstr("512 MiB"));
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, AsksAFreshWorkerBeforeItBelievesInLackOfMemory) {
  const auto records = Run(1, {"before", "short unless fresh"});
  EXPECT_EQ(records.at("short unless fresh").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, GivesWorkersNoNetworkNoProcessesAndNoFiles) {
  if (!ProbeSandbox(limits_).empty()) GTEST_SKIP() << "this kernel lacks a layer: " << ProbeSandbox(limits_).front();
  const auto records = Run(1, {"open a socket", "run a program", "start a process", "read a file", "write a file"});
  for (const auto& [content, record] : records)
    EXPECT_EQ(record.title, "refused") << content;
}

TEST_F(WorkerPoolTest, ListsWhatCannotBeOpenedOrIsTooLarge) {
  limits_.file_mib = 1;
  folder_.Write("large", std::string((1u << 20) + 1, 'x'));
  Input large;
  large.path = "large";
  large.file = folder_.Path() / "large";
  large.stamp.bytes = (1u << 20) + 1;
  Input missing;
  missing.path = "missing";
  missing.file = folder_.Path() / "missing";
  Input skipped;
  skipped.path = "skipped";
  skipped.state = InputState::kSkipped;
  skipped.note = "on purpose";
  std::deque<Input> inputs = {large, missing, skipped};
  std::map<std::string, AuditRecord> records;
  const std::atomic<bool> stop{false};
  WorkerPool(2, limits_, [] { return DocumentAuditor{ActOut}; })
      .Run(
          [&inputs]() -> std::optional<Task> {
            if (inputs.empty()) return std::nullopt;
            const Input next = inputs.front();
            inputs.pop_front();
            return Task{next};
          },
          [&records](const Finished& finished) { records[finished.input.path] = finished.record; }, stop);
  EXPECT_EQ(records.at("large").outcome, Outcome::kUnreadable);
  EXPECT_THAT(records.at("large").outcome_detail, HasSubstr("limit is 1 MiB"));
  EXPECT_EQ(records.at("missing").outcome, Outcome::kUnreadable);
  EXPECT_THAT(records.at("missing").outcome_detail, HasSubstr("No such file"));
  EXPECT_EQ(records.at("skipped").outcome, Outcome::kSkipped);
}

TEST_F(WorkerPoolTest, KeepsPicturesBeforeTheRecordThatShowsThem) {
  const auto records = Run(1, {"draw", "after"});
  EXPECT_EQ(pictures_, std::vector<std::string>{std::string(kPng)});
  EXPECT_EQ(records.at("draw").findings[0].places[0].picture, "picture1");
  EXPECT_EQ(records.at("draw").findings[0].places[1].picture, "");
  EXPECT_TRUE(records.at("draw").anomalies.empty());
}

TEST_F(WorkerPoolTest, LosesNoRecordToTroubleInDrawing) {
  limits_.pictures.max_seconds = 1;
  const auto records = Run(1, {"draw and crash", "draw and throw", "draw and spin", "draw in part", "after"});
  const std::map<std::string, std::string> troubles = {{"draw and crash", "two workers ended at it"},
                                                       {"draw and throw", "mock trouble"},
                                                       {"draw and spin", "1 s of processor time are used up"},
                                                       {"draw in part", "the budget is spent"}};
  for (const auto& [content, trouble] : troubles) {
    const AuditRecord& record = records.at(content);
    EXPECT_EQ(record.outcome, Outcome::kAudited) << content;
    ASSERT_EQ(record.anomalies.size(), 1u) << content;
    EXPECT_EQ(record.anomalies[0].name, "no-picture");
    EXPECT_THAT(record.anomalies[0].detail, HasSubstr(trouble));
    EXPECT_NE(record.findings[0].places[0].picture, "") << content << ": it was drawn before";
  }
  EXPECT_EQ(records.at("after").outcome, Outcome::kAudited);
}

TEST_F(WorkerPoolTest, DrawsAgainAfterOneDeath) {
  crashes->store(1);
  const auto records = Run(1, {"draw and crash the first time"});
  EXPECT_EQ(pictures_.size(), 1u) << "those of the reading that died are not kept";
  EXPECT_TRUE(records.at("draw and crash the first time").anomalies.empty());
  crashes->store(0);
}

TEST_F(WorkerPoolTest, TakesNothingForAPictureThatIsNone) {
  limits_.pictures.max_pictures = 5;
  Run(1, {"draw what is no picture", "draw of no place"});
  EXPECT_EQ(pictures_.size(), 2u);
  pictures_.clear();
  Run(1, {"draw too many"});
  EXPECT_EQ(pictures_.size(), 5u);
}

/// Makes of what is stored what it says, or acts as it says.
AuditedDocument JudgeStored(const StoredDocument& stored, std::size_t) {
  AuditedDocument out;
  if (stored.reading == "crash") std::raise(SIGKILL);
  if (stored.reading == "throw") throw std::runtime_error("mock trouble");
  out.record.outcome = Outcome::kAudited;
  out.record.title = stored.reading + " and " + stored.record;
  if (stored.reading == "draw") {
    out.record.sha256 = stored.record;
    out.record.findings.resize(1);
    out.record.findings[0].places.resize(2);
    out.draw = DrawingOf("draw of the bytes");
  }
  return out;
}

TEST_F(WorkerPoolTest, JudgesWhatIsStoredWithoutTheBytes) {
  const auto finish = [this](const StoredDocument& stored, const std::string& content, bool same_stamp) {
    Input input;
    input.path = "document";
    input.file = folder_.Write("document", content);
    struct stat status {};
    stat(input.file.c_str(), &status);
    input.stamp = StampOf(status);
    if (!same_stamp) --input.stamp.modified_ns;
    std::optional<Task> next = Task{input, stored};
    Finished out;
    const std::atomic<bool> stop{false};
    WorkerPool(
        1, limits_,
        [] {
          return DocumentAuditor{ActOut, JudgeStored};
        },
        [](std::string_view) { return "kept"; })
        .Run([&next] { return std::exchange(next, std::nullopt); },
             [&out](const Finished& finished) { out = finished; }, stop);
    return out;
  };
  const std::string large(3u << 20, 'x');  // more than a socket holds
  Finished finished = finish({large, "record"}, "crash", true);
  EXPECT_EQ(finished.source, Source::kStored);
  EXPECT_EQ(finished.record.title, large + " and record");
  for (const std::string trouble : {"throw", "crash"}) {
    finished = finish({trouble, "record"}, "bytes", true);
    EXPECT_EQ(finished.source, Source::kBytes) << trouble;
    EXPECT_EQ(finished.record.title, "bytes");
  }
  EXPECT_EQ(finish({"reading", "record"}, "changed since", false).record.title, "changed since");

  const std::string drawn = "draw of the bytes";
  finished = finish({"draw", Sha256Hex(drawn)}, drawn, true);
  EXPECT_EQ(finished.source, Source::kStored);
  EXPECT_EQ(finished.record.findings[0].places[0].picture, "kept");
  EXPECT_EQ(finish({"draw", Sha256Hex("other bytes")}, drawn, true).source, Source::kBytes);
}

TEST_F(WorkerPoolTest, AsksForTheAuditorOnceAndOnlyIfADocumentIsRead) {
  const std::atomic<bool> stop{false};
  int asked = 0;
  WorkerPool pool(2, limits_, [&asked] {
    ++asked;
    return DocumentAuditor{ActOut};
  });
  const auto run = [&](std::deque<Input> inputs) {
    pool.Run([&inputs] { return NextOf(inputs); }, [](const Finished&) {}, stop);
  };
  Input skipped;
  skipped.state = InputState::kSkipped;
  run({skipped, skipped});
  EXPECT_EQ(asked, 0);
  Input readable;
  readable.file = folder_.Write("a", "a");
  readable.stamp.bytes = 1;
  run({skipped, readable, readable, readable});
  EXPECT_EQ(asked, 1);
}

TEST_F(WorkerPoolTest, LeavesNoProcessBehindAlsoOfReplacedWorkers) {
  std::vector<std::string> many;
  for (int i = 0; i < 600; ++i)  // more than one worker serves
    many.push_back(std::to_string(i));
  Run(1, many);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST_F(WorkerPoolTest, GivesTheNextDocumentBeforeTheLastRecordIsTaken) {
  std::deque<Input> inputs(3);
  for (Input& input : inputs) {
    input.path = std::to_string(&input - &inputs[0]);
    input.file = folder_.Write(input.path, input.path);
    input.stamp.bytes = 1;
  }
  std::vector<std::string> events;
  const auto next = [&] {
    auto task = NextOf(inputs);
    events.push_back(task ? "give " + task->input.path : "no more");
    return task;
  };
  const auto done = [&](const Finished& finished) { events.push_back("take " + finished.input.path); };
  WorkerPool(1, limits_, [] { return DocumentAuditor{ActOut}; }).Run(next, done, std::atomic<bool>(false));
  EXPECT_THAT(events, ElementsAre("give 0", "give 1", "take 0", "give 2", "take 1", "no more", "take 2"));
}

TEST_F(WorkerPoolTest, KeepsWhatIsFinishedWhenItIsStopped) {
  std::deque<Input> inputs(5);
  for (Input& input : inputs) {
    input.path = input.file = folder_.Write("a", "a");
    input.stamp.bytes = 1;
  }
  std::atomic<bool> stop{false};
  int taken = 0, given = 0;
  const auto next = [&] {
    if (++given == 3) stop = true;  // noticed when the third is finished, which is not to be lost
    return NextOf(inputs);
  };
  WorkerPool pool(1, limits_, [] { return DocumentAuditor{ActOut}; });
  EXPECT_EQ(pool.Run(
                next, [&taken](const Finished&) { ++taken; }, stop),
            PoolEnd::kInterrupted);
  EXPECT_EQ(taken, 3);
}

TEST_F(WorkerPoolTest, StopsWhenAsked) {
  const std::atomic<bool> stop{true};
  WorkerPool pool(1, limits_, [] { return DocumentAuditor{ActOut}; });
  const PoolEnd end =
      pool.Run([]() -> std::optional<Task> { return std::nullopt; }, [](const Finished&) { FAIL(); }, stop);
  EXPECT_EQ(end, PoolEnd::kInterrupted);
}

}  // namespace
}  // namespace audit
