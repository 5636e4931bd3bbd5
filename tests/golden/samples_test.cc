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

/// One run over a copy of the samples whose files all have the same date. Without OCR, whose words may differ from
/// one machine to another.
class SamplesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    const fs::path archive = folder_->Path() / "samples";
    fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples", archive, fs::copy_options::recursive);
    const auto date = fs::file_time_type(std::chrono::file_clock::from_sys(
        std::chrono::sys_seconds(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2))));
    for (const auto& entry : fs::recursive_directory_iterator(archive))
      fs::last_write_time(entry.path(), date);
    run_ = RunProgram({"run", archive.string(), "--ocr", "never", "--out", (folder_->Path() / "out").string()});
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

std::vector<YAML::Node> Expectations(const std::string& folder = "samples/expected") {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(AUDIT_SOURCE_DIR) / folder))
    if (entry.path().extension() == ".yaml") files.insert(entry.path());
  std::vector<YAML::Node> expectations;
  for (const fs::path& file : files)
    expectations.push_back(YAML::LoadFile(file.string()));
  return expectations;
}

std::set<std::string> Categories(const YAML::Node& findings) {
  std::set<std::string> categories;
  for (const YAML::Node& finding : findings)
    categories.insert(finding["category"].as<std::string>());
  return categories;
}

std::set<std::string> CategoriesFound(const Table& findings, const std::string& path) {
  std::set<std::string> categories;
  for (const auto& finding : findings)
    if (finding.at("path") == path && finding.at("severity") != "info") categories.insert(finding.at("category"));
  return categories;
}

/// Findings that quote sentences which only look like claims, a line each.
std::string InnocentQuoted(const Table& findings, const YAML::Node& expected) {
  std::string lines;
  for (const YAML::Node& sentence : expected["statements_must_not_be_claims"])
    for (const auto& finding : findings)
      if (finding.at("path") == expected["file"].as<std::string>() && finding.at("severity") != "info" &&
          finding.at("quote") == sentence.as<std::string>())
        lines += fmt::format("{}: {} quotes {}\n", finding.at("path"), finding.at("rule"), finding.at("quote"));
  return lines;
}

/// What the program does not yet do right on the samples is written down, so that every change of it is reviewed.
TEST_F(SamplesTest, GiveTheFindingsThatTheyMustGiveButForKnownGaps) {
  const Table findings = ReadCsv(Report("findings.csv"));
  std::string gaps;
  int right = 0;
  int honest = 0;
  int left_clean = 0;
  for (const YAML::Node& expected : Expectations()) {
    const auto file = expected["file"].as<std::string>();
    const auto must = Categories(expected["findings"]);
    const auto may = Categories(expected["optional_findings"]);
    const auto have = CategoriesFound(findings, file);
    if (expected["clean"].as<bool>()) {
      ++honest;
      left_clean += have.empty() ? 1 : 0;
    }
    for (const std::string& category : must) {
      if (have.contains(category))
        ++right;
      else
        gaps += fmt::format("{}: misses {}\n", file, category);
    }
    for (const std::string& category : have)
      if (!must.contains(category) && !may.contains(category)) gaps += fmt::format("{}: alleges {}\n", file, category);
    gaps += InnocentQuoted(findings, expected);
  }
  const std::string summary =
      fmt::format("{} categories right\n{} of {} honest brochures left clean\n{}", right, left_clean, honest, gaps);
  EXPECT_EQ(CompareGolden("golden/samples/known-gaps.txt", summary), "");
}

TEST_F(SamplesTest, UnreadableOnesAreListedAsSuch) {
  for (const auto& document : ReadCsv(Report("documents.csv"))) {
    // This run is without OCR.
    if (document.at("path").starts_with("unreadable/") || document.at("path").starts_with("scanned/")) {
      EXPECT_NE(document.at("outcome"), "audited") << document.at("path");
      EXPECT_NE(document.at("outcome_detail"), "") << document.at("path");
    } else if (document.at("outcome") != "skipped") {
      EXPECT_EQ(document.at("outcome"), "audited") << document.at("path");
    }
  }
}

/// By categories, as single letters may be read otherwise on another machine.
TEST(ScannedSamples, GiveTheFindingsThatTheyMustGiveWithOcr) {
  const TempFolder folder;
  fs::create_directories(folder.Path() / "samples");
  fs::copy(fs::path(AUDIT_SOURCE_DIR) / "samples/scanned", folder.Path() / "samples/scanned",
           fs::copy_options::recursive);
  const ProgramResult run = RunProgram(
      {"run", (folder.Path() / "samples").string(), "--ocr", "auto", "--out", (folder.Path() / "out").string()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const Table findings = ReadCsv(ReadFile(folder.Path() / "out/findings.csv"));
  const std::vector<YAML::Node> expectations = Expectations("samples/expected/scanned");
  EXPECT_FALSE(expectations.empty());
  for (const YAML::Node& expected : expectations) {
    std::set<std::string> allowed = Categories(expected["findings"]);
    const std::set<std::string> have = CategoriesFound(findings, expected["file"].as<std::string>());
    EXPECT_THAT(have, testing::IsSupersetOf(allowed));
    allowed.merge(Categories(expected["optional_findings"]));
    EXPECT_THAT(allowed, testing::IsSupersetOf(have));
    EXPECT_EQ(InnocentQuoted(findings, expected), "");
  }
}

}  // namespace
}  // namespace audit
