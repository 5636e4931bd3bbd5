// `annotate` through the real program: copies outside of the archive, an index that leaves nothing out, the originals
// as they were.
#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "parsers/sha256.h"
#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kPage =
    "<html><body><h1>Exosome therapy</h1><p>Our exosome therapy is FDA-approved for arthritis.</p></body></html>";

class AnnotateTest : public ::testing::Test {
 protected:
  AnnotateTest() {
    folder_.Write("archive/a/page.html", kPage);
    folder_.Write("archive/notes.txt", "Our exosome therapy is FDA-approved for arthritis.\n");
    EXPECT_EQ(RunProgram({"run", Path("archive"), "--out", Path("out"), "--policy", "us", "--quiet"}).exit_code, 0);
  }
  std::string Path(const std::string& name) const { return (folder_.Path() / name).string(); }
  ProgramResult Annotate(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"annotate", Path("out"), "--out", Path(out)});
    return RunProgram(more);
  }
  auto Index(const std::string& out) const { return ReadCsv(ReadFile(folder_.Path() / out / "annotations.csv")); }

  TempFolder folder_;
};

std::vector<std::string> Column(const std::vector<std::map<std::string, std::string>>& rows, const std::string& name) {
  std::vector<std::string> out;
  for (const auto& row : rows)
    out.push_back(row.at(name));
  return out;
}

TEST_F(AnnotateTest, IndexHasEveryPlaceOfEveryFinding) {
  const ProgramResult result = Annotate("copies");
  EXPECT_EQ(result.exit_code, 3) << result.err;  // plain text cannot be marked
  const auto findings = ReadCsv(ReadFile(folder_.Path() / "out/findings.csv"));
  const auto index = Index("copies");
  for (const auto& finding : findings)
    EXPECT_THAT(Column(index, "finding_id"), ::testing::Contains(finding.at("finding_id")));
  for (const auto& row : index) {
    if (row.at("path") != "notes.txt") continue;
    EXPECT_EQ(row.at("placed"), "not placed");
    EXPECT_EQ(row.at("copy"), "");
    EXPECT_THAT(row.at("document_note"), HasSubstr("not marked: its format has no place for comments"));
  }
}

TEST_F(AnnotateTest, LeavesTheArchiveAsItWas) {
  Annotate("copies");
  EXPECT_EQ(ReadFile(folder_.Path() / "archive/a/page.html"), kPage);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.Path() / "archive"))
    files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 2u);
  for (const char* inside : {"archive/copies", "archive/a/copies", "archive/../archive/copies"}) {
    const ProgramResult result = Annotate(inside);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("lies in the archive")) << inside;
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / inside));
  }
}

TEST_F(AnnotateTest, SaysThatAnOriginalChangedOrIsGone) {
  folder_.Write("archive/a/page.html", std::string(kPage) + "<p>New words.</p>");
  std::filesystem::remove(folder_.Path() / "archive/notes.txt");
  EXPECT_EQ(Annotate("copies").exit_code, 3);
  for (const auto& row : Index("copies"))
    EXPECT_THAT(row.at("document_note"),
                HasSubstr(row.at("path") == "notes.txt" ? "No such file" : "no longer the file that was audited"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "copies/a/page.html"));
}

TEST_F(AnnotateTest, RefusesWhatStandsAlreadyAndUnknownSelections) {
  folder_.Write("copies/mine.txt", "kept");
  EXPECT_THAT(Annotate("copies").err, HasSubstr("exists already"));
  EXPECT_EQ(ReadFile(folder_.Path() / "copies/mine.txt"), "kept");
  EXPECT_THAT(Annotate("new", {"--select", "document=nothing.pdf"}).err, HasSubstr("no document of the run"));
  EXPECT_THAT(Annotate("new", {"--select", "color=red"}).err, HasSubstr("valid keys are"));
  EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "new"));
}

TEST_F(AnnotateTest, TakesWhatIsSelectedAlone) {
  Annotate("copies", {"--select", "rule=us/false-approval", "--select", "folder=a"});
  const auto index = Index("copies");
  EXPECT_THAT(index, SizeIs(1));
  EXPECT_EQ(index.at(0).at("rule"), "us/false-approval");
  EXPECT_EQ(index.at(0).at("path"), "a/page.html");
}

}  // namespace
}  // namespace audit
