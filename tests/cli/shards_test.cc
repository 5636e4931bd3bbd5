// Plan, shards and merge: whatever the number of shards, the merged reports are those of a run in one piece.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/background_program.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

class ShardsTest : public ::testing::Test {
 protected:
  ShardsTest() {
    fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples", folder_.Path() / "archive", fs::copy_options::recursive);
    folder_.Write("archive/odd\xFF name\n.html", "<p>Words</p>");
  }
  ~ShardsTest() override { unsetenv("SLURM_ARRAY_TASK_ID"); }

  std::string At(const std::string& name) const { return (folder_.Path() / name).string(); }
  void Plan() const {
    const ProgramResult result = RunProgram({"plan", At("archive"), "--out", At("manifest")});
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  ProgramResult Shard(const std::string& shard, const std::string& out) const {
    return RunProgram({"run", "--manifest", At("manifest"), "--shard", shard, "--out", At(out), "--jobs", "1"});
  }
  ProgramResult Merge(const std::string& shards, const std::string& out) const {
    return RunProgram({"merge", At(out), At(shards)});
  }
  void ExpectSameReports(const std::string& one, const std::string& other) const {
    for (const std::string name : {"documents.csv", "statements.csv", "findings.csv", "report.html"})
      EXPECT_TRUE(ReadFile(At(one + "/" + name)) == ReadFile(At(other + "/" + name))) << other << "/" << name;
    EXPECT_FALSE(ReadTree(At(one + "/evidence")).empty());
    EXPECT_TRUE(ReadTree(At(one + "/evidence")) == ReadTree(At(other + "/evidence")));
  }

  TempFolder folder_;
};

TEST_F(ShardsTest, MergeToTheReportsOfOneRun) {
  ASSERT_EQ(RunProgram({"run", At("archive"), "--out", At("whole")}).exit_code, 3);
  Plan();
  for (const std::string count : {"1", "2", "7", "16"}) {
    const std::string shards = "shards" + count;
    for (int number = std::stoi(count); number >= 1; --number)
      EXPECT_THAT(Shard(std::to_string(number) + "/" + count, shards).exit_code, ::testing::AnyOf(0, 3));
    const ProgramResult merged = Merge(shards, "merged" + count);
    EXPECT_EQ(merged.exit_code, 3) << merged.err;
    ExpectSameReports("whole", "merged" + count);
    EXPECT_EQ(RunProgram({"report", At("merged" + count)}).exit_code, 0) << "a merged run is a run folder";
    ExpectSameReports("whole", "merged" + count);
  }
}

TEST_F(ShardsTest, AFinishedShardIsNotRunAgain) {
  Plan();
  Shard("1/2", "shards");
  const auto written = fs::last_write_time(At("shards/shard-0001-of-0002/run.json"));
  const ProgramResult again = Shard("1/2", "shards");
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(fs::last_write_time(At("shards/shard-0001-of-0002/run.json")), written);
}

TEST_F(ShardsTest, AKilledAttemptIsClearedAwayByTheNext) {
  Plan();
  {
    BackgroundProgram attempt({"run", "--manifest", At("manifest"), "--shard", "1/1", "--out", At("shards")});
    while (attempt.Running() && (!fs::exists(At("shards")) || fs::is_empty(At("shards")))) {
    }
  }  // killed
  ASSERT_FALSE(fs::exists(At("shards/shard-0001-of-0001")));
  EXPECT_EQ(Shard("1/1", "shards").exit_code, 3);
  EXPECT_EQ(std::distance(fs::directory_iterator(At("shards")), {}), 1);
}

TEST_F(ShardsTest, TwoAttemptsAtOnceLeaveOneWholeShard) {
  Plan();
  const std::vector<std::string> command = {"run", "--manifest", At("manifest"), "--shard",
                                            "1/1", "--out",      At("shards")};
  BackgroundProgram one(command), other(command);
  EXPECT_THAT(one.Wait(), ::testing::AnyOf(0, 3));
  EXPECT_THAT(other.Wait(), ::testing::AnyOf(0, 3));
  EXPECT_EQ(std::distance(fs::directory_iterator(At("shards")), {}), 1);
  EXPECT_EQ(Merge("shards", "merged").exit_code, 3);
}

TEST_F(ShardsTest, TakeTheirNumberFromTheBatchSystem) {
  Plan();
  setenv("SLURM_ARRAY_TASK_ID", "2", 1);
  EXPECT_THAT(Shard("auto/2", "shards").exit_code, ::testing::AnyOf(0, 3));
  EXPECT_TRUE(fs::exists(At("shards/shard-0002-of-0002")));
  setenv("SLURM_ARRAY_TASK_ID", "3", 1);
  EXPECT_THAT(Shard("auto/2", "shards").err, HasSubstr("shards count from 1 to 2"));
  unsetenv("SLURM_ARRAY_TASK_ID");
  EXPECT_THAT(Shard("auto/2", "shards").err, HasSubstr("SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX"));
  EXPECT_THAT(Shard("2", "shards").err, HasSubstr("must be I/N"));
}

TEST_F(ShardsTest, MergeNamesWhatIsMissingForeignOrDamaged) {
  Plan();
  for (const std::string shard : {"1/3", "3/3"})
    Shard(shard, "shards");
  const ProgramResult missing = Merge("shards", "merged");
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.err, HasSubstr("missing: shard-0002-of-0003"));
  EXPECT_FALSE(fs::exists(At("merged")));

