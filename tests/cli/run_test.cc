// Whole runs through the real program: one record a file, exit codes, the same bytes every time, going on.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/background_program.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kHonest = "<html><body><h1>Visits</h1><p>We are open on Mondays.</p></body></html>";
constexpr std::string_view kFalse =
    "<html><body><h1>Exosome therapy</h1><p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>";

std::size_t Lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class RunTest : public ::testing::Test {
 protected:
  std::string Archive() const { return (folder_.Path() / "archive").string(); }
  std::string Out(const std::string& name) const { return (folder_.Path() / name).string(); }
  std::string Report(const std::string& out, const std::string& file) const {
    return ReadFile(folder_.Path() / out / file);
  }

  TempFolder folder_;
};

TEST_F(RunTest, GivesEachFileOneRowAndTellsUnreadByExitCode) {
  folder_.Write("archive/a.html", kHonest);
  folder_.Write("archive/b/broken.pdf", "%PDF-1.7 and then nothing");
  folder_.Write("archive/b/photo.jpg", "\xFF\xD8\xFF");
  folder_.Write("archive/empty.docx", "");
  const ProgramResult result = RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  const std::string documents = Report("out", "documents.csv");
  EXPECT_EQ(Lines(documents), 5u);
  EXPECT_THAT(documents, HasSubstr("b/broken.pdf"));
  EXPECT_THAT(documents, HasSubstr("unsupported"));
  EXPECT_THAT(Report("out", "report.html"), HasSubstr("b/photo.jpg"));
}

TEST_F(RunTest, TellsFindingsByExitCodeWhenAsked) {
  folder_.Write("archive/a.html", kFalse);
  EXPECT_EQ(RunProgram({"run", Archive(), "--out", Out("out")}).exit_code, 0);
  EXPECT_EQ(RunProgram({"run", Archive(), "--out", Out("out"), "--fail-on", "high"}).exit_code, 1);
  EXPECT_THAT(Report("out", "findings.csv"), HasSubstr("false-approval"));
}

TEST_F(RunTest, WritesTheSameBytesForAnyNumberOfWorkersAndAgain) {
  for (int i = 0; i < 12; ++i) {
    folder_.Write("archive/" + std::to_string(i) + ".html", i % 2 == 0 ? kHonest : kFalse);
    folder_.Write("archive/x" + std::to_string(i) + ".bin", "\x01\x02");
  }
  RunProgram({"run", Archive(), "--out", Out("one"), "--jobs", "1"});
  RunProgram({"run", Archive(), "--out", Out("two"), "--jobs", "2"});
  RunProgram({"run", Archive(), "--out", Out("again")});
  RunProgram({"run", Archive(), "--out", Out("again")});
  for (const std::string file : {"documents.csv", "statements.csv", "findings.csv", "report.html"}) {
    EXPECT_EQ(Report("one", file), Report("two", file)) << file;
    EXPECT_EQ(Report("one", file), Report("again", file)) << file;
  }
}

TEST_F(RunTest, ReadsEachOfMoreThanABatchOnceThoughTheLargestGoFirst) {
  constexpr std::size_t kFiles = 1100;
  for (std::size_t i = 0; i < kFiles; ++i)
    folder_.Write("archive/" + std::to_string(10000 + i) + ".txt", std::string(1 + i * 7 % 1100, 'a') + "\n");
  const ProgramResult result = RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(Lines(Report("out", "documents.csv")), kFiles + 1);
  EXPECT_THAT(Report("out", "run.json"), HasSubstr("\"documents_reused\": 0,"));
}

TEST_F(RunTest, ReadsOnlyWhatChanged) {
  folder_.Write("archive/a.html", kHonest);
  folder_.Write("archive/b.html", kFalse);
  RunProgram({"run", Archive(), "--out", Out("out")});
  folder_.Write("archive/b.html", std::string(kHonest) + "<!-- b -->");
  folder_.Write("archive/c.html", std::string(kHonest) + "<!-- of another size -->");
  const ProgramResult result = RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(Report("out", "run.json"), HasSubstr("\"documents_reused\": 1"));
  EXPECT_THAT(Report("out", "findings.csv"), Not(HasSubstr("false-approval")));
  EXPECT_EQ(Lines(Report("out", "documents.csv")), 4u);
}

