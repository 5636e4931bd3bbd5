// A folder of the archive that cannot be listed in one night: nothing in it looks deleted, all of it is told of, and
// when it can be listed again nothing has to be parsed again.
#include <gmock/gmock.h>

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

constexpr std::string_view kFalse =
    "<html><body><p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>";

class UnlistableTest : public ::testing::Test {
 protected:
  UnlistableTest() {
    folder_.Write("archive/a.html", kFalse);
    folder_.Write("archive/locked/b.html", std::string(kFalse) + "<!-- b -->");
    folder_.Write("archive/locked/deep/c.html", std::string(kFalse) + "<!-- c -->");
    folder_.Write("archive/locked/~$d.docx", "left by an editor");
    folder_.Write("archive/locked0/e.html", std::string(kFalse) + "<!-- e -->");
  }
  ~UnlistableTest() override { Lock(fs::perms::owner_all); }

  void Lock(fs::perms left) const { fs::permissions(folder_.Path() / "archive/locked", left); }

  ProgramResult Run() const {
    const std::string out = (folder_.Path() / "out").string();
    return RunProgram({"run", (folder_.Path() / "archive").string(), "--out", out, "--baseline", out},
                      Permissions::kHeeded);
  }
  std::string Report(const std::string& name) const { return ReadFile(folder_.Path() / "out" / name); }

  /// "a.html audited", ...
  std::vector<std::string> Documents() const {
    std::vector<std::string> rows;
    for (auto& row : ReadCsv(Report("documents.csv")))
      rows.push_back(row["path"] + " " + row["outcome"]);
    return rows;
  }

  TempFolder folder_;
};

TEST_F(UnlistableTest, KeepsWhatIsKnownBelowIt) {
  ASSERT_EQ(Run().exit_code, 0);
  ASSERT_EQ(Run().exit_code, 0);
  const std::vector<std::string> before = Documents();
  const std::string findings = Report("findings.csv");
  const auto all = ElementsAre("a.html audited", "locked unreadable", "locked/b.html unreadable",
                               "locked/deep/c.html unreadable", "locked/~$d.docx skipped", "locked0/e.html audited");
  Lock(fs::perms::none);
  for (int night = 0; night < 2; ++night) {
    const ProgramResult result = Run();
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_THAT(Documents(), all);
    EXPECT_THAT(Report("documents.csv"), HasSubstr("The folder cannot be listed: Permission denied."));
    EXPECT_THAT(Report("documents.csv"), HasSubstr("It lies in locked, which cannot be listed now"));
    EXPECT_TRUE(ReadCsv(Report("changes.csv")).empty()) << "nothing is gone";
  }
  Lock(fs::perms::owner_all);
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_EQ(Documents(), before);
  EXPECT_EQ(Report("findings.csv"), findings) << "also in which run each was first seen";
  EXPECT_THAT(Report("run.json"), HasSubstr("\"documents_judged_again\": 2"));
}

TEST_F(UnlistableTest, ReadsAnewWhatChangedMeanwhile) {
  ASSERT_EQ(Run().exit_code, 0);
  Lock(fs::perms::none);
  EXPECT_EQ(Run().exit_code, 3);
  Lock(fs::perms::owner_all);
  folder_.Write("archive/locked/b.html", "<html><body><p>We are open on Mondays.</p></body></html>");
  fs::remove(folder_.Path() / "archive/locked/deep/c.html");
  EXPECT_EQ(Run().exit_code, 0);
  EXPECT_THAT(Documents(), ElementsAre("a.html audited", "locked/b.html audited", "locked/~$d.docx skipped",
                                       "locked0/e.html audited"));
  EXPECT_THAT(Report("findings.csv"), ::testing::Not(HasSubstr("b.html")));
}

}  // namespace
}  // namespace audit
