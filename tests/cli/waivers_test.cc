// A waiver file through the real program: marked, not hidden, left out of --fail-on, and the same bytes again.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WaiversRunTest : public ::testing::Test {
 protected:
  WaiversRunTest() {
    folder_.Write(
        "archive/a.html",
        "<html><body><h1>Exosome therapy</h1><p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>");
  }
  ProgramResult Run(const std::string& waivers, const std::string& day = "2026-11-27") const {
    const auto file = folder_.Write("waivers.csv", "rule,path,disposition,reason,who,until\n" + waivers);
    return RunProgram({"run", Path("archive"), "--out", Path("out"), "--policy", "us", "--fail-on", "critical",
                       "--waivers", file.string(), "--waivers-day", day});
  }
  std::string Path(const std::string& name) const { return (folder_.Path() / name).string(); }
  std::string Report(const std::string& name) const { return ReadFile(folder_.Path() / "out" / name); }

  TempFolder folder_;
};

constexpr const char* kAllCritical =
    "us/false-approval,**,accepted,Old stock,R. Counsel,2026-12-31\n"
    "us/disease-claim,**,false-alarm,Old stock,R. Counsel,2026-12-31\n"
    "us/missing-status-disclosure,a.html,accepted,Old stock,R. Counsel,2026-12-31\n";

TEST_F(WaiversRunTest, MarksFindingsAndLeavesThemOutOfFailOn) {
  EXPECT_EQ(Run("").exit_code, 1);
  const std::size_t all = ReadCsv(Report("findings.csv")).size();
  const ProgramResult result = Run(kAllCritical);
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_THAT(result.out, HasSubstr("Waivers: 3 read, 3 findings waived"));
  const auto findings = ReadCsv(Report("findings.csv"));
  EXPECT_EQ(findings.size(), all) << "nothing is hidden";
  for (const auto& finding : findings)
    if (finding.at("rule") == "us/false-approval") {
      EXPECT_EQ(finding.at("disposition"), "accepted");
      EXPECT_EQ(finding.at("disposition_note"), "Old stock (R. Counsel, until 2026-12-31)");
    } else if (finding.at("severity") == "info") {
      EXPECT_EQ(finding.at("disposition"), "") << finding.at("rule");
    }
  EXPECT_THAT(Report("report.html"), HasSubstr("3 findings are waived by"));
  EXPECT_THAT(Report("pages/findings.html"), HasSubstr("data-decision=\"accepted\""));
}

TEST_F(WaiversRunTest, NamesExpiredAndUnmatchedOnes) {
  const ProgramResult result =
      Run(std::string(kAllCritical) + "us/guarantee,**,accepted,Nothing there,R. Counsel,2028-01-01\n", "2027-01-01");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("waivers.csv:2: expired (until 2026-12-31): Old stock"));
  EXPECT_THAT(result.out, HasSubstr("waivers.csv:5: matches no finding (until 2028-01-01): Nothing there"));
  EXPECT_THAT(Report("report.html"), HasSubstr("Matches no finding"));
}

TEST_F(WaiversRunTest, ReportsAreTheSameOnEachDayUntilOneExpires) {
  Run(kAllCritical, "2026-11-27");
  const std::string page = Report("report.html");
  const std::string findings = Report("findings.csv");
  Run(kAllCritical, "2026-12-31");
  EXPECT_EQ(Report("report.html"), page);
  EXPECT_EQ(Report("findings.csv"), findings);
  Run(kAllCritical, "2027-01-01");
  EXPECT_NE(Report("findings.csv"), findings);
}

TEST_F(WaiversRunTest, ReportIsWrittenAgainWithTheWaiversOfTheRun) {
  Run(kAllCritical);
  const std::string page = Report("report.html");
  std::filesystem::remove(folder_.Path() / "waivers.csv");
  std::filesystem::remove(folder_.Path() / "out/report.html");
  EXPECT_EQ(RunProgram({"report", Path("out")}).exit_code, 0);
  EXPECT_EQ(Report("report.html"), page);
}

TEST_F(WaiversRunTest, BadFileStopsTheRunWithItsPlace) {
  const ProgramResult result = Run("us/false-approval,**,maybe,Why,Who,2027-01-01\n");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("waivers.csv:2:22: unknown word 'maybe' for 'disposition'; valid are: "));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "out/findings.csv"));
}

}  // namespace
}  // namespace audit
