// What a report says: overview, lists, and the page of a document.
#include "reporters/html/html_reporter.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <regex>

#include "tests/reporters/html/report_maker.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HtmlReporter, ListsWhatWasNotReadFirst) {
  const std::vector<AuditRecord> records = {RecordWithFinding("a.html", Severity::kCritical),
                                            UnreadAt("b.pdf", Outcome::kTimedOut, "Took over 60 s."),
                                            UnreadAt("c.jpg", Outcome::kUnsupported, "A picture.")};
  const std::string page = Page(records);
  const std::size_t rules = page.find("<section id=\"rules\"");
  ASSERT_NE(rules, std::string::npos);
  EXPECT_LT(page.find("b.pdf"), rules);
  EXPECT_LT(page.find("Took over 60 s."), rules);
  EXPECT_LT(page.find("c.jpg"), rules);
  EXPECT_THAT(page, HasSubstr("2 of 3 documents were not read in whole."));
  const std::string documents = ListOf("documents", records);
  EXPECT_THAT(Entry(documents, "b.pdf"), HasSubstr("timed out"));
  EXPECT_THAT(Entry(documents, "b.pdf"), Not(HasSubstr("clean")));
  const std::string unread = ListOf("unread", records);
  EXPECT_THAT(Entry(unread, "b.pdf"), HasSubstr("Took over 60 s."));
  EXPECT_EQ(Entry(unread, "a.html"), "");
}

TEST(HtmlReporter, ListsOnTheFirstPageOnlyTheFirstOfManyUnread) {
  std::vector<AuditRecord> records;
  for (int i = 0; i < 60; ++i)
    records.push_back(UnreadAt(fmt::format("{:02}.pdf", i), Outcome::kUnreadable, "Locked."));
  const std::string page = Page(records);
  EXPECT_THAT(page, HasSubstr("49.pdf"));
  EXPECT_THAT(page, Not(HasSubstr("50.pdf")));
  EXPECT_THAT(page, HasSubstr("10 more <a href=\"pages/unread.html\">"));
  EXPECT_THAT(ListOf("unread", records), HasSubstr("59.pdf"));
}

TEST(HtmlReporter, CallsCleanOnlyWhatIsClean) {
  AuditRecord pictures = RecordAt("pictures.pdf");
  pictures.coverage.pages_without_text = 1;
  AuditRecord in_part = RecordAt("part.pdf");
  in_part.outcome = Outcome::kPartlyRead;
  AuditRecord abroad = RecordAt("abroad.html");
  abroad.unjudged = {"eu", "hk"};
  const std::vector<AuditRecord> records = {RecordAt("clean.html"),
                                            RecordWithFinding("found.html", Severity::kLow),
                                            RecordWithFinding("info.html", Severity::kInfo),
                                            in_part,
                                            pictures,
                                            abroad,
                                            UnreadAt("left.txt", Outcome::kSkipped, "excluded by 'left.txt'")};
  const std::string list = ListOf("documents", records);
  EXPECT_THAT(Entry(list, "clean.html"), HasSubstr(">clean<"));
  EXPECT_THAT(Entry(list, "info.html"), HasSubstr(">clean<"));
  EXPECT_THAT(Entry(list, "found.html"), Not(HasSubstr("clean<")));
  EXPECT_THAT(Entry(list, "abroad.html"), HasSubstr(">not judged in whole<"));
  EXPECT_THAT(Entry(list, "abroad.html"), HasSubstr("No pack in force speaks for the law of eu, hk."));
  EXPECT_THAT(Entry(list, "part.pdf"), HasSubstr(">read in part<"));
  EXPECT_THAT(Entry(list, "pictures.pdf"), HasSubstr(">not read in whole<"));
  const std::string page = Page(records);
  EXPECT_THAT(Between(page, "<section id=\"unread\"", "</section>"), HasSubstr("pictures.pdf"));
  EXPECT_THAT(page, HasSubstr("excluded by &#39;left.txt&#39;"));
}

