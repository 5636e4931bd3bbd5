#include "reporters/jsonl/jsonl_reporter.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
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
using ::testing::HasSubstr;
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

std::string TextOf(const RecordSource& records) {
  const TempFolder folder;
  WriteJsonLines(SomeRun(), records, folder.Path());
  return ReadFile(folder.Path() / "audit.jsonl");
}

std::vector<Json> LinesOf(const RecordSource& records) {
  std::istringstream text(TextOf(records));
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

/// A document and a statement for each text.
std::vector<Json> LinesOfStatements(const std::vector<std::string>& texts) {
  AuditRecord record = RecordAt("a.html");
  for (const std::string& text : texts)
    record.statements.push_back(StatementOf(text, {}));
  return LinesOf(ListSource({record}));
}

/// As a tree of nlohmann's gives it back, with U+FFFD for what is not UTF-8.
Json ReadBack(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

TEST(JsonLines, GiveBackEveryTextAndReplaceWhatIsNotUtf8) {
  std::vector<std::string> texts = {"外泌體 \u2028 \U0001F9EA", "cut \xE5\xA4", "\xC0\x80 \xED\xA0\x80 \xF0\x9F\xA7x",
                                    ""};
  for (int byte = 0; byte < 256; ++byte)
    texts.push_back(std::string("a") + static_cast<char>(byte) + "z\"");
  const std::vector<Json> lines = LinesOfStatements(texts);
  ASSERT_EQ(lines.size(), texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_EQ(lines[i + 1]["text"], ReadBack(texts[i])) << texts[i];
  EXPECT_EQ(lines[2]["text"], "cut \uFFFD");
}

TEST(JsonLines, GiveBackEveryFigure) {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> figures = {0.0,
                                       -0.0,
                                       1.0,
                                       0.1,
                                       0.1 + 0.2,
                                       72.35,
                                       1e-9,
                                       -0.5,
                                       1e20,
                                       123456789.125,
                                       1e21,
                                       1e300,
                                       1.0 / 3,
                                       9007199254740993.0,
                                       5e-324,
                                       2e-308,
                                       Limits::min(),
                                       Limits::max(),
                                       Limits::lowest(),
                                       Limits::epsilon()};
  AuditRecord record = RecordAt("a.html");
  record.bytes = std::numeric_limits<std::uint64_t>::max();
  record.modified_unix_s = std::numeric_limits<std::int64_t>::min();
  for (const double figure : figures) {
    record.statements.push_back(StatementOf("x", {LabelOf(StatementKind::kGuaranteeClaim)}));
    record.statements.back().labels[0].confidence = figure;
  }
  const std::vector<Json> lines = LinesOf(ListSource({record}));
  ASSERT_EQ(lines.size(), figures.size() + 1);
  EXPECT_EQ(lines[0]["bytes"], record.bytes);
  EXPECT_EQ(lines[0]["modified_unix_s"], record.modified_unix_s);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const double read = lines[i + 1]["labels"][0]["confidence"];
    EXPECT_EQ(read, figures[i]);
    EXPECT_EQ(std::signbit(read), std::signbit(figures[i])) << figures[i];
  }
}

TEST(JsonLines, SayNullWhereThereIsNoFigure) {
  for (const double figure : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    AuditRecord record = FullRecord();
    record.statements[0].labels[0].confidence = figure;
    EXPECT_TRUE(LinesOf(ListSource({record}))[1]["labels"][0]["confidence"].is_null());
  }
}

TEST(JsonLines, WriteMembersInOrderAndOneObjectALine) {
  EXPECT_EQ(TextOf(WithGone(std::vector<AuditRecord>{})),
            R"({"record":"gone","fingerprint":"0123456789abcdef","path":"old.pdf","rule":"us/guarantee",)"
            R"("severity":"low","title":"Title","place":"page 1","quote":"words","first_seen_run":"2026-01-01"})"
            "\n");
  const std::string text = TextOf(ListSource({FullRecord()}));
  EXPECT_THAT(text, HasSubstr(R"("text":"We \"guarantee\" it\u001B[31m.")"));
  EXPECT_THAT(text, HasSubstr(R"("box_pt":[1.0,2.0,3.0,4.0])"));
  EXPECT_THAT(text, HasSubstr(R"("conditions":[])"));
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
