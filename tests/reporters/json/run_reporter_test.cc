#include "reporters/json/run_reporter.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "analyzers/setup_error.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Written(const RunInfo& run, std::vector<AuditRecord> records) {
  const TempFolder folder;
  WriteRunJson(run, ListSource(std::move(records)), folder.Path());
  return ReadFile(folder.Path() / "run.json");
}

std::vector<std::string> Keys(const nlohmann::ordered_json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items())
    keys.push_back(key);
  return keys;
}

TEST(RunReporter, KeepsItsKeysInOneOrder) {
  const auto json = nlohmann::ordered_json::parse(Written(SomeRun(), {}));
  EXPECT_THAT(Keys(json), ElementsAre("tool_version", "policy_digest", "packs", "waivers", "baseline", "archives",
                                      "limits", "warnings", "documents", "statements", "findings", "started_utc",
                                      "finished_utc", "cpu_seconds", "documents_reused", "documents_judged_again"));
  EXPECT_THAT(Keys(json["findings"]["by_severity"]), ElementsAre("critical", "high", "medium", "low", "info"));
  EXPECT_THAT(Keys(json["documents"]["by_outcome"]),
              ElementsAre("audited", "partly-read", "unreadable", "unsupported", "timed-out", "crashed", "skipped"));
}

TEST(RunReporter, CountsDocumentsFindingsAndRules) {
  RunInfo run = SomeRun();
  run.rules.resize(2);
  run.rules[0].id = "us/silent";
  run.rules[1].id = "us/a";
  run.documents_reused = 3;
  AuditRecord found = RecordAt("a.html");
  found.findings = {FindingOf("us/a", Severity::kHigh, "x"), FindingOf("us/a", Severity::kHigh, "y"),
                    FindingOf("us/b", Severity::kInfo, "z")};
  AuditRecord info_alone = RecordAt("b.html");
  info_alone.findings = {FindingOf("us/b", Severity::kInfo, "z")};
  const auto json =
      nlohmann::json::parse(Written(run, {found, info_alone, UnreadAt("c.pdf", Outcome::kCrashed, "Signal 11."),
                                          UnreadAt("d.pdf", Outcome::kSkipped, "Excluded.")}));
  EXPECT_EQ(json["documents"]["total"], 4);
  EXPECT_EQ(json["documents"]["clean"], 1);
  EXPECT_EQ(json["documents"]["not_fully_read"], 1);
  EXPECT_EQ(json["documents"]["unjudged"], 0);
  EXPECT_EQ(json["documents"]["by_outcome"]["audited"], 2);
  EXPECT_EQ(json["findings"]["total"], 4);
  EXPECT_EQ(json["findings"]["by_severity"]["high"], 2);
  EXPECT_EQ(json["findings"]["by_rule"], nlohmann::json({{"us/a", 2}, {"us/b", 2}, {"us/silent", 0}}));
  EXPECT_EQ(json["documents_reused"], 3);
  EXPECT_EQ(json["packs"][0]["as_of"], "2026-11-22");
}

TEST(RunReporter, WritesValidUtf8ForAnyArchiveName) {
  RunInfo run = SomeRun();
  run.archives = {"/srv/\xFF"};
  EXPECT_THAT(Written(run, {}), HasSubstr("/srv/\uFFFD"));
}

TEST(RunReporter, ThrowsWhenTheFolderCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THROW(WriteRunJson(SomeRun(), ListSource({}), folder.Path() / "missing"), SetupError);
}

}  // namespace
}  // namespace audit