TEST_F(RunTest, DoesNotReadAgainWhatMovedWasCopiedOrTouched) {
  const auto moved = folder_.Write("archive/moved.html", kFalse);
  const auto touched = folder_.Write("archive/touched.html", kHonest);
  RunProgram({"run", Archive(), "--out", Out("out")});
  std::filesystem::rename(moved, folder_.Path() / "archive/elsewhere.html");
  folder_.Write("archive/copy.html", kFalse);
  folder_.Write("archive/other.txt", kFalse);  // another ending may be read in another way
  std::filesystem::last_write_time(touched, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_THAT(Report("out", "run.json"), HasSubstr("\"documents_reused\": 3"));
  RunProgram({"run", Archive(), "--out", Out("fresh")});
  for (const std::string file : {"documents.csv", "statements.csv", "findings.csv", "report.html"})
    EXPECT_EQ(Report("out", file), Report("fresh", file)) << file;
}

TEST_F(RunTest, ForgetsFilesThatAreGone) {
  folder_.Write("archive/a.html", kHonest);
  const auto gone = folder_.Write("archive/b.html", kHonest);
  RunProgram({"run", Archive(), "--out", Out("out")});
  std::filesystem::remove(gone);
  RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_THAT(Report("out", "documents.csv"), Not(HasSubstr("b.html")));
}

TEST_F(RunTest, DoesNotTakeAnEmptyMountPointForAnEmptyArchive) {
  const auto file = folder_.Write("archive/a.html", kHonest);
  RunProgram({"run", Archive(), "--out", Out("out")});
  const std::string before = Report("out", "documents.csv");
  std::filesystem::remove(file);
  const ProgramResult result = RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("is its drive there?"));
  EXPECT_EQ(Report("out", "documents.csv"), before);
  folder_.Write("archive/a.html", kHonest);
  EXPECT_EQ(RunProgram({"run", Archive(), "--out", Out("out")}).exit_code, 0);
}

TEST_F(RunTest, ReadsADeferredFileInTheNextRun) {
  folder_.Write("archive/a.html", kHonest);
  const std::vector<std::string> command = {"run", Archive(), "--out", Out("out")};
  std::vector<std::string> careful = command;
  careful.insert(careful.end(), {"--settle-seconds", "60"});
  EXPECT_EQ(RunProgram(careful).exit_code, 3);
  EXPECT_THAT(Report("out", "documents.csv"), HasSubstr("Deferred"));
  EXPECT_EQ(RunProgram(command).exit_code, 0);
  EXPECT_THAT(Report("out", "documents.csv"), HasSubstr("audited"));
}

TEST_F(RunTest, NamesTheRunThatHoldsTheFolder) {
  for (int i = 0; i < 300; ++i)
    folder_.Write("archive/" + std::to_string(i) + ".html", kFalse);
  BackgroundProgram first({"run", Archive(), "--out", Out("out"), "--jobs", "1"});
  while (first.Running() && first.Children().empty()) {
  }
  const ProgramResult second = RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.err, HasSubstr("another run is at work there (process "));
  EXPECT_EQ(first.Wait(), 0);
}

TEST_F(RunTest, NamesTheRunThatHoldsAnOutputWhoseDatabaseLiesElsewhere) {
  for (int i = 0; i < 300; ++i)
    folder_.Write("archive/" + std::to_string(i) + ".html", std::string(kFalse) + std::to_string(i));
  BackgroundProgram first({"run", Archive(), "--out", Out("out"), "--work", Out("work1"), "--jobs", "1"});
  while (first.Running() && !std::filesystem::exists(folder_.Path() / "out/.lease")) {
  }
  const ProgramResult second = RunProgram({"run", Archive(), "--out", Out("out"), "--work", Out("work2")});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.err, HasSubstr("another run is at work there (process "));
  first.Signal(SIGKILL);
  first.Wait();
  EXPECT_EQ(RunProgram({"run", Archive(), "--out", Out("out"), "--work", Out("work2")}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "out/.lease"));
}

