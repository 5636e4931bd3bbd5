// The shape that SARIF 2.1.0 asks of a log, and what is said in it. The official schema is not part of this repository;
// its required properties, enumerations and patterns are checked here.
#include "reporters/sarif/sarif_reporter.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

RunInfo RunWithRules() {
  RunInfo run = SomeRun();
  for (const char* id : {"us/false-approval", "us/guarantee"}) {
    RuleInfo rule;
    rule.id = id;
    rule.category = std::string(id).substr(3);
    rule.severity = Severity::kCritical;
    rule.title = "Title of the rule";
    rule.message = "What is wrong.";
    rule.why = "Why it matters.";
    rule.authorities = {{"21 CFR 807.97", Verification::kVerified, "note"}};
    run.rules.push_back(rule);
  }
  return run;
}

AuditRecord WithFindings(std::string_view path) {
  AuditRecord record = RecordAt(path);
  record.findings = {FindingOf("us/guarantee", Severity::kMedium, "We [guarantee](http://evil) it."),
                     FindingOf("us/false-approval", Severity::kCritical, "FDA approved")};
  record.findings[1].places = {{SourceLocation{}, ""}};
  record.findings[1].places[0].where.line = 7;
  record.findings[1].places[0].quote = "FDA approved";
  return record;
}

Json LogOf(const RunInfo& run, const RecordSource& records) {
  const TempFolder folder;
  WriteSarif(run, records, folder.Path());
  return Json::parse(ReadFile(folder.Path() / "findings.sarif"));
}

TEST(Sarif, HasWhatTheStandardRequires) {
  const Json log =
      LogOf(RunWithRules(), ListSource({WithFindings("a.html"), UnreadAt("b.pdf", Outcome::kCrashed, "x")}));
  EXPECT_EQ(log["version"], "2.1.0");
  EXPECT_THAT(log["$schema"].get<std::string>(), HasSubstr("sarif-schema-2.1.0.json"));
  ASSERT_EQ(log["runs"].size(), 1u);
  const Json& run = log["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "brochure-audit");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  EXPECT_EQ(run["artifacts"].size(), 2u);
  EXPECT_EQ(run["results"].size(), 2u);
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  for (const Json& rule : run["tool"]["driver"]["rules"]) {
    for (const char* text : {"shortDescription", "fullDescription", "help"})
      EXPECT_FALSE(rule[text]["text"].get<std::string>().empty()) << text;
    EXPECT_TRUE(levels.contains(rule["defaultConfiguration"]["level"]));
  }
  for (const Json& result : run["results"]) {
    EXPECT_TRUE(levels.contains(result["level"]));
    EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
    EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    EXPECT_GE(result["rank"].get<double>(), 0);
    EXPECT_LE(result["rank"].get<double>(), 100);
    for (const Json& location : result["locations"]) {
      const Json& artifact = location["physicalLocation"]["artifactLocation"];
      EXPECT_EQ(run["artifacts"][artifact["index"].get<std::size_t>()]["location"]["uri"], artifact["uri"]);
      EXPECT_TRUE(run["originalUriBaseIds"].contains(artifact["uriBaseId"].get<std::string>()));
    }
  }
}

TEST(Sarif, MapsSeveritiesAndPlaces) {
  const Json results = LogOf(RunWithRules(), ListSource({WithFindings("a.html")}))["runs"][0]["results"];
  EXPECT_EQ(results[0]["level"], "warning");
  EXPECT_EQ(results[1]["level"], "error");
  EXPECT_EQ(results[0]["locations"][0]["properties"]["page"], 2);
  EXPECT_FALSE(results[0]["locations"][0]["physicalLocation"].contains("region"));
  EXPECT_EQ(results[1]["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
  EXPECT_EQ(results[1]["locations"][0]["physicalLocation"]["region"]["snippet"]["text"], "FDA approved");
  EXPECT_EQ(results[0]["partialFingerprints"]["brochureAudit/v1"].get<std::string>().size(), 16u);
}

TEST(Sarif, MakesNoLinkOfADocumentsWords) {
  const Json results = LogOf(RunWithRules(), ListSource({WithFindings("a.html")}))["runs"][0]["results"];
  EXPECT_EQ(results[0]["locations"][0]["message"]["text"], "We \\[guarantee\\](http://evil) it.");
}

TEST(Sarif, WritesPathsAsUris) {
  const Json log = LogOf(RunWithRules(), ListSource({WithFindings("a b/\xE6\xA0\xB8#?%\\x1B.html")}));
  EXPECT_EQ(log["runs"][0]["artifacts"][0]["location"]["uri"], "a%20b/%E6%A0%B8%23%3F%25%5Cx1B.html");
}

TEST(Sarif, SuppressesWaivedFindingsAloneAndHidesNone) {
  AuditRecord record = WithFindings("a.html");
  EXPECT_FALSE(LogOf(RunWithRules(), ListSource({record}))["runs"][0]["results"][0].contains("suppressions"));
  RunInfo run = RunWithRules();
  run.waivers.file = "waivers.csv";
  record.findings[0].disposition = Disposition::kFalseAlarm;
  record.findings[0].disposition_note = "The refund is of the deposit";
  const Json results = LogOf(run, ListSource({record}))["runs"][0]["results"];
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0]["suppressions"][0]["kind"], "external");
  EXPECT_EQ(results[0]["suppressions"][0]["status"], "accepted");
  EXPECT_EQ(results[0]["suppressions"][0]["properties"]["disposition"], "false-alarm");
  EXPECT_EQ(results[1]["suppressions"], Json::array());
}

TEST(Sarif, TellsWhatIsNewSinceTheBaseline) {
  AuditRecord record = WithFindings("a.html");
  record.history = {{FindingChange::kNew, "r"}, {FindingChange::kOld, "q"}};
  EXPECT_FALSE(LogOf(RunWithRules(), ListSource({record}))["runs"][0]["results"][0].contains("baselineState"));
  RunInfo run = RunWithRules();
  run.baseline.name = "earlier";
  const Json results = LogOf(run, WithGone({record}))["runs"][0]["results"];
  EXPECT_EQ(results[0]["baselineState"], "new");
  EXPECT_EQ(results[1]["baselineState"], "unchanged");
  EXPECT_EQ(results[2]["baselineState"], "absent");
  EXPECT_EQ(results[2]["ruleId"], "us/guarantee");
}

TEST(Sarif, NotifiesOfEveryDocumentThatWasNotRead) {
  RunInfo run = RunWithRules();
  run.warnings = {"no sandbox"};
  const Json notifications =
      LogOf(run, ListSource({RecordAt("a.html"),
                             UnreadAt("b.pdf", Outcome::kTimedOut,
                                      "Too slow.")}))["runs"][0]["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(notifications.size(), 2u);
  EXPECT_EQ(notifications[1]["level"], "error");
  EXPECT_THAT(notifications[1]["message"]["text"].get<std::string>(), HasSubstr("timed out: Too slow."));
  EXPECT_EQ(notifications[1]["locations"][0]["physicalLocation"]["artifactLocation"]["index"], 1);
}

TEST(Sarif, OfAnEmptyRunIsALogWithoutResults) {
  const Json log = LogOf(SomeRun(), ListSource({}));
  EXPECT_EQ(log["runs"][0]["results"], Json::array());
  EXPECT_EQ(log["runs"][0]["artifacts"], Json::array());
}

}  // namespace
}  // namespace audit
