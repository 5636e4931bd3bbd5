// Pictures of places in the run folder: named by their content, whole, and no more than the records show.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "parsers/sha256.h"
#include "tests/parsers/pdf/pdf_writer.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string Brochure(const std::string& more) {
  PdfPageText page;
  page.Text(72, 100, 20, "Exosome therapy", "F2")
      .Text(72, 140, 11, "Our exosome therapy is FDA-approved for arthritis.");
  page.Text(72, 180, 11, more);
  return PdfOf({page});
}

class EvidenceTest : public ::testing::Test {
 protected:
  EvidenceTest() { folder_.Write("archive/a.pdf", Brochure("We are open on Mondays.")); }

  int Run(const std::string& out, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command = {"run", (folder_.Path() / "archive").string(), "--out", At(out).string()};
    command.insert(command.end(), more.begin(), more.end());
    return RunProgram(command).exit_code;
  }
  fs::path At(const std::string& name) const { return folder_.Path() / name; }
  std::map<std::string, std::string> Pictures(const std::string& out) const { return ReadTree(At(out) / "evidence"); }

  TempFolder folder_;
};

TEST_F(EvidenceTest, IsNamedByItsContent) {
  ASSERT_EQ(Run("out"), 0);
  const auto pictures = Pictures("out");
  EXPECT_THAT(pictures, Not(IsEmpty()));
  for (const auto& [name, content] : pictures)
    EXPECT_EQ(name, Sha256Hex(content).substr(0, 32) + ".png");
}

TEST_F(EvidenceTest, IsNotMadeWhenNotWanted) {
  ASSERT_EQ(Run("out", {"--pictures", "never"}), 0);
  EXPECT_FALSE(fs::exists(At("out/evidence")));
  ASSERT_EQ(Run("out"), 0);
  EXPECT_THAT(Pictures("out"), Not(IsEmpty())) << "a run that wants them makes them";
  ASSERT_EQ(Run("out", {"--pictures", "never"}), 0);
  EXPECT_FALSE(fs::exists(At("out/evidence"))) << "and one that does not takes them away";
}

TEST_F(EvidenceTest, GoesWhenNoRecordShowsItAndStaysWhenOneDoes) {
  folder_.Write("archive/b.pdf", Brochure("Call us on any day but Sunday."));
  fs::copy(At("archive/b.pdf"), At("archive/c.pdf"));
  ASSERT_EQ(Run("out"), 0);
  const auto all = Pictures("out");
  fs::remove(At("archive/b.pdf"));
  ASSERT_EQ(Run("out"), 0);
  EXPECT_EQ(Pictures("out"), all) << "the copy shows the same";
  fs::remove(At("archive/c.pdf"));
  folder_.Write("out/evidence/.partial.x.png", "half");
  ASSERT_EQ(Run("out"), 0);
  ASSERT_EQ(Run("fresh"), 0);
  EXPECT_EQ(Pictures("out"), Pictures("fresh"));
  EXPECT_LT(Pictures("out").size(), all.size());
}

TEST_F(EvidenceTest, IsMadeAgainWhenItIsGoneOrEmpty) {
  ASSERT_EQ(Run("out"), 0);
  const auto pictures = Pictures("out");
  fs::remove(At("out/evidence") / pictures.begin()->first);
  ASSERT_EQ(Run("out"), 0);
  EXPECT_EQ(Pictures("out"), pictures);
  folder_.Write("out/evidence/" + pictures.begin()->first, "");
  ASSERT_EQ(Run("out"), 0);
  EXPECT_EQ(Pictures("out"), pictures);
  fs::remove_all(At("out/evidence"));
  ASSERT_EQ(Run("out"), 0);
  EXPECT_EQ(Pictures("out"), pictures);
  ASSERT_EQ(Run("out"), 0);
  EXPECT_THAT(ReadFile(At("out/run.json")), HasSubstr("\"documents_reused\": 1"));
}

TEST_F(EvidenceTest, TellsThatALimitLeftPlacesOut) {
  ASSERT_EQ(Run("out", {"--max-pictures", "1"}), 0);
  EXPECT_THAT(Pictures("out"), SizeIs(1));
  PdfPageText page;
  page.Text(72, 140, 11, "Our exosome therapy is FDA-approved for arthritis.");
  page.Text(72, 240, 11, "Our exosome therapy is guaranteed to cure diabetes.");
  folder_.Write("archive/a.pdf", PdfOf({page}));
  ASSERT_EQ(Run("out", {"--max-pictures", "1"}), 0);
  EXPECT_THAT(Pictures("out"), SizeIs(1));
  EXPECT_THAT(ReadFile(At("out/documents.csv")), HasSubstr("no-picture"));
  EXPECT_THAT(ReadFile(At("out/run.json")), HasSubstr("1 pictures and 10 s of processor time a document"));
}

}  // namespace
}  // namespace audit