TEST_F(RunTest, WritesReportsAgainFromTheStoredRun) {
  folder_.Write("archive/a.html", kFalse);
  RunProgram({"run", Archive(), "--out", Out("out")});
  const std::string before = Report("out", "report.html");
  std::filesystem::remove(folder_.Path() / "out/report.html");
  EXPECT_EQ(RunProgram({"report", Out("out")}).exit_code, 0);
  EXPECT_EQ(Report("out", "report.html"), before);
}

TEST_F(RunTest, WritesAReportAgainThatIsGoneThoughNothingChanged) {
  folder_.Write("archive/a.html", kFalse);
  RunProgram({"run", Archive(), "--out", Out("out")});
  for (const char* file : {"findings.sarif", "audit.jsonl", "report.html", "documents.csv"}) {
    std::filesystem::remove(folder_.Path() / "out" / file);
    RunProgram({"run", Archive(), "--out", Out("out")});
    EXPECT_TRUE(std::filesystem::exists(folder_.Path() / "out" / file)) << file;
  }
}

TEST_F(RunTest, BeginsTablesWithAMarkWhenAsked) {
  const std::string mark = "\xEF\xBB\xBF";
  folder_.Write("archive/a.html", kFalse);
  RunProgram({"run", Archive(), "--out", Out("out"), "--csv-bom"});
  EXPECT_EQ(Report("out", "findings.csv").substr(0, 3), mark);
  std::filesystem::remove(folder_.Path() / "out/findings.csv");
  RunProgram({"report", Out("out")});
  EXPECT_EQ(Report("out", "findings.csv").substr(0, 3), mark) << "as the run was told";
  RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_EQ(Report("out", "findings.csv").substr(0, 8), "finding_");
  RunProgram({"report", Out("out"), "--csv-bom"});
  EXPECT_EQ(Report("out", "findings.csv").substr(0, 3), mark);
}

TEST_F(RunTest, HeedsTheSettingsInAFolder) {
  folder_.Write("archive/brochure-audit.yaml", "exclude: [\"drafts/*\"]\n");
  folder_.Write("archive/drafts/a.html", kFalse);
  RunProgram({"run", Archive(), "--out", Out("out")});
  EXPECT_THAT(Report("out", "documents.csv"), HasSubstr("skipped"));
  EXPECT_THAT(Report("out", "findings.csv"), Not(HasSubstr("false-approval")));
}

TEST_F(RunTest, SaysNothingWhenQuiet) {
  folder_.Write("archive/a.html", kHonest);
  const ProgramResult result = RunProgram({"run", Archive(), "--out", Out("out"), "--quiet"});
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "");
}

TEST_F(RunTest, KeepsOutputInsideTheArchiveOutOfTheAudit) {
  folder_.Write("archive/a.html", kHonest);
  const std::string out = Archive() + "/audit-report";
  RunProgram({"run", Archive(), "--out", out});
  RunProgram({"run", Archive(), "--out", out});
  EXPECT_EQ(Lines(ReadFile(folder_.Path() / "archive/audit-report/documents.csv")), 2u);
}

TEST_F(RunTest, GivesEachRealDocumentOneRow) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS names no folder of real documents";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus))
    files += entry.is_regular_file() ? 1 : 0;
  const ProgramResult result = RunProgram({"run", corpus, "--out", Out("out")});
  EXPECT_THAT(result.exit_code, ::testing::AnyOf(0, 3)) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Documents: " + std::to_string(files)));
}

}  // namespace
}  // namespace audit
