#include "pipeline/run_folder.h"

#include <gmock/gmock.h>
#include <sys/vfs.h>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

TEST(RunFolder, KnowsFileSystemsOfOtherMachines) {
  EXPECT_EQ(NetworkFileSystem(0x6969), "nfs");
  EXPECT_EQ(NetworkFileSystem(static_cast<long>(0xFF534D42)), "cifs");
  EXPECT_EQ(NetworkFileSystem(static_cast<int>(0xFE534D42)), "smb") << "f_type is signed on some machines";
  EXPECT_EQ(NetworkFileSystem(0x65735546), "fuse");
  EXPECT_EQ(NetworkFileSystem(0xEF53), "") << "ext4";
}

TEST(RunFolder, PublishesOnceAndClearsTheOther) {
  const TempFolder folder;
  folder.Write("one/result", "1");
  folder.Write("other/result", "2");
  EXPECT_TRUE(PublishFolder(folder.Path() / "one", folder.Path() / "target"));
  EXPECT_FALSE(PublishFolder(folder.Path() / "other", folder.Path() / "target"));
  EXPECT_EQ(ReadFile(folder.Path() / "target/result"), "1");
  EXPECT_FALSE(std::filesystem::exists(folder.Path() / "other"));
}

TEST(RunFolder, PublishesAcrossFileSystems) {
  struct statfs memory {};
  struct statfs disk {};
  const TempFolder folder;
  if (statfs("/dev/shm", &memory) != 0 || statfs(folder.Path().c_str(), &disk) != 0 || memory.f_type == disk.f_type)
    GTEST_SKIP() << "there is only one file system";
  const std::filesystem::path elsewhere = "/dev/shm/audit-publish-test";
  std::filesystem::create_directory(elsewhere);
  std::filesystem::copy_file(folder.Write("file", "1"), elsewhere / "result",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(PublishFolder(elsewhere, folder.Path() / "target"));
  EXPECT_EQ(ReadFile(folder.Path() / "target/result"), "1");
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST(RunFolder, RefusesAFolderThatCannotBe) { EXPECT_THROW(WorkParent("/proc/nowhere", {}), SetupError); }

}  // namespace
}  // namespace audit
