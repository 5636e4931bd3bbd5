// The samples are documentation and test at once: each gives the findings that samples/expected says, and the reports
// of the whole folder are goldens. samples/expected is written from the rule catalogue, not from the program's output.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <yaml-cpp/yaml.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using Table = std::vector<std::map<std::string, std::string>>;

/// One run over a copy of the samples whose files all have the same date.
class SamplesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    const fs::path archive = folder_->Path() / "samples";
    fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples", archive, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(archive))
      fs::last_write_time(entry.path(),
                          std::chrono::file_clock::from_sys(std::chrono::sys_days{std::chrono::year(2026) / 1 / 2}));
    run_ = RunProgram({"run", archive.string(), "--out", (folder_->Path() / "out").string()});
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string Report(const std::string& name) { return ReadFile(folder_->Path() / "out" / name); }

  static TempFolder* folder_;
  static ProgramResult run_;
};

TempFolder* SamplesTest::folder_ = nullptr;
ProgramResult SamplesTest::run_;

TEST_F(SamplesTest, ReportsAreAsReviewed) {
  EXPECT_EQ(run_.exit_code, 3) << run_.err;  // samples/unreadable
  for (const std::string name : {"documents.csv", "findings.csv"})
    EXPECT_EQ(CompareGolden("golden/samples/" + name, Report(name)), "");
}

TEST_F(SamplesTest, GiveTheFindingsThatTheyMustGive) {
  const Table findings = ReadCsv(Report("findings.csv"));
  std::vector<std::string> wrong;
  for (const auto& entry : fs::directory_iterator(fs::path(AUDIT_SOURCE_DIR) / "samples/expected")) {
    const YAML::Node expected = YAML::LoadFile(entry.path().string());
    const auto file = expected["file"].as<std::string>();
    std::set<std::string> must;
    std::set<std::string> may;
    for (const YAML::Node& finding : expected["findings"])
      must.insert(finding["category"].as<std::string>());
    for (const YAML::Node& category : expected["optional"])
      may.insert(category.as<std::string>());
    std::set<std::string> have;
    for (const auto& finding : findings)
      if (finding.at("path") == file && finding.at("severity") != "info") have.insert(finding.at("category"));
    for (const std::string& category : must)
      if (!have.contains(category)) wrong.push_back(fmt::format("{}: misses {}", file, category));
    for (const std::string& category : have)
      if (!must.contains(category) && !may.contains(category))
        wrong.push_back(fmt::format("{}: alleges {}", file, category));
  }
  EXPECT_THAT(wrong, ::testing::IsEmpty());
}

TEST_F(SamplesTest, HonestSentencesAreNotQuotedInFindings) {
  const Table findings = ReadCsv(Report("findings.csv"));
  for (const auto& entry : fs::directory_iterator(fs::path(AUDIT_SOURCE_DIR) / "samples/expected")) {
    const YAML::Node expected = YAML::LoadFile(entry.path().string());
    const auto file = expected["file"].as<std::string>();
    for (const YAML::Node& sentence : expected["statements_must_not_be_claims"])
      for (const auto& finding : findings)
        if (finding.at("path") == file && finding.at("severity") != "info")
          EXPECT_NE(finding.at("quote"), sentence.as<std::string>()) << file << ": " << finding.at("rule");
  }
}

TEST_F(SamplesTest, UnreadableOnesAreListedAsSuch) {
  for (const auto& document : ReadCsv(Report("documents.csv"))) {
    if (document.at("path").starts_with("unreadable/")) {
      EXPECT_NE(document.at("outcome"), "audited") << document.at("path");
      EXPECT_NE(document.at("outcome_detail"), "") << document.at("path");
    } else if (document.at("outcome") != "skipped") {
      EXPECT_EQ(document.at("outcome"), "audited") << document.at("path");
    }
  }
}

}  // namespace
}  // namespace audit
