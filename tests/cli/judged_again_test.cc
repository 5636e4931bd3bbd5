// A run under other rules than the one before: documents are judged again from what is stored of their text, and the
// reports are those of a run that read everything anew.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class JudgedAgainTest : public ::testing::Test {
 protected:
  JudgedAgainTest() {
    fs::create_directories(folder_.Path() / "archive");
    for (const char* part : {"us", "tw", "unreadable"})
      fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples" / part, folder_.Path() / "archive" / part,
               fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(folder_.Path() / "archive"))
      if (entry.is_regular_file() && entry.path().extension() != ".yaml") ++files_;
  }

  void Run(const std::string& out, std::vector<std::string> more) const {
    std::vector<std::string> command = {"run", (folder_.Path() / "archive").string(), "--out",
                                        (folder_.Path() / out).string()};
    command.insert(command.end(), more.begin(), more.end());
    const ProgramResult result = RunProgram(command);
    EXPECT_EQ(result.exit_code, 3) << result.err;
  }

  std::string RunJson(const std::string& out) const { return ReadFile(folder_.Path() / out / "run.json"); }

  void ExpectSameReports(const std::string& one, const std::string& other) const {
    for (const std::string name :
         {"documents.csv", "statements.csv", "findings.csv", "report.html", "findings.sarif", "audit.jsonl"})
      EXPECT_TRUE(ReadFile(folder_.Path() / one / name) == ReadFile(folder_.Path() / other / name)) << name;
    for (const std::string tree : {"evidence", "pages"})
      EXPECT_TRUE(ReadTree(folder_.Path() / one / tree) == ReadTree(folder_.Path() / other / tree)) << tree;
  }

  TempFolder folder_;
  std::size_t files_ = 0;
};

TEST_F(JudgedAgainTest, FromWhatIsStoredWhenThePolicyChanges) {
  Run("out", {"--policy", "us"});
  EXPECT_THAT(RunJson("out"), HasSubstr("\"documents_judged_again\": 0"));
  Run("out", {"--policy", "us,tw", "--metrics", (folder_.Path() / "run.prom").string()});
  // Each file was read or found to be unreadable by a parser; none is parsed a second time.
  const std::string all = std::to_string(files_);
  EXPECT_THAT(RunJson("out"), HasSubstr("\"documents_judged_again\": " + all));
  EXPECT_THAT(ReadFile(folder_.Path() / "run.prom"), HasSubstr("brochure_audit_documents_judged_again " + all));
  Run("fresh", {"--policy", "us,tw"});
  EXPECT_THAT(RunJson("fresh"), HasSubstr("\"documents_judged_again\": 0"));
  ExpectSameReports("out", "fresh");
}

TEST_F(JudgedAgainTest, FromWhatIsStoredWhenTheSettingsOfAFolderChange) {
  Run("out", {});
  folder_.Write("archive/us/brochure-audit.yaml", "track: cosmetic\njurisdictions: [us, tw]\n");
  Run("out", {});
  EXPECT_THAT(RunJson("out"), ::testing::Not(HasSubstr("\"documents_judged_again\": 0")));
  Run("fresh", {});
  ExpectSameReports("out", "fresh");
}

TEST_F(JudgedAgainTest, ButReadsAgainWhatOtherLimitsReadInAnotherWay) {
  Run("out", {"--policy", "us"});
  Run("out", {"--policy", "us,tw", "--ocr", "never"});
  EXPECT_THAT(RunJson("out"), HasSubstr("\"documents_judged_again\": 0"));
  Run("fresh", {"--policy", "us,tw", "--ocr", "never"});
  ExpectSameReports("out", "fresh");
}

TEST_F(JudgedAgainTest, AlsoWhatWasMovedSince) {
  Run("out", {"--policy", "us"});
  fs::rename(folder_.Path() / "archive/us", folder_.Path() / "archive/moved");
  Run("out", {"--policy", "us"});
  Run("out", {"--policy", "us,tw"});
  EXPECT_THAT(RunJson("out"), HasSubstr("\"documents_judged_again\": " + std::to_string(files_)));
  Run("fresh", {"--policy", "us,tw"});
  ExpectSameReports("out", "fresh");
}

}  // namespace
}  // namespace audit