/// The parts of the first page's bar are shown as numbers too, and are all files.
TEST(HtmlReporter, CountsEachFileOnce) {
  AuditRecord abroad = RecordAt("abroad.html");
  abroad.unjudged = {"eu"};
  AuditRecord in_part = RecordWithFinding("part.pdf", Severity::kHigh);
  in_part.outcome = Outcome::kPartlyRead;
  const std::string page =
      Page({RecordAt("a"), RecordAt("b"), RecordWithFinding("c", Severity::kInfo),
            RecordWithFinding("d", Severity::kLow), abroad, in_part, UnreadAt("e", Outcome::kSkipped, "why")});
  static const std::regex kPart(R"re(standing=([a-z-]+)">[^<]+</a> <b class="n">(\d+)</b>)re");
  std::map<std::string, int> parts;
  for (std::sregex_iterator part(page.begin(), page.end(), kPart), end; part != end; ++part)
    parts[(*part)[1]] = std::stoi((*part)[2]);
  const std::map<std::string, int> expected = {{"clean", 2},    {"notes", 1},    {"findings", 1},
                                               {"not-read", 1}, {"unjudged", 1}, {"skipped", 1}};
  EXPECT_EQ(parts, expected);
  EXPECT_THAT(page, HasSubstr("All 7 files"));
  EXPECT_THAT(page, HasSubstr("<b>6</b> documents to audit"));
}

TEST(HtmlReporter, ShowsTheWordsInTheirStatementWithPlaceAndReason) {
  AuditRecord record = RecordWithFinding("a.pdf", Severity::kHigh);
  Finding& finding = record.findings[0];
  finding.places.push_back({OnPage(5, "footer"), "approved cell therapy"});
  finding.authorities.push_back({"FTC Act s. 5", Verification::kUnverified, "Deceptive acts."});
  finding.rewrite = "No approval was given.";
  const std::string page = PageOf(record);
  EXPECT_THAT(page, HasSubstr("Our <mark>approved cells</mark>, today.</blockquote>"));
  EXPECT_THAT(page, HasSubstr("says that an agency approved"));
  EXPECT_THAT(page, HasSubstr("Also in 1 other place"));
  EXPECT_THAT(page, HasSubstr("page 5 (footer)"));
  EXPECT_THAT(page, HasSubstr("approved cell therapy</q>"));
  EXPECT_THAT(page, HasSubstr("The words say so."));
  EXPECT_THAT(page, HasSubstr("<b>FTC Act s. 5</b> <span class=\"mark unverified\">not verified</span>"));
  EXPECT_THAT(page, HasSubstr("Law as of 2026-11-22"));
  EXPECT_THAT(page, HasSubstr("No approval was given."));
  EXPECT_THAT(page, HasSubstr(finding.fingerprint));
  EXPECT_THAT(page, HasSubstr("id=\"finding-" + record.document_id + "-" + finding.fingerprint.substr(0, 8) + "\""));
  EXPECT_THAT(page, HasSubstr("It is not a ruling"));
  const std::string list = ListOf("findings", {record});
  EXPECT_THAT(list, HasSubstr("#finding-" + record.document_id + "-" + finding.fingerprint.substr(0, 8) + "\""));
  EXPECT_THAT(list, HasSubstr(">approved cells</q>"));
  EXPECT_THAT(list, HasSubstr("page 2 and 1 other place"));
}

TEST(HtmlReporter, ShowsThePictureOfThePlaceOrItsParagraph) {
  AuditRecord record = RecordWithFinding("a.pdf", Severity::kHigh);
  Place& place = record.findings[0].places[0];
  place.context = {"Before it.", "Our approved cells, today.", "After it."};
  const std::string around = PageOf(record);
  EXPECT_THAT(around, HasSubstr("Before it."));
  EXPECT_THAT(around, HasSubstr("After it."));
  place.picture = "ab/abcdef.png";
  const std::string pictured = PageOf(record);
  EXPECT_EQ(BrokenMarkup(pictured), "");
  EXPECT_THAT(pictured, HasSubstr("<img src=\"../../evidence/ab/abcdef.png\" alt=\"page 2 with the words marked: "
                                  "approved cells\" loading=\"lazy\">"));
  for (const std::string bad : {"../secret.png", "/etc/passwd", "a b.png", "x\"onload=1"}) {
    place.picture = bad;
    EXPECT_THAT(WithoutScripts(PageOf(record)), Not(HasSubstr("<img"))) << bad;
  }
}

TEST(HtmlReporter, BoundsThePageOfADocumentThatSaysVeryMuch) {
  AuditRecord record = RecordWithFinding("a.pdf", Severity::kHigh);
  const Statement quiet = StatementOf("Results vary.", {LabelOf(StatementKind::kResultsDisclaimer)});
  record.statements.insert(record.statements.begin(), 2005, quiet);
  record.findings[0].statements = {0, 2005, 2005, 9999};
  const std::string page = PageOf(record);
  EXPECT_THAT(page, HasSubstr("5 more without findings are in statements.csv."));
  EXPECT_THAT(page, HasSubstr("id=\"" + record.document_id + "-s2000\""));
  EXPECT_THAT(page, Not(HasSubstr("id=\"" + record.document_id + "-s2001\"")));
  EXPECT_THAT(page, HasSubstr("id=\"" + record.document_id + "-s2006\"")) << "a finding stands beside it";
  EXPECT_THAT(Between(page, record.document_id + "-s0001\"", "-s0002\""),
              HasSubstr("Also part of: <a href=\"#finding-"));
}

