#include "pipeline/sandboxed_task.h"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;

DocumentLimits Limits() {
  DocumentLimits limits;
  limits.cpu_seconds = 1;
  limits.wall_seconds = 5;
  return limits;
}

TEST(SandboxedTask, ReturnsWhatTheWorkReturned) {
  const std::string long_answer(3'000'000, 'x');
  const TaskEnd end = RunSandboxed(Limits(), [&] { return long_answer; });
  EXPECT_TRUE(end.finished);
  EXPECT_EQ(end.answer, long_answer);
  EXPECT_TRUE(RunSandboxed(Limits(), [] { return std::string(); }).finished);
}

TEST(SandboxedTask, SaysWhyAnAnswerIsMissing) {
  EXPECT_EQ(RunSandboxed(Limits(), []() -> std::string { throw std::runtime_error("no such thing"); }).trouble,
            "no such thing");
  EXPECT_THAT(RunSandboxed(Limits(), []() -> std::string { abort(); }).trouble, HasSubstr("signal 6"));
  EXPECT_THAT(RunSandboxed(Limits(), []() -> std::string { _exit(7); }).trouble, HasSubstr("exit code 7"));
  EXPECT_THAT(RunSandboxed(Limits(), []() -> std::string { _exit(0); }).trouble, HasSubstr("exit code 0"));
}

TEST(SandboxedTask, EndsWorkThatTakesTooLong) {
  const TaskEnd busy = RunSandboxed(Limits(), []() -> std::string {
    for (volatile unsigned i = 0;; i = i + 1) {
    }
  });
  EXPECT_FALSE(busy.finished);
  EXPECT_THAT(busy.trouble, HasSubstr("1 s of processor time"));
  DocumentLimits short_of_time = Limits();
  short_of_time.wall_seconds = 1;
  EXPECT_THAT(RunSandboxed(short_of_time,
                           []() -> std::string {
                             pause();
                             return "";
                           })
                  .trouble,
              HasSubstr("1 s on the clock"));
}

TEST(SandboxedTask, CannotWriteFilesOrReachTheNetwork) {
  const TempFolder folder;
  const std::string file = (folder.Path() / "leak").string();
  const TaskEnd end = RunSandboxed(Limits(), [&file]() -> std::string {
    std::ofstream(file) << "x";
    return socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "connected";
  });
  EXPECT_EQ(end.answer, "refused");
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace audit
