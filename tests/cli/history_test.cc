// Findings over time: new, changed and gone since a baseline, and what schedules are told of them.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kFalse =
    "<html><body><p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>";
constexpr std::string_view kOther =
    "<html><body><p>Our clinic guarantees that the therapy cures asthma.</p></body></html>";

class HistoryTest : public ::testing::Test {
 protected:
  std::string At(const std::string& name) const { return (folder_.Path() / name).string(); }
  ProgramResult Run(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run", At("archive"), "--out", At(out)});
    return RunProgram(more);
  }
  /// "new a.html us/false-approval", ... without repeats, from changes.csv.
  std::vector<std::string> Changes(const std::string& out) const {
    std::vector<std::string> changes;
    for (auto& row : ReadCsv(ReadFile(At(out + "/changes.csv"))))
      changes.push_back(row["change"] + " " + row["path"]);
    changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
    return changes;
  }
  std::vector<std::string> FirstSeen(const std::string& out) const {
    std::vector<std::string> runs;
    for (auto& row : ReadCsv(ReadFile(At(out + "/findings.csv"))))
      runs.push_back(row["first_seen_run"]);
    return runs;
  }

  TempFolder folder_;
};

TEST_F(HistoryTest, TellsNewAndGoneSinceAnotherRun) {
  folder_.Write("archive/a.html", kFalse);
  folder_.Write("archive/b.html", kFalse);
  Run("before");
  folder_.Write("archive/c.html", kOther);
  fs::remove(At("archive/b.html"));
  const ProgramResult result = Run("after", {"--baseline", At("before")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(Changes("after"), ElementsAre("new c.html", "gone b.html"));
  EXPECT_THAT(result.out, HasSubstr(" new, 0 changed, "));
  const std::string page = ReadFile(At("after/report.html"));
  EXPECT_THAT(page, HasSubstr("<span class=\"badge\">New</span>"));
  EXPECT_THAT(page, HasSubstr("Gone since then"));
  const ProgramResult diff = RunProgram({"diff", At("before"), At("after")});
  EXPECT_EQ(diff.exit_code, 0) << diff.err;
  EXPECT_THAT(diff.out, HasSubstr("gone    critical us/false-approval  b.html"));
  EXPECT_THAT(diff.out, Not(HasSubstr("a.html")));
}

TEST_F(HistoryTest, WithoutABaselineNothingIsSaidOfIt) {
  folder_.Write("archive/a.html", kFalse);
  Run("out");
  EXPECT_FALSE(fs::exists(At("out/changes.csv")));
  EXPECT_THAT(FirstSeen("out"), ::testing::Each(std::string()));
}

TEST_F(HistoryTest, ANightlyRunComparesWithItsLastFinishedRun) {
  folder_.Write("archive/a.html", kFalse);
  const std::vector<std::string> nightly = {"--baseline", At("out"), "--fail-on", "new:high"};
  EXPECT_EQ(Run("out", nightly).exit_code, 1) << "in the first run all is new";
  const std::vector<std::string> first = FirstSeen("out");
  EXPECT_EQ(Run("out", nightly).exit_code, 0);
  EXPECT_THAT(Changes("out"), IsEmpty());
  EXPECT_EQ(FirstSeen("out"), first);
  folder_.Write("archive/z.html", kFalse);
  EXPECT_EQ(Run("out", nightly).exit_code, 1);
  EXPECT_THAT(Changes("out"), ElementsAre("new z.html"));
  EXPECT_EQ(FirstSeen("out").front(), first.front()) << "a.html was seen first in the first run";
}

TEST_F(HistoryTest, KnowsADocumentThatMoved) {
  folder_.Write("archive/a.html", kFalse);
  Run("before");
  fs::create_directory(At("archive/elsewhere"));
  fs::rename(At("archive/a.html"), At("archive/elsewhere/b.html"));
  Run("after", {"--baseline", At("before")});
  EXPECT_THAT(Changes("after"), IsEmpty());
}

TEST_F(HistoryTest, AFindingIsNotGoneBecauseItsDocumentCouldNotBeRead) {
  folder_.Write("archive/a.html", kFalse);
  folder_.Write("archive/b.html", kFalse);
  const std::vector<std::string> nightly = {"--baseline", At("out")};
  Run("out", nightly);
  folder_.Write("archive/a.html", "");
  Run("out", nightly);
  EXPECT_THAT(Changes("out"), IsEmpty());
  folder_.Write("archive/a.html", kFalse);
  Run("out", nightly);
  EXPECT_THAT(Changes("out"), IsEmpty()) << "it was there all the time";
}

TEST_F(HistoryTest, LeavesReportsThatStand) {
  folder_.Write("archive/a.html", kFalse);
  Run("out");
  const auto written = fs::last_write_time(At("out/report.html"));
  const ProgramResult again = Run("out", {"--fail-on", "high"});
  EXPECT_EQ(again.exit_code, 1) << "the stored summary counts";
  EXPECT_EQ(fs::last_write_time(At("out/report.html")), written);
  EXPECT_THAT(ReadFile(At("out/run.json")), HasSubstr("\"documents_reused\": 1"));
  fs::remove(At("out/findings.csv"));
  Run("out");
  EXPECT_TRUE(fs::exists(At("out/findings.csv")));
  folder_.Write("archive/b.html", kFalse);
  Run("out");
  EXPECT_THAT(ReadFile(At("out/documents.csv")), HasSubstr("b.html"));
  fs::remove(At("archive/b.html"));
  Run("out");
  EXPECT_THAT(ReadFile(At("out/documents.csv")), Not(HasSubstr("b.html")));
}

TEST_F(HistoryTest, SchedulesGetLogLinesAndMetrics) {
  folder_.Write("archive/a.html", kFalse);
  folder_.Write("archive/broken.pdf", "%PDF-1.7");
  const ProgramResult result = Run("out", {"--json-log", "--metrics", At("audit.prom"), "--baseline", At("out")});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("\"event\":\"started\""));
  EXPECT_THAT(result.err, HasSubstr("\"event\":\"not-fully-read\",\"path\":\"broken.pdf\",\"outcome\":\"unreadable\""));
  EXPECT_THAT(result.err, HasSubstr("\"event\":\"finished\",\"exit_code\":3"));
  const std::string metrics = ReadFile(At("audit.prom"));
  EXPECT_THAT(metrics, HasSubstr("brochure_audit_documents{outcome=\"unreadable\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("brochure_audit_new_findings{severity=\"critical\"} "));
  EXPECT_THAT(metrics, Not(HasSubstr("brochure_audit_new_findings{severity=\"critical\"} 0\n")));
  EXPECT_THAT(metrics, HasSubstr("brochure_audit_run_exit_code 3\n"));
  const ProgramResult failed = RunProgram({"run", "/no/such/archive", "--out", At("other"), "--json-log"});
  EXPECT_EQ(failed.exit_code, 2);
  EXPECT_THAT(failed.err, HasSubstr("\"event\":\"failed\",\"message\":\"archive /no/such/archive"));
}

TEST_F(HistoryTest, RefusesBaselinesThatAreNone) {
  folder_.Write("archive/a.html", kFalse);
  EXPECT_THAT(Run("out", {"--fail-on", "new:high"}).err, HasSubstr("needs --baseline"));
  EXPECT_THAT(Run("out", {"--baseline", At("nowhere")}).err, HasSubstr("holds no stored run"));
  EXPECT_THAT(Run("out", {"--fail-on", "new:awful"}).err, HasSubstr("info, low, medium, high, critical"));
}

}  // namespace
}  // namespace audit
