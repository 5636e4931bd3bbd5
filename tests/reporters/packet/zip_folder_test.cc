#include "reporters/packet/zip_folder.h"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kTime = 1'767'225'600;  // 2026-01-01T00:00:00Z

class ZipFolderTest : public ::testing::Test {
 protected:
  ZipFolderTest() {
    folder_.Write("in/b.txt", std::string(5000, 'b'));
    folder_.Write("in/a/z.png", "picture");
    folder_.Write("in/empty.csv", "");
  }
  ~ZipFolderTest() override {
    unsetenv("TZ");
    tzset();
  }

  std::string Zipped(const std::string& name, std::int64_t time = kTime) const {
    const fs::path file = folder_.Path() / name;
    ZipFolder(folder_.Path() / "in", "packet", time, "mark", file);
    return ReadFile(file);
  }

  TempFolder folder_;
};

TEST_F(ZipFolderTest, GivesTheSameBytesWhateverTheFilesTimesAndTheZone) {
  const std::string first = Zipped("one.zip");
  for (const auto& entry : fs::recursive_directory_iterator(folder_.Path() / "in"))
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1000));
  setenv("TZ", "Asia/Taipei", 1);
  tzset();
  EXPECT_EQ(Zipped("two.zip"), first);
  EXPECT_NE(Zipped("three.zip", kTime + 86'400), first);
  EXPECT_EQ(Zipped("four.zip", 0), Zipped("five.zip", -1)) << "times before the format's first year";
}

TEST_F(ZipFolderTest, HoldsEachFileUnderOneFolder) {
  const std::string zip = Zipped("one.zip");
  EXPECT_THAT(zip, ::testing::HasSubstr("packet/a/z.png"));
  EXPECT_THAT(zip, ::testing::HasSubstr("packet/b.txt"));
  EXPECT_LT(zip.size(), 2000u);
  EXPECT_EQ(ZipComment(folder_.Path() / "one.zip"), "mark");
  EXPECT_EQ(ZipComment(folder_.Path() / "in/b.txt"), "");
}

TEST_F(ZipFolderTest, ReplacesNothing) {
  Zipped("one.zip");
  EXPECT_THROW(Zipped("one.zip"), SetupError);
  EXPECT_THROW(ZipFolder(folder_.Path() / "in", "p", kTime, "", folder_.Path() / "no/such/folder.zip"), SetupError);
}

}  // namespace
}  // namespace audit
