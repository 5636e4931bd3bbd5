// Kills the supervisor and its workers (SIGKILL) at random points of a run, from the first moment to the writing of the
// reports, and lets the same command go on. The reports must be byte for byte those of a run that nothing disturbed.
// AUDIT_FAULT_KILLS sets how many kills (default 8), AUDIT_FAULT_SEED which.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/background_program.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr unsigned kCopies = 4;       // of every sample, 22 documents each
constexpr unsigned kLongCopies = 12;  // when many kills are asked for
constexpr unsigned kManyKills = 30;

unsigned FromEnvironment(const char* name, unsigned otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? static_cast<unsigned>(std::strtoul(value, nullptr, 10)) : otherwise;
}

class FaultTest : public ::testing::Test {
 protected:
  FaultTest() {
    fs::create_directories(folder_.Path() / "archive");
    const unsigned copies = kills_wanted_ >= kManyKills ? kLongCopies : kCopies;
    for (unsigned copy = 0; copy < copies; ++copy)
      fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples", folder_.Path() / "archive" / std::to_string(copy),
               fs::copy_options::recursive);
    MakeAllDiffer();
  }

  std::vector<std::string> Command(const std::string& out) const {
    return {"run", (folder_.Path() / "archive").string(), "--out", (folder_.Path() / out).string(), "--jobs", "2"};
  }

  void ExpectSameReports(const std::string& out) const {
    for (const std::string name : {"documents.csv", "statements.csv", "findings.csv", "report.html"})
      EXPECT_TRUE(ReadFile(folder_.Path() / "undisturbed" / name) == ReadFile(folder_.Path() / out / name)) << name;
    for (const std::string tree : {"evidence", "pages"})
      EXPECT_TRUE(ReadTree(folder_.Path() / "undisturbed" / tree) == ReadTree(folder_.Path() / out / tree)) << tree;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.Path() / out))
      EXPECT_NE(entry.path().extension(), ".partial") << entry.path() << " was left behind";
  }

  /// Equal documents would be read once; what is added stands behind the end of each.
  void MakeAllDiffer() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_.Path() / "archive")) {
      const std::string ending = entry.path().extension().string();
      if (ending != ".pdf" && ending != ".html") continue;
      std::ofstream(entry.path(), std::ios::app)
          << (ending == ".pdf" ? "\n%" : "<!--") << entry.path().parent_path() << (ending == ".pdf" ? "\n" : "-->");
    }
  }

  const unsigned kills_wanted_ = FromEnvironment("AUDIT_FAULT_KILLS", 8);
  TempFolder folder_;
};

struct Kills {
  unsigned supervisors = 0;
  unsigned workers = 0;
  unsigned All() const { return supervisors + workers; }
};

/// One life of a run: waits up to `longest`, kills a worker, waits again, kills the supervisor. A document must not
/// lose two workers in one life, or it would rightly be recorded as crashed; hence one worker a life. False if the run
/// came to its end before.
bool LiveAndDie(BackgroundProgram& run, std::mt19937& random, std::chrono::microseconds longest, Kills& kills) {
  std::uniform_int_distribution<std::int64_t> wait(0, longest.count());
  std::this_thread::sleep_for(std::chrono::microseconds(wait(random)));
  const std::vector<pid_t> workers = run.Children();
  if (!workers.empty() && kill(workers[random() % workers.size()], SIGKILL) == 0) ++kills.workers;
  std::this_thread::sleep_for(std::chrono::microseconds(wait(random)));
  if (!run.Running()) return false;
  run.Signal(SIGKILL);
  run.Wait();
  ++kills.supervisors;
  return true;
}

TEST_F(FaultTest, KillsAtRandomPointsLeaveTheReportsAsTheyWere) {
  const auto begin = Clock::now();
  ASSERT_EQ(RunProgram(Command("undisturbed")).exit_code, 3);
  const auto longest = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin) / 3;
  std::mt19937 random(FromEnvironment("AUDIT_FAULT_SEED", 1));
  Kills kills;
  unsigned runs = 0;
  while (kills.All() < kills_wanted_ || kills.supervisors == 0 || kills.workers == 0) {
    BackgroundProgram run(Command("disturbed"));
    if (LiveAndDie(run, random, longest, kills)) continue;
    ++runs;
    ASSERT_EQ(run.Wait(), 3);
    ExpectSameReports("disturbed");
    fs::remove_all(folder_.Path() / "disturbed");
  }
  ASSERT_EQ(RunProgram(Command("disturbed")).exit_code, 3);
  ExpectSameReports("disturbed");
  fmt::print("{} supervisors and {} workers killed; {} runs came to their end\n", kills.supervisors, kills.workers,
             runs + 1);
}

TEST_F(FaultTest, AnInterruptedRunSaysHowToGoOn) {
  ASSERT_EQ(RunProgram(Command("undisturbed")).exit_code, 3);
  BackgroundProgram run(Command("interrupted"));
  while (run.Running() && run.Children().empty())
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  run.Signal(SIGTERM);
  EXPECT_EQ(run.Wait(), 2);
  EXPECT_FALSE(fs::exists(folder_.Path() / "interrupted/report.html"));
  EXPECT_EQ(RunProgram(Command("interrupted")).exit_code, 3);
  ExpectSameReports("interrupted");
}

}  // namespace
}  // namespace audit
