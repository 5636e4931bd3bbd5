#include "reporters/atomic_file.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(AtomicFile, LeavesTheOldFileUntilItIsWhole) {
  const TempFolder folder;
  const auto target = folder.Write("a.txt", "old");
  {
    AtomicFile file(target);
    file.Write("new");
    EXPECT_EQ(ReadFile(target), "old");
    file.Commit();
    EXPECT_EQ(ReadFile(target), "new");
  }
  EXPECT_EQ(ReadFile(target), "new");
  EXPECT_EQ(FilesIn(folder.Path()), 1u);
}

TEST(AtomicFile, LeavesNothingBehindWhenItIsGivenUp) {
  const TempFolder folder;
  const auto target = folder.Write("a.txt", "old");
  { AtomicFile(target).Write("half"); }
  EXPECT_EQ(ReadFile(target), "old");
  EXPECT_EQ(FilesIn(folder.Path()), 1u);
}

TEST(AtomicFile, WritesOverWhatAKilledRunLeft) {
  const TempFolder folder;
  const auto elsewhere = folder.Write("elsewhere", "untouched");
  std::filesystem::create_symlink(elsewhere, folder.Path() / ".a.txt.partial");
  AtomicFile file(folder.Path() / "a.txt");
  file.Write("new");
  file.Commit();
  EXPECT_EQ(ReadFile(folder.Path() / "a.txt"), "new");
  EXPECT_EQ(ReadFile(elsewhere), "untouched");
}

TEST(AtomicFile, KeepsLargeAndSmallPiecesInOrder) {
  const TempFolder folder;
  std::string all;
  AtomicFile file(folder.Path() / "a");
  for (const std::size_t size : {1u, 70000u, 3u, 65536u, 65535u, 2u}) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    file.Write(piece);
    all += piece;
  }
  EXPECT_EQ(file.Writer().ReadBack(0, all.size()), all);
  EXPECT_EQ(file.Writer().ReadBack(70002, 5), all.substr(70002, 5));
  file.Write(">");
  AtomicFile copy(folder.Path() / "copy");
  copy.Write("<");
  file.Writer().CopyTo(copy.Writer());
  file.Commit();
  copy.Commit();
  EXPECT_EQ(ReadFile(folder.Path() / "a"), all + ">");
  EXPECT_EQ(ReadFile(folder.Path() / "copy"), "<" + all + ">");
}

TEST(PutFile, LeavesAFileThatHoldsTheBytesUntouched) {
  const TempFolder folder;
  const auto target = folder.Write("a.html", "the same");
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(target, long_ago);
  PutFile(target, "the same", Durability::kLater);
  EXPECT_EQ(std::filesystem::last_write_time(target), long_ago);
  for (const std::string other : {"the sane", "the same ", "the sam", ""}) {
    PutFile(target, other, Durability::kLater);
    EXPECT_EQ(ReadFile(target), other);
  }
  PutFile(folder.Path() / "new.html", "new", Durability::kNow);
  EXPECT_EQ(ReadFile(folder.Path() / "new.html"), "new");
  EXPECT_EQ(FilesIn(folder.Path()), 2u);
}

TEST(PutFile, ReplacesALinkAndNotWhatItLeadsTo) {
  const TempFolder folder;
  const auto elsewhere = folder.Write("elsewhere", "same");
  std::filesystem::create_symlink(elsewhere, folder.Path() / "a.html");
  PutFile(folder.Path() / "a.html", "same", Durability::kLater);
  EXPECT_FALSE(std::filesystem::is_symlink(folder.Path() / "a.html"));
  EXPECT_EQ(ReadFile(elsewhere), "same");
}

TEST(AtomicFile, CommitsAChangeOnly) {
  const TempFolder folder;
  const std::string most(200'000, 'x');  // more than is compared at once
  const auto target = folder.Write("a.html", most + "the same");
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(target, long_ago);
  const auto commit = [&target](std::string_view first, std::string_view second) {
    AtomicFile file(target);
    file.Write(first);
    file.Write(second);
    file.CommitChange();
  };
  commit(most, "the same");
  EXPECT_EQ(std::filesystem::last_write_time(target), long_ago);
  for (const std::string other : {"the sane", "the same ", "the sam", ""}) {
    commit(most, other);
    EXPECT_TRUE(ReadFile(target) == most + other) << other;
  }
  EXPECT_EQ(FilesIn(folder.Path()), 1u);
}

TEST(AtomicFile, TellsPathAndReasonOfAFolderThatCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THAT([&] { AtomicFile(folder.Path() / "missing/a.csv"); },
              ThrowsMessage<SetupError>(AllOf(HasSubstr("missing"), HasSubstr("a.csv"), HasSubstr("No such file"))));
  std::filesystem::create_directories(folder.Path() / "b.csv/full");
  EXPECT_THAT([&] { AtomicFile(folder.Path() / "b.csv").Commit(); },
              ThrowsMessage<SetupError>(AllOf(HasSubstr("b.csv"), HasSubstr("directory"))));
  EXPECT_EQ(FilesIn(folder.Path()), 1u);
}

TEST(AtomicFile, TellsOfADiskThatTakesNoMore) {
  const TempFolder folder;
  const auto target = folder.Write("a.txt", "old");
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small = {1000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    AtomicFile file(target);
    file.Write(std::string(100000, 'x'));
    file.Commit();
  } catch (const SetupError& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(message, AllOf(HasSubstr("a.txt"), HasSubstr("File too large")));
  EXPECT_EQ(ReadFile(target), "old");
  EXPECT_EQ(FilesIn(folder.Path()), 1u);
}

}  // namespace
}  // namespace audit
