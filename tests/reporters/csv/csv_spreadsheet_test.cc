// The tables as a spreadsheet reads them: LibreOffice, if it is there.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "reporters/csv/csv_reporter.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SpreadsheetTest : public ::testing::TestWithParam<CsvMark> {
 protected:
  int Shell(const std::string& command) const { return std::system((command + " >/dev/null 2>&1").c_str()); }
};

AuditRecord Hostile() {
  AuditRecord record = RecordAt("=cmd|' /C calc'!A0.html");
  record.title = "@SUM(1+1)*cmd";
  record.findings = {FindingOf("us/guarantee", Severity::kHigh, "=HYPERLINK(\"http://evil.example\",\"外泌體\")")};
  record.findings[0].message = "+1, \"quoted\"\nand a second line";
  record.findings[0].reason = "-2+3\t=4";
  record.findings[0].rewrite = "＝1+1";
  return record;
}

TEST_P(SpreadsheetTest, ShowsCellsAsTextAndRunsNone) {
  if (Shell("command -v soffice") != 0) GTEST_SKIP() << "LibreOffice is not installed";
  const TempFolder folder;
  RunInfo run = SomeRun();
  run.csv_mark = GetParam();
  WriteCsv(run, ListSource({Hostile()}), folder.Path());
  const std::string path = folder.Path().string();
  // 44 = comma, 34 = quotation mark, 76 = UTF-8: what a person chooses in the dialogue.
  ASSERT_EQ(Shell(fmt::format("timeout 120 soffice -env:UserInstallation=file://{0}/office --headless "
                              "--infilter='Text - txt - csv (StarCalc):44,34,76' --convert-to fods --outdir '{0}' "
                              "'{0}/findings.csv' '{0}/documents.csv'",
                              path)),
            0);
  const std::string findings = ReadFile(folder.Path() / "findings.fods");
  const std::string documents = ReadFile(folder.Path() / "documents.fods");
  for (const std::string& sheet : {findings, documents})
    EXPECT_THAT(sheet, AllOf(Not(HasSubstr("table:formula=")), Not(HasSubstr("xlink:href=\"http://evil")),
                             HasSubstr("<text:p>document_id</text:p>")));
  EXPECT_THAT(findings,
              AllOf(HasSubstr("<text:p>&apos;=HYPERLINK(&quot;http://evil.example&quot;,&quot;外泌體&quot;)</text:p>"),
                    HasSubstr("<text:p>&apos;+1, &quot;quoted&quot;</text:p><text:p>and a second line</text:p>"),
                    HasSubstr("<text:p>&apos;＝1+1</text:p>"), HasSubstr("<text:p>finding_id</text:p>")));
  EXPECT_THAT(documents, HasSubstr("&apos;@SUM(1+1)*cmd"));
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutMark, SpreadsheetTest, ::testing::Values(CsvMark::kNone, CsvMark::kUtf8));

TEST(CsvReporter, BeginsWithAMarkIfAsked) {
  const TempFolder folder;
  RunInfo run = SomeRun();
  run.csv_mark = CsvMark::kUtf8;
  run.baseline.name = "earlier";
  WriteCsv(run, ListSource({Hostile()}), folder.Path());
  for (const char* name : {"findings.csv", "documents.csv", "statements.csv", "changes.csv"})
    EXPECT_EQ(ReadFile(folder.Path() / name).substr(0, 3), "\xEF\xBB\xBF") << name;
  run.csv_mark = CsvMark::kNone;
  WriteCsv(run, ListSource({Hostile()}), folder.Path());
  EXPECT_EQ(ReadFile(folder.Path() / "findings.csv").substr(0, 11), "finding_id,");
}

TEST(CsvReporter, ReadmeTellsOfEveryColumn) {
  const std::string readme = ReadFile(std::filesystem::path(AUDIT_SOURCE_DIR) / "README.md");
  const TempFolder folder;
  RunInfo run = SomeRun();
  run.baseline.name = "earlier";
  WriteCsv(run, ListSource({}), folder.Path());
  for (const char* name : {"documents.csv", "statements.csv", "findings.csv", "changes.csv"}) {
    std::string columns = ReadFile(folder.Path() / name);
    columns.resize(columns.size() - 2);
    std::istringstream header(columns);
    for (std::string column; std::getline(header, column, ',');)
      EXPECT_THAT(readme, HasSubstr("`" + column + "`")) << name;
  }
}

}  // namespace
}  // namespace audit
