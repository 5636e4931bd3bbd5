// Two machines that write into one run folder on a share: the second is told who holds it; a dead holder is known.
#include "pipeline/output_lease.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

class OutputLeaseTest : public ::testing::Test {
 protected:
  fs::path Lease() const { return folder_.Path() / ".lease"; }

  std::string Refusal() const {
    try {
      const OutputLease lease(folder_.Path());
    } catch (const SetupError& error) {
      return error.what();
    }
    return "";
  }

  /// What a lease of this process says.
  json Ours() const {
    const OutputLease lease(folder_.Path());
    return json::parse(ReadFile(Lease()));
  }

  void Leave(const json& holder, int seconds_ago) const {
    folder_.Write(".lease", holder.dump());
    timespec times[2] = {};
    clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= seconds_ago;
    times[1] = times[0];
    ASSERT_EQ(utimensat(AT_FDCWD, Lease().c_str(), times, 0), 0);
  }

  TempFolder folder_;
};

TEST_F(OutputLeaseTest, IsThereAsLongAsItIsHeld) {
  {
    const OutputLease lease(folder_.Path());
    EXPECT_TRUE(fs::exists(Lease()));
    EXPECT_THAT(Refusal(), AllOf(HasSubstr("process " + std::to_string(getpid()) + " on "),
                                 HasSubstr("another run is at work there"), HasSubstr("takes over 120 s after")));
  }
  EXPECT_FALSE(fs::exists(Lease()));
  EXPECT_EQ(Refusal(), "");
  EXPECT_TRUE(fs::is_empty(folder_.Path()));
}

TEST_F(OutputLeaseTest, WithANumberThatNoIntegerHoldsIsOneThatCannotBeUnderstood) {
  json holder = Ours();
  holder["host"] = "other-machine";
  holder["process"] = 1e70;
  Leave(holder, 60);
  EXPECT_THAT(Refusal(), ::testing::Not(HasSubstr("other-machine")));
  EXPECT_THAT(Refusal(), HasSubstr("another run is at work there"));
  Leave(holder, 150);
  EXPECT_EQ(Refusal(), "");
}

TEST_F(OutputLeaseTest, OfAnotherMachineHoldsWhileItIsRenewed) {
  json holder = Ours();
  holder["host"] = "other-machine";
  holder["boot"] = "other boot";
  Leave(holder, 60);
  EXPECT_THAT(Refusal(), AllOf(HasSubstr("on other-machine"), HasSubstr("last sign of life 6")));
  Leave(holder, 150);
  EXPECT_EQ(Refusal(), "");
}

TEST_F(OutputLeaseTest, OfADeadProcessOfThisMachineIsTakenOverAtOnce) {
  const pid_t child = fork();
  if (child == 0) {
    std::optional<OutputLease> lease(std::in_place, folder_.Path());
    std::raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(json::parse(ReadFile(Lease())).at("process"), child);
  EXPECT_EQ(Refusal(), "");

  json holder = Ours();
  holder["boot"] = "an earlier one";
  Leave(holder, 0);
  EXPECT_EQ(Refusal(), "") << "no process outlives a boot";

  holder = Ours();
  holder["process_start"] = "1";
  Leave(holder, 0);
  EXPECT_EQ(Refusal(), "") << "the number went to another process";

  holder = Ours();
  holder["process"] = child;
  holder["process_numbers"] = "pid:[1]";
  Leave(holder, 0);
  EXPECT_NE(Refusal(), "") << "a process of another container cannot be looked at";
}

TEST_F(OutputLeaseTest, ThatCannotBeUnderstoodHoldsUntilItIsStale) {
  Leave("nonsense", 0);
  EXPECT_THAT(Refusal(), HasSubstr("an unknown machine"));
  Leave({{"host", 7}}, 150);
  EXPECT_EQ(Refusal(), "");
}

TEST_F(OutputLeaseTest, IsRenewed) {
  const OutputLease lease(folder_.Path(), {std::chrono::milliseconds(20), std::chrono::seconds(120)});
  Leave(json::parse(ReadFile(Lease())), 100);
  struct stat status {};
  timespec now{};
  for (int i = 0; i < 500; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    stat(Lease().c_str(), &status);
    clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec - status.st_mtim.tv_sec < 50) break;
  }
  EXPECT_LT(now.tv_sec - status.st_mtim.tv_sec, 50);
}

TEST_F(OutputLeaseTest, ThatBecameAnothersEndsTheRun) {
  const pid_t child = fork();
  if (child == 0) {
    const OutputLease lease(folder_.Path(), {std::chrono::milliseconds(20), std::chrono::seconds(120)});
    std::this_thread::sleep_for(std::chrono::seconds(30));
    _exit(0);
  }
  while (!fs::exists(Lease()) || ReadFile(Lease()).empty())
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  json holder = json::parse(ReadFile(Lease()));
  holder["host"] = "other-machine";
  folder_.Write("new", holder.dump());
  fs::rename(folder_.Path() / "new", Lease());
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

}  // namespace
}  // namespace audit
