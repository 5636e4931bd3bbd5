// Rules are data: a new or edited file is in every list and report at once, without a rebuild.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "tests/support/csv.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kRule =
    "title: Free parking promised\ncategory: guarantee\nseverity: medium\nwhy: Parking is no treatment.\n"
    "when:\n  statement: {says: [parking is free]}\nmessage: Promises free parking.\n"
    "authorities:\n  - {cite: House manual, mark: U}\n"
    "cases:\n  breach: [\"Parking is free, and results are guaranteed.\"]\n  clean: [Results are not guaranteed.]\n";

class PolicyTest : public ::testing::Test {
 protected:
  PolicyTest() {
    folder_.Write("archive/a.html",
                  "<h1>Exosome therapy</h1><p>Our exosome therapy is the best in the country. Parking is free.</p>");
    folder_.Write("house/pack.yaml", "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n");
    folder_.Write("house/parking.yaml", kRule);
  }
  std::string Path(const std::string& name) const { return (folder_.Path() / name).string(); }
  std::string Packs() const { return "us," + Path("house"); }
  ProgramResult Run() const {
    return RunProgram({"run", Path("archive"), "--out", Path("out"), "--policy", Packs(), "--quiet"});
  }
  std::string Report(const std::string& name) const { return ReadFile(folder_.Path() / "out" / name); }
  std::map<std::string, std::string> FindingOf(const std::string& rule) const {
    for (const auto& finding : ReadCsv(Report("findings.csv")))
      if (finding.at("rule") == rule) return finding;
    return {};
  }

  TempFolder folder_;
};

TEST_F(PolicyTest, NewRuleIsSeenEverywhere) {
  EXPECT_THAT(RunProgram({"policy", "list", "--policy", Packs()}).out, HasSubstr("house/parking"));
  const ProgramResult shown = RunProgram({"policy", "show", "house/parking", "--policy", Packs()});
  EXPECT_THAT(shown.out, HasSubstr("Promises free parking."));
  EXPECT_THAT(shown.out, HasSubstr("House manual (unverified)"));
  const ProgramResult tested = RunProgram({"policy", "test", "--policy", Path("house")});
  EXPECT_EQ(tested.exit_code, 0) << tested.out;
  EXPECT_THAT(tested.out, HasSubstr("1 rules, 2 cases passed, 0 failed"));
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_EQ(FindingOf("house/parking").at("severity"), "medium");
  EXPECT_EQ(FindingOf("house/parking").at("quote"), "Parking is free.");
  for (const std::string report : {"report.html", "run.json"})
    EXPECT_THAT(Report(report), HasSubstr("house/parking")) << report;
  EXPECT_THAT(RunProgram({"run", Path("archive"), "--out", Path("out"), "--policy", Packs(), "--fail-on", "low"}).out,
              HasSubstr("medium"));
}

TEST_F(PolicyTest, EditedSeverityAndMessageChangeTheReportWithoutARebuild) {
  ASSERT_EQ(Run().exit_code, 0);
  const auto before = FindingOf("house/parking");
  std::string edited(kRule);
  edited.replace(edited.find("medium"), 6, "low");
  edited.replace(edited.find("Promises free parking."), 22, "Says that parking is free.");
  folder_.Write("house/parking.yaml", edited);
  ASSERT_EQ(Run().exit_code, 0);
  const auto after = FindingOf("house/parking");
  EXPECT_EQ(after.at("severity"), "low");
  EXPECT_EQ(after.at("message"), "Says that parking is free.");
  EXPECT_EQ(after.at("fingerprint"), before.at("fingerprint"));
}

TEST_F(PolicyTest, ExtensionChangesARuleOfAnInstalledPack) {
  folder_.Write("house/superlatives.yaml", "extends: us/superiority\nseverity: critical\nmessage: See chapter 4.\n");
  ASSERT_EQ(Run().exit_code, 0);
  const auto finding = FindingOf("us/superiority");
  EXPECT_EQ(finding.at("severity"), "critical");
  EXPECT_EQ(finding.at("message"), "See chapter 4.");
  EXPECT_THAT(RunProgram({"policy", "show", "us/superiority", "--policy", Packs()}).out,
              HasSubstr("Changed by: house/superlatives"));
}

TEST_F(PolicyTest, BrokenRuleStopsTheRunBeforeTheFirstDocument) {
  folder_.Write("house/parking.yaml", std::string(kRule) + "severity: low\n");
  const ProgramResult result = Run();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("parking.yaml:13:1: key 'severity' is given twice"));
  EXPECT_FALSE(fs::exists(folder_.Path() / "out"));
}

TEST_F(PolicyTest, RuleBrokenSinceTheLastRunStopsTheNextOne) {
  ASSERT_EQ(Run().exit_code, 0);
  folder_.Write("house/parking.yaml", std::string(kRule) + "severity: low\n");
  const ProgramResult result = Run();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("parking.yaml:13:1: key 'severity' is given twice"));
  folder_.Write("house/parking.yaml", kRule);
  ASSERT_EQ(Run().exit_code, 0);
  EXPECT_EQ(FindingOf("house/parking").at("severity"), "medium");
}

TEST_F(PolicyTest, FileThatIsNewUnderTheSameRulesIsJudgedByThem) {
  ASSERT_EQ(Run().exit_code, 0);
  folder_.Write("archive/b.html",
                "<h1>Exosome therapy</h1><p>Parking costs nothing here. Parking is free for all.</p>");
  ASSERT_EQ(Run().exit_code, 0);
  std::vector<std::string> judged;
  for (const auto& finding : ReadCsv(Report("findings.csv")))
    if (finding.at("rule") == "house/parking") judged.push_back(finding.at("path"));
  EXPECT_THAT(judged, UnorderedElementsAre("a.html", "b.html"));
}

TEST_F(PolicyTest, SchemaNamesTheWordsThatTheReaderTakes) {
  const ProgramResult rule = RunProgram({"policy", "schema"});
  EXPECT_EQ(rule.exit_code, 0);
  EXPECT_THAT(rule.out, HasSubstr("https://json-schema.org/draft/2020-12/schema"));
  EXPECT_THAT(rule.out, HasSubstr("\"approval-forecast\""));
  EXPECT_THAT(RunProgram({"policy", "schema", "waivers"}).out, HasSubstr("\"being-corrected\""));
  EXPECT_EQ(RunProgram({"policy", "schema", "lexicon"}).exit_code, 2);
}

}  // namespace
}  // namespace audit
