#include "reporters/csv/csv_reporter.h"

#include <gmock/gmock.h>

#include "analyzers/setup_error.h"
#include "reporters/csv/csv_table.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string Table(const std::vector<AuditRecord>& records, const std::string& name) {
  const TempFolder folder;
  WriteCsv(SomeRun(), ListSource(records), folder.Path());
  return ReadFile(folder.Path() / name);
}

/// The table without its header row.
std::string Rows(const std::vector<AuditRecord>& records, const std::string& name) {
  const std::string table = Table(records, name);
  return table.substr(table.find("\r\n") + 2);
}

TEST(CsvCell, IsQuotedAsNeeded) {
  EXPECT_EQ(CsvCell("plain words; more"), "plain words; more");
  EXPECT_EQ(CsvCell("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvCell("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvCell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(CsvCell("外泌體"), "外泌體");
  EXPECT_EQ(CsvCell(""), "");
}

TEST(CsvCell, IsNeverRunAsAFormula) {
  EXPECT_EQ(CsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(CsvCell("+1"), "'+1");
  EXPECT_EQ(CsvCell("-1"), "'-1");
  EXPECT_EQ(CsvCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvCell("\t=1"), "'\t=1");
  EXPECT_EQ(CsvCell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(CsvCell("  =1"), "'  =1");
  EXPECT_EQ(CsvCell("＝1"), "'＝1");
  EXPECT_EQ(CsvCell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  EXPECT_EQ(CsvCell("a=b"), "a=b");
}

TEST(CsvCell, HoldsValidUtf8WithoutControls) { EXPECT_EQ(CsvCell(std::string_view("a\0b\xFF", 4)), "a\uFFFDb\uFFFD"); }

TEST(CsvReporter, WritesTheColumnsOfTheDesign) {
  EXPECT_EQ(Table({}, "documents.csv"),
            "document_id,path,sha256,format,bytes,modified_utc,pages,pages_read,pages_by_ocr,language,title,"
            "jurisdictions,product_track,role,outcome,outcome_detail,statements,claims,disclosures,findings_critical,"
            "findings_high,findings_medium,findings_low,findings_info,checklist_met,anomalies,"
            "not_classified\r\n");
  EXPECT_EQ(Table({}, "statements.csv"),
            "statement_id,document_id,path,place,block_kind,kinds,stance,subject,jurisdiction,text,cue,because\r\n");
  EXPECT_EQ(Table({}, "findings.csv"),
            "finding_id,document_id,path,rule,category,severity,place,quote,message,rewrite,authorities,reason,"
            "statement_ids,disposition,disposition_note,first_seen_run,fingerprint\r\n");
}

TEST(CsvReporter, GivesEveryRecordOneRowAlsoUnread) {
  AuditRecord read = RecordAt("a.html");
  read.document_id = "0123456789ab";
  read.sha256 = "ff00";
  read.bytes = 77;
  read.modified_unix_s = 1700000000;
  read.title = "Visits, and more";
  read.facts.language = "en";
  read.facts.jurisdictions = {"tw", "us"};
  read.facts.track = ProductTrack::kCosmetic;
  read.facts.role = DocumentRole::kBroker;
  read.anomalies = {{"hidden-text", "x", {}}, {"bad-encoding", "", {}}, {"hidden-text", "y", {}}};
  read.statements = {StatementOf("a", {LabelOf(StatementKind::kSafetyClaim), LabelOf(StatementKind::kRiskDisclosure)}),
                     StatementOf("b", {DroppedLabelOf(StatementKind::kSafetyClaim)})};
  read.findings = {FindingOf("us/a", Severity::kHigh, "a"), FindingOf("us/b", Severity::kInfo, "b")};
  read.checklist = {{"us/checklist-a", "A?", Answered::kMet, {}},
                    {"us/checklist-b", "B?", Answered::kPartly, {}},
                    {"us/checklist-c", "C?", Answered::kNotMet, {}}};
  read.unjudged = {"eu"};
  read.facts.not_classified = "It is about something else.";
  AuditRecord locked = UnreadAt("b.pdf", Outcome::kUnreadable, "It needs a password.");
  locked.document_id = "ba9876543210";
  locked.sha256 = "";
  locked.format = "pdf";
  EXPECT_EQ(
      Rows({read, locked}, "documents.csv"),
      "0123456789ab,a.html,ff00,html,77,2023-11-14T22:13:20Z,1,1,0,en,\"Visits, and more\",tw; us,cosmetic,broker,"
      "audited,No pack in force speaks for the law of eu.,2,1,1,0,1,0,0,1,1 of 3,hidden-text; bad-encoding,"
      "It is about something else.\r\n"
      "ba9876543210,b.pdf,,pdf,0,,0,0,0,,,,unknown,unknown,unreadable,It needs a password.,0,0,0,0,0,0,0,0,,,\r\n");
}

TEST(CsvReporter, WritesWhatStandsInAStatement) {
  AuditRecord record = RecordAt("a.html");
  record.document_id = "0123456789ab";
  Statement statement = StatementOf(
      "Safe and approved.",
      {{StatementKind::kApprovalClaim, Stance::kAsserted, Subject::kProduct, true, "approved", "A status.", 1},
       {StatementKind::kSafetyClaim, Stance::kAttributed, Subject::kUnknown, true, "Safe", "A claim.", 1},
       {StatementKind::kBenefitClaim, Stance::kNegated, Subject::kUnknown, false, "and", "Dropped.", 1}});
  statement.jurisdiction = "us";
  statement.block_kind = BlockKind::kListItem;
  record.statements = {
      statement, StatementOf("Is it approved?", {{StatementKind::kApprovalClaim, Stance::kQuestioned, Subject::kProduct,
                                                  false, "approved", "A question.", 1}})};
  EXPECT_EQ(Rows({record}, "statements.csv"),
            "0123456789ab-s0001,0123456789ab,a.html,page 1,list-item,approval-claim; safety-claim,asserted; attributed,"
            "product; unknown,us,Safe and approved.,approved; Safe,A status.; A claim.\r\n"
            "0123456789ab-s0002,0123456789ab,a.html,page 1,paragraph,,questioned,product,,Is it approved?,approved,"
            "A question.\r\n");
}

TEST(CsvReporter, WritesFindingsWithPlacesAuthoritiesAndIds) {
  AuditRecord record = RecordAt("a.html");
  record.document_id = "0123456789ab";
  Finding finding = FindingOf("us/false-approval", Severity::kCritical, "=approved");
  finding.fingerprint = "aaaabbbbccccdddd";
  finding.places.push_back({OnPage(3, "footnotes"), "=approved"});
  finding.authorities.push_back({"FTC Act s. 5", Verification::kUnverified, ""});
  finding.statements = {0, 6};
  Finding same_start = FindingOf("us/other", Severity::kLow, "");
  same_start.fingerprint = "aaaabbbb00000000";
  same_start.authorities.clear();
  same_start.places = {{}};
  record.findings = {finding, same_start};
  EXPECT_EQ(Rows({record}, "findings.csv"),
            "0123456789ab-aaaabbbb,0123456789ab,a.html,us/false-approval,false-approval,critical,"
            "page 2; page 3 (footnotes),'=approved,What is wrong.,,"
            "\"21 CFR 807.97 (official text seen, law as of 2026-11-22); "
            "FTC Act s. 5 (not verified, law as of 2026-11-22)\",The words say so.,"
            "0123456789ab-s0001; 0123456789ab-s0007,,,,aaaabbbbccccdddd\r\n"
            "0123456789ab-aaaabbbb-2,0123456789ab,a.html,us/other,other,low,whole document,,What is wrong.,,,"
            "The words say so.,,,,,aaaabbbb00000000\r\n");
}

TEST(CsvReporter, KeepsAHostileTitleInItsCell) {
  AuditRecord record = RecordAt("a.html");
  record.title = "x\r\n\"=cmd\",evil";
  const std::string table = Table({record}, "documents.csv");
  EXPECT_THAT(table, HasSubstr("\"x\r\n\"\"=cmd\"\",evil\""));
  EXPECT_THAT(table, EndsWith("\r\n"));
  EXPECT_THAT(table, Not(StartsWith("\xEF\xBB\xBF")));
}

TEST(CsvReporter, ThrowsWhenTheFolderCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THROW(WriteCsv(SomeRun(), ListSource({}), folder.Path() / "missing"), SetupError);
}

}  // namespace
}  // namespace audit
