#include "reporters/html/html_reporter.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "analyzers/setup_error.h"
#include "tests/reporters/html/markup_check.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kHostile = "\"></style></script><img src=x onerror='alert(1)'>\u202Edaolyap\x1B[2J{{path}}";

std::string Page(const RunInfo& run, const std::vector<AuditRecord>& records) {
  const TempFolder folder;
  WriteHtml(run, ListSource(records), folder.Path());
  return ReadFile(folder.Path() / "report.html");
}

std::string Page(const std::vector<AuditRecord>& records) { return Page(SomeRun(), records); }

std::string Between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  const std::size_t end = text.find(to, begin);
  if (begin == std::string::npos || end == std::string::npos) return "";
  return text.substr(begin, end - begin);
}

/// The entry of the list of documents.
std::string Entry(const std::string& page, std::string_view path) {
  const std::string list = Between(page, "<section id=\"documents\"", "</section>");
  const std::size_t at = list.find(path);
  if (at == std::string::npos) return "";
  return list.substr(list.rfind("<li", at), list.find("</li>", at) - list.rfind("<li", at));
}

RuleInfo RuleOf(std::string_view id) {
  RuleInfo rule;
  rule.id = id;
  rule.title = "Title of the rule";
  return rule;
}

RunInfo RunWithRules() {
  RunInfo run = SomeRun();
  run.rules = {RuleOf("us/false-approval"), RuleOf("us/superiority")};
  return run;
}

AuditRecord RecordWithFinding(std::string_view path, Severity severity) {
  AuditRecord record = RecordAt(path);
  record.statements = {StatementOf("Our approved cells, today.", {LabelOf(StatementKind::kApprovalClaim)})};
  record.findings = {FindingOf("us/false-approval", severity, "approved cells")};
  record.findings[0].statements = {0};
  return record;
}

/// A record in which every text is hostile.
AuditRecord HostileRecord() {
  const std::string text(kHostile);
  AuditRecord record = RecordWithFinding(text, Severity::kCritical);
  record.outcome = Outcome::kPartlyRead;
  record.outcome_detail = text;
  record.format = record.title = record.sha256 = text;
  record.coverage.limits_hit = {text + "2"};
  record.anomalies = {{text, text, OnPage(0, text)}};
  record.facts.because = {text};
  record.facts.jurisdictions = {text};
  record.facts.language = text;
  record.statements[0].text = "before " + text + " after";
  Finding& finding = record.findings[0];
  finding.title = finding.message = finding.reason = finding.rewrite = finding.as_of = text;
  finding.authorities = {{text, Verification::kSecondary, text}};
  finding.places = {{OnPage(1, text), text}, {OnPage(2), text + "other"}};
  return record;
}

TEST(HtmlReporter, WritesMarkupThatNeedsNoRepair) {
  EXPECT_EQ(BrokenMarkup(Page({})), "");
  EXPECT_EQ(BrokenMarkup(Page(RunWithRules(), {RecordWithFinding("a", Severity::kLow), RecordAt("b"),
                                               UnreadAt("c", Outcome::kCrashed, "Signal 11.")})),
            "");
  RunInfo run = RunWithRules();
  run.warnings = run.limits = {std::string(kHostile)};
  EXPECT_EQ(BrokenMarkup(Page(run, {HostileRecord()})), "");
}

TEST(MarkupCheck, FindsWhatIsBroken) {
  EXPECT_NE(BrokenMarkup("<p><b></p></b>"), "");
  EXPECT_NE(BrokenMarkup("<p>"), "");
  EXPECT_NE(BrokenMarkup("<p>a < b</p>"), "");
  EXPECT_NE(BrokenMarkup("<p onclick=x></p>"), "");
  EXPECT_NE(BrokenMarkup("<p id=\"a\"></p><p id=\"a\"></p>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"#b\"></a>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"http://outside\"></a>"), "");
}

TEST(HtmlReporter, EscapesEveryTextOfTheDocument) {
  const std::string page = Page(RunWithRules(), {HostileRecord()});
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("</script")));
  EXPECT_THAT(page, Not(HasSubstr("\u202E")));
  EXPECT_THAT(page, Not(HasSubstr("\x1B")));
  EXPECT_THAT(page, HasSubstr("onerror=&#39;alert(1)&#39;&gt;‹U+202E›daolyap‹U+001B›[2J{{path}}"));
  EXPECT_EQ(page.find("</style>"), page.rfind("</style>"));
}

