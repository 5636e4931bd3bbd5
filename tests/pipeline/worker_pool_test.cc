// Documents that hang, crash, eat memory or leave cost one record each, and the next document is unharmed; pictures;
// what is judged from the store.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "parsers/sha256.h"
#include "pipeline/sandbox.h"
#include "tests/pipeline/worker_pool_fixture.h"

namespace audit {
namespace {

using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

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
      .Run([&inputs] { return NextOf(inputs); },
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

}  // namespace
}  // namespace audit
