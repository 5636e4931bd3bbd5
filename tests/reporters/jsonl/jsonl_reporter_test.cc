#include "reporters/jsonl/jsonl_reporter.h"

#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "analyzers/vocabulary.h"
#include "tests/reporters/record_maker.h"
#include "tests/reporters/schema_check.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using Json = nlohmann::json;

AuditRecord FullRecord() {
  AuditRecord record = RecordAt("a\xFF.html");
  record.anomalies = {{"hidden-text", "white", OnPage(1)}};
  record.statements = {StatementOf("We \"guarantee\" it\x1b[31m.", {LabelOf(StatementKind::kGuaranteeClaim)})};
  record.findings = {FindingOf("us/guarantee", Severity::kHigh, "We \"guarantee\" it.\n{\"record\":\"forged\"}")};
  record.findings[0].statements = {0};
  record.findings[0].places[0].where.box = Box{1, 2, 3, 4};
  record.checklist = {{"us/checklist-status", "Is it stated?", Answered::kPartly, {{OnPage(1), "Not approved."}}}};
  record.history = {{FindingChange::kNew, "2026-11-27T00:00:00Z"}};
  return record;
}

std::vector<Json> LinesOf(const RecordSource& records) {
  const TempFolder folder;
  WriteJsonLines(SomeRun(), records, folder.Path());
  std::istringstream text(ReadFile(folder.Path() / "audit.jsonl"));
  std::vector<Json> lines;
  for (std::string line; std::getline(text, line);)
    lines.push_back(Json::parse(line));
  return lines;
}

Json Schema() {
  return Json::parse(ReadFile(std::filesystem::path(AUDIT_SOURCE_DIR) / "reporters/jsonl/audit.schema.json"));
}

TEST(JsonLines, EveryLineFitsTheSchema) {
  const Json schema = Schema();
  const SchemaCheck check(schema);
  std::vector<std::string> records;
  for (const Json& line : LinesOf(WithGone({FullRecord(), UnreadAt("b.pdf", Outcome::kTimedOut, "too slow")}))) {
    EXPECT_EQ(check.Problem(line), "") << line.dump();
    records.push_back(line["record"]);
  }
  EXPECT_THAT(records, ElementsAre("document", "statement", "finding", "document", "gone"));
}

TEST(JsonLines, SchemaRefusesWhatIsNotSaid) {
  const Json schema = Schema();
  const SchemaCheck check(schema);
  const std::vector<Json> lines = LinesOf(ListSource({FullRecord()}));
  for (const Json& line : lines) {
    for (const auto& [name, unused] : line.items()) {
      if (name == "change" || name == "first_seen_run") continue;
      Json without = line;
      without.erase(name);
      EXPECT_NE(check.Problem(without), "") << name;
    }
    Json more = line;
    more["surprise"] = 1;
    EXPECT_NE(check.Problem(more), "");
  }
  Json unknown = lines.back();
  unknown["severity"] = "terrible";
  EXPECT_NE(check.Problem(unknown), "");
}

TEST(JsonLines, SchemaNamesEveryWordOfTheVocabulary) {
  const Json definitions = Schema()["$defs"];
  const auto words = [](const auto& names) {
    Json out = Json::array();
    for (const auto& row : names)
      out.push_back(row.name);
    return out;
  };
  EXPECT_EQ(definitions["finding"]["properties"]["severity"]["enum"], words(NamesOf<Severity>()));
  EXPECT_EQ(definitions["finding"]["properties"]["disposition"]["enum"], words(NamesOf<Disposition>()));
  EXPECT_EQ(definitions["document"]["properties"]["checklist"]["items"]["properties"]["answered"]["enum"],
            words(NamesOf<Answered>()));
  EXPECT_EQ(definitions["authority"]["properties"]["verification"]["enum"], words(NamesOf<Verification>()));
  Json outcomes = Json::array();
  for (const Outcome outcome : kAllOutcomes)
    outcomes.push_back(OutcomeName(outcome));
  EXPECT_EQ(definitions["document"]["properties"]["outcome"]["enum"], outcomes);
}

TEST(JsonLines, SaysWhatWasNotRead) {
  const std::vector<Json> lines = LinesOf(ListSource({UnreadAt("b.pdf", Outcome::kTimedOut, "too slow")}));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["outcome"], "timed-out");
  EXPECT_EQ(lines[0]["fully_read"], false);
  EXPECT_EQ(lines[0]["clean"], false);
}

TEST(JsonLines, LeavesOutHistoryWithoutABaseline) {
  AuditRecord record = FullRecord();
  record.history.clear();
  EXPECT_FALSE(LinesOf(ListSource({record})).back().contains("change"));
}

}  // namespace
}  // namespace audit
