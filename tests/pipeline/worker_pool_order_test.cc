// In which order the pool gives documents and hands records on, when it loads what reads them, and what it leaves
// behind.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cerrno>

#include "tests/pipeline/worker_pool_fixture.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

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