TEST(HtmlReporter, LetsOnlyKnownLanguagesIntoTheMarkup) {
  AuditRecord record = RecordWithFinding("a.html", Severity::kLow);
  record.facts.language = "zh-Hant";
  EXPECT_THAT(Page({record}), HasSubstr("<blockquote dir=\"auto\" lang=\"zh-Hant\">"));
  record.facts.language = "x\" onload=\"";
  EXPECT_THAT(Page({record}), HasSubstr("<blockquote dir=\"auto\">"));
}

TEST(HtmlReporter, AsksNothingOfTheOutside) {
  const std::string page = Page(RunWithRules(), {HostileRecord(), RecordAt("b")});
  EXPECT_THAT(page,
              HasSubstr("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"));
  for (const std::string_view way :
       {"http://", "https://", "url(", "@import", "<link", "<script", "<iframe", " style="})
    EXPECT_THAT(page, Not(HasSubstr(way)));
}

/// Bytes of a Base64 text as hexadecimal digits.
std::string HexOfBase64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string hex;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | static_cast<unsigned>(kDigits.find(c));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    hex += fmt::format("{:02x}", (bits >> held) & 0xFFu);
  }
  return hex;
}

TEST(HtmlReporter, AllowsItsOwnStyleAlone) {
  const std::string page = Page({});
  const std::string style = Between(page, "<style>", "</style>").substr(7);
  const std::string hash = Between(page, "'sha256-", "';").substr(8);
  EXPECT_EQ(HexOfBase64(hash), Sha256Hex(style));
}

TEST(HtmlReporter, ListsWhatWasNotReadFirst) {
  const std::string page =
      Page({RecordWithFinding("a.html", Severity::kCritical), UnreadAt("b.pdf", Outcome::kTimedOut, "Took over 60 s."),
            UnreadAt("c.jpg", Outcome::kUnsupported, "A picture.")});
  const std::size_t documents = page.find("<section id=\"documents\"");
  const std::size_t findings = page.find("<section id=\"findings\"");
  ASSERT_LT(documents, findings);
  EXPECT_LT(page.find("b.pdf"), documents);
  EXPECT_LT(page.find("Took over 60 s."), documents);
  EXPECT_LT(page.find("c.jpg"), documents);
  EXPECT_THAT(page, HasSubstr("2 of 3 documents were not read in whole."));
  EXPECT_THAT(Entry(page, "b.pdf"), HasSubstr("timed out"));
  EXPECT_THAT(Entry(page, "b.pdf"), Not(HasSubstr("clean")));
}

TEST(HtmlReporter, CallsCleanOnlyWhatIsClean) {
  AuditRecord pictures = RecordAt("pictures.pdf");
  pictures.coverage.pages_without_text = 1;
  AuditRecord in_part = RecordAt("part.pdf");
  in_part.outcome = Outcome::kPartlyRead;
  AuditRecord abroad = RecordAt("abroad.html");
  abroad.unjudged = {"eu", "hk"};
  const std::string page = Page({RecordAt("clean.html"), RecordWithFinding("found.html", Severity::kLow),
                                 RecordWithFinding("info.html", Severity::kInfo), in_part, pictures, abroad});
  EXPECT_THAT(Entry(page, "clean.html"), HasSubstr(">clean<"));
  EXPECT_THAT(Entry(page, "info.html"), HasSubstr(">clean<"));
  EXPECT_THAT(Entry(page, "found.html"), Not(HasSubstr("clean<")));
  EXPECT_THAT(Entry(page, "abroad.html"), HasSubstr(">not judged in whole<"));
  EXPECT_THAT(Entry(page, "abroad.html"), HasSubstr("No pack in force speaks for the law of eu, hk."));
  EXPECT_THAT(Entry(page, "part.pdf"), HasSubstr(">read in part<"));
  EXPECT_THAT(Entry(page, "pictures.pdf"), HasSubstr(">not read in whole<"));
  EXPECT_THAT(Between(page, "<section id=\"unread\"", "</section>"), HasSubstr("pictures.pdf"));
}