TEST(HtmlReporter, SaysThatSomethingIsMissing) {
  AuditRecord record = RecordAt("a.html");
  record.findings = {FindingOf("us/missing", Severity::kMedium, "")};
  record.findings[0].places = {{}};
  const std::string page = PageOf(record);
  EXPECT_THAT(page, HasSubstr("Whole document: something is missing"));
  EXPECT_THAT(page, Not(HasSubstr("<blockquote")));
}

TEST(HtmlReporter, TellsHowEachQuestionOfTheChecklistIsAnswered) {
  AuditRecord record = RecordWithFinding("a.html", Severity::kInfo);
  record.findings[0] = FindingOf("us/checklist-risks", Severity::kInfo, "");
  record.checklist = {{"us/checklist-status", "Is the status stated?", Answered::kMet, {{OnPage(3), "Not approved."}}},
                      {"us/checklist-risks", "Are the risks named?", Answered::kNotMet, {}},
                      {"us/checklist-careful-language", "Is it careful?", Answered::kMet, {}}};
  const std::string page = PageOf(record);
  EXPECT_THAT(page, HasSubstr("Checklist: 2 of 3 questions met"));
  const std::string met = Between(page, "<tr class=\"met\">", "</tr>");
  EXPECT_THAT(met, HasSubstr("Is the status stated?"));
  EXPECT_THAT(met, HasSubstr(">Not approved.</q> <span class=\"place\">page 3</span>"));
  const std::string open = Between(page, "<tr class=\"not-met\">", "</tr>");
  EXPECT_THAT(open, HasSubstr("No words answer it."));
  EXPECT_THAT(open, HasSubstr("href=\"#finding-" + record.document_id));
  EXPECT_THAT(page, HasSubstr("Nothing speaks against it."));
  EXPECT_THAT(PageOf(RecordWithFinding("b.html", Severity::kLow)), Not(HasSubstr("Checklist:")));
}

TEST(HtmlReporter, ListsTheWorstFindingsFirst) {
  const std::string list =
      ListOf("findings", {RecordWithFinding("a.html", Severity::kLow), RecordWithFinding("b.html", Severity::kCritical),
                          RecordWithFinding("c.html", Severity::kLow)});
  ASSERT_NE(list.find(">b.html<"), std::string::npos);
  EXPECT_LT(list.find(">b.html<"), list.find(">a.html<"));
  EXPECT_LT(list.find(">a.html<"), list.find(">c.html<"));
}

TEST(HtmlReporter, NamesTheWorstDocumentsAndFolders) {
  std::vector<AuditRecord> records;
  for (int i = 0; i < 30; ++i)
    records.push_back(RecordWithFinding(fmt::format("a/{:02}.html", i), Severity::kLow));
  records.push_back(RecordWithFinding("b/deep/x.html", Severity::kHigh));
  records.push_back(RecordWithFinding("b/y.html", Severity::kMedium));
  records.push_back(RecordWithFinding("z.html", Severity::kCritical));
  const std::string worst = Between(Page(records), "<section id=\"worst\"", "</section>");
  const std::string folders = worst.substr(worst.find("<caption>Folders"));
  const std::string documents = worst.substr(0, worst.find("<caption>Folders"));
  EXPECT_LT(documents.find("z.html"), documents.find("b/deep/x.html"));
  EXPECT_LT(documents.find("b/deep/x.html"), documents.find("b/y.html"));
  EXPECT_LT(documents.find("b/y.html"), documents.find("a/00.html"));
  EXPECT_THAT(documents, Not(HasSubstr("a/09.html"))) << "the worst twelve alone";
  EXPECT_LT(folders.find("(top folder)"), folders.find(">b/deep<"));
  EXPECT_LT(folders.find(">b/deep<"), folders.find(">b<"));
  EXPECT_LT(folders.find(">b<"), folders.find(">a<"));
  EXPECT_THAT(folders, HasSubstr("30 low"));
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

}  // namespace
}  // namespace audit