  Shard("2/2", "others");
  fs::copy(At("others/shard-0002-of-0002"), At("shards/shard-0002-of-0002"), fs::copy_options::recursive);
  const ProgramResult foreign = Merge("shards", "merged");
  EXPECT_EQ(foreign.exit_code, 2);
  EXPECT_THAT(foreign.err, HasSubstr("belongs to another plan"));
  fs::remove_all(At("shards/shard-0002-of-0002"));

  Shard("2/3", "shards");
  const auto database = At("shards/shard-0002-of-0003/audit.db");
  std::string bytes = ReadFile(database);
  const auto at = bytes.find("This is what rule");  // stands in findings alone
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 't';
  std::ofstream(database, std::ios::binary) << bytes;
  const ProgramResult damaged = Merge("shards", "merged");
  EXPECT_EQ(damaged.exit_code, 2);
  EXPECT_THAT(damaged.err, HasSubstr("shard-0002-of-0003: is damaged"));

  std::string info = ReadFile(At("shards/shard-0002-of-0003/shard.json"));
  const auto records = info.find("\"records\":");
  ASSERT_NE(records, std::string::npos);
  info.replace(records, 10, "\"records\": 99999999999999999999, \"was\":");
  folder_.Write("shards/shard-0002-of-0003/shard.json", info);
  EXPECT_THAT(Merge("shards", "merged").err, HasSubstr("not whole, or too large"));
}

TEST_F(ShardsTest, RefuseAManifestThatWasChanged) {
  Plan();
  std::string text = ReadFile(At("manifest"));
  text.replace(text.find("unreadable"), 10, "unREADable");
  folder_.Write("manifest", text);
  const ProgramResult changed = Shard("1/1", "shards");
  EXPECT_EQ(changed.exit_code, 2);
  EXPECT_THAT(changed.err, HasSubstr("was changed"));
  folder_.Write("manifest", text.substr(0, text.size() - 100));
  EXPECT_THAT(Shard("1/1", "shards").err, HasSubstr("its end is missing"));
  text.replace(text.find("\"stamp\":[") + 9, 0, "99999999999999999999");
  folder_.Write("manifest", text);
  EXPECT_THAT(Shard("1/1", "shards").err, HasSubstr("not whole, or too large"));
}

TEST_F(ShardsTest, StandForTheirPlanAlone) {
  Plan();
  Shard("1/1", "shards");
  folder_.Write("archive/new.html", "<p>Words</p>");
  Plan();
  const ProgramResult result = Shard("1/1", "shards");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("another plan"));
}

TEST_F(ShardsTest, ARunWithItsDatabaseElsewhereLeavesAWholeRunFolder) {
  ASSERT_EQ(RunProgram({"run", At("archive"), "--out", At("whole")}).exit_code, 3);
  for (int i = 0; i < 2; ++i)
    ASSERT_EQ(RunProgram({"run", At("archive"), "--out", At("published"), "--work", At("work")}).exit_code, 3);
  ExpectSameReports("whole", "published");
  fs::remove_all(At("work"));
  EXPECT_EQ(RunProgram({"run", At("archive"), "--out", At("published"), "--work", At("work")}).exit_code, 3);
  EXPECT_THAT(ReadFile(At("published/run.json")), ::testing::Not(HasSubstr("\"documents_reused\": 0")));
  EXPECT_EQ(RunProgram({"report", At("published")}).exit_code, 0);
}

}  // namespace
}  // namespace audit