TEST(HtmlReporter, ShowsTheWordsInTheirStatementWithPlaceAndReason) {
  AuditRecord record = RecordWithFinding("a.pdf", Severity::kHigh);
  Finding& finding = record.findings[0];
  finding.places.push_back({OnPage(5, "footer"), "approved cell therapy"});
  finding.authorities.push_back({"FTC Act s. 5", Verification::kUnverified, "Deceptive acts."});
  finding.rewrite = "No approval was given.";
  const std::string page = Page({record});
  EXPECT_THAT(page, HasSubstr("Our <mark>approved cells</mark>, today.</blockquote>"));
  EXPECT_THAT(page, HasSubstr("<figcaption>Page 2"));
  EXPECT_THAT(page, HasSubstr("Also in 1 other place"));
  EXPECT_THAT(page, HasSubstr("page 5 (footer)"));
  EXPECT_THAT(page, HasSubstr("approved cell therapy</q>"));
  EXPECT_THAT(page, HasSubstr("The words say so."));
  EXPECT_THAT(page, HasSubstr("<b>FTC Act s. 5</b> <span class=\"mark unverified\">not verified</span>"));
  EXPECT_THAT(page, HasSubstr("Law as of 2026-11-22"));
  EXPECT_THAT(page, HasSubstr("No approval was given."));
  EXPECT_THAT(page, HasSubstr(finding.fingerprint));
  EXPECT_THAT(page, HasSubstr("id=\"" + record.document_id + "-" + finding.fingerprint.substr(0, 8) + "\""));
  EXPECT_THAT(page, HasSubstr("It is not a ruling"));
}

TEST(HtmlReporter, SaysThatSomethingIsMissing) {
  AuditRecord record = RecordAt("a.html");
  record.findings = {FindingOf("us/missing", Severity::kMedium, "")};
  record.findings[0].places = {{}};
  const std::string page = Page({record});
  EXPECT_THAT(page, HasSubstr("Whole document: something is missing"));
  EXPECT_THAT(page, Not(HasSubstr("<blockquote")));
}

TEST(HtmlReporter, PutsTheWorstDocumentsFirst) {
  const std::string page =
      Page({RecordWithFinding("a.html", Severity::kLow), RecordWithFinding("b.html", Severity::kCritical),
            RecordWithFinding("c.html", Severity::kLow)});
  const std::string findings = Between(page, "<section id=\"findings\"", "<section id=\"basis\"");
  EXPECT_LT(findings.find("b.html"), findings.find("a.html"));
  EXPECT_LT(findings.find("a.html"), findings.find("c.html"));
}

TEST(HtmlReporter, ListsPacksRulesLimitsAndWarnings) {
  RunInfo run = RunWithRules();
  run.warnings = {"No sandbox."};
  const std::string page = Page(run, {RecordWithFinding("a.html", Severity::kLow)});
  EXPECT_THAT(page, HasSubstr("United States, law as of <span class=\"day\">2026-11-22</span>"));
  EXPECT_THAT(Between(page, "id=\"rule-us/superiority\"", "</details>"), HasSubstr("0 findings"));
  EXPECT_THAT(page, HasSubstr("time on the clock a document: 60 s"));
  EXPECT_LT(page.find("No sandbox."), page.find("<section id=\"unread\""));
}

TEST(HtmlReporter, WritesTheSameBytesWheneverItRuns) {
  const std::vector<AuditRecord> records = {HostileRecord(), RecordWithFinding("z.html", Severity::kHigh)};
  RunInfo later = RunWithRules();
  later.started_utc = "2031-01-01T00:00:00Z";
  later.finished_utc = "2031-01-01T00:00:09Z";
  later.cpu_seconds = 99;
  later.documents_reused = 2;
  EXPECT_EQ(Page(RunWithRules(), records), Page(later, records));
}

TEST(HtmlReporter, LeavesNothingButThePage) {
  const TempFolder folder;
  WriteHtml(SomeRun(), ListSource({HostileRecord()}), folder.Path());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.Path()), {}), 1);
}

TEST(HtmlReporter, ThrowsWhenTheFolderCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THROW(WriteHtml(SomeRun(), ListSource({}), folder.Path() / "missing"), SetupError);
}

}  // namespace
}  // namespace audit
