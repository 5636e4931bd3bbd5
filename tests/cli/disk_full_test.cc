// A run folder on a disk that is too small: the run stops and says what, where and what to do; with more room the same
// command goes on, and its reports are those of a run that nothing disturbed. Skipped where no small file system can be
// mounted.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class DiskFullTest : public ::testing::Test {
 protected:
  DiskFullTest() {
    fs::create_directories(folder_.Path() / "archive");
    for (const char* part : {"us", "tw"})
      fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples" / part, folder_.Path() / "archive" / part,
               fs::copy_options::recursive);
    fs::create_directories(At("disk"));
    mounted_ = mount("tmpfs", At("disk").c_str(), "tmpfs", 0, "size=64k") == 0;
    trouble_ = mounted_ ? "" : std::strerror(errno);
  }
  ~DiskFullTest() override {
    if (mounted_) umount2(At("disk").c_str(), MNT_DETACH);
  }

  std::string At(const std::string& name) const { return (folder_.Path() / name).string(); }

  /// False if more than that is in use.
  bool GiveRoom(unsigned kib) const {
    return mount("tmpfs", At("disk").c_str(), "tmpfs", MS_REMOUNT, fmt::format("size={}k", kib).c_str()) == 0;
  }

  /// Gives the same command with more and more room; how often there was too little.
  unsigned UntilThereIsRoom(const std::vector<std::string>& command, int expected) const {
    unsigned failures = 0;
    for (unsigned kib = 64; kib < (64u << 10); kib += kib / 3) {
      if (!GiveRoom(kib)) continue;
      const ProgramResult result = RunProgram(command);
      if (result.exit_code == expected) return failures;
      ++failures;
      EXPECT_EQ(result.exit_code, 2) << kib << " KiB: " << result.err;
      EXPECT_THAT(result.err, HasSubstr(At("disk")));
      EXPECT_THAT(
          result.err,
          HasSubstr("No space left on device; nothing is lost: make room there and give the same command again"))
          << kib << " KiB";
      for (const auto& entry : fs::recursive_directory_iterator(At("disk")))
        EXPECT_NE(entry.path().extension(), ".partial") << entry.path() << " takes room";
    }
    ADD_FAILURE() << "it never ended well";
    return failures;
  }

  void ExpectSameReports(const std::string& one, const std::string& other) const {
    for (const std::string name :
         {"documents.csv", "statements.csv", "findings.csv", "report.html", "findings.sarif", "audit.jsonl"})
      EXPECT_TRUE(ReadFile(At(one + "/" + name)) == ReadFile(At(other + "/" + name))) << name;
    for (const std::string tree : {"/evidence", "/pages"})
      EXPECT_TRUE(ReadTree(At(one + tree)) == ReadTree(At(other + tree))) << tree;
  }

  TempFolder folder_;
  bool mounted_ = false;
  std::string trouble_;
};

TEST_F(DiskFullTest, ARunStopsAndGoesOnWhenThereIsRoom) {
  if (!mounted_) GTEST_SKIP() << "no small file system can be mounted: " << trouble_;
  ASSERT_EQ(RunProgram({"run", At("archive"), "--out", At("undisturbed")}).exit_code, 0);
  EXPECT_GT(UntilThereIsRoom({"run", At("archive"), "--out", At("disk/out")}, 0), 5u);
  ExpectSameReports("undisturbed", "disk/out");
  EXPECT_THAT(ReadFile(At("disk/out/run.json")), ::testing::Not(HasSubstr("\"documents_reused\": 0")));
}

TEST_F(DiskFullTest, ShardsAndTheirMergeStopAndCanBeGivenAgain) {
  if (!mounted_) GTEST_SKIP() << "no small file system can be mounted: " << trouble_;
  ASSERT_EQ(RunProgram({"run", At("archive"), "--out", At("undisturbed")}).exit_code, 0);
  ASSERT_EQ(RunProgram({"plan", At("archive"), "--out", At("manifest")}).exit_code, 0);
  for (const std::string shard : {"1/2", "2/2"}) {
    const std::vector<std::string> command = {"run", "--manifest", At("manifest"),   "--shard",
                                              shard, "--out",      At("disk/shards")};
    EXPECT_GT(UntilThereIsRoom(command, 0), shard == "1/2" ? 3u : 0u);
  }
  for (const auto& entry : fs::directory_iterator(At("disk/shards")))
    EXPECT_TRUE(entry.path().filename().string().starts_with("shard-")) << entry.path() << " takes room";
  fs::copy(At("disk/shards"), At("shards"), fs::copy_options::recursive);
  fs::remove_all(At("disk/shards"));
  EXPECT_GT(UntilThereIsRoom({"merge", At("disk/out"), At("shards")}, 0), 3u);
  ExpectSameReports("undisturbed", "disk/out");
}

}  // namespace
}  // namespace audit
