#include "reporters/html/html_reporter.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "analyzers/setup_error.h"
#include "reporters/html/list_pages.h"
#include "reporters/html/page_folder.h"
#include "tests/reporters/html/markup_check.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kHostile = "\"></style></script><img src=x onerror='alert(1)'>\u202Edaolyap\x1B[2J{{path}}";

/// All files below the run folder, by path relative to it.
using Files = std::map<std::string, std::string>;

Files Written(const std::filesystem::path& folder) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[entry.path().lexically_relative(folder).string()] = ReadFile(entry.path());
  return files;
}

Files Report(const RunInfo& run, const std::vector<AuditRecord>& records) {
  const TempFolder folder;
  WriteHtml(run, ListSource(records), folder.Path());
  return Written(folder.Path());
}

std::string Page(const RunInfo& run, const std::vector<AuditRecord>& records) {
  return Report(run, records)["report.html"];
}

std::string Page(const std::vector<AuditRecord>& records) { return Page(SomeRun(), records); }

std::string ListOf(std::string_view list, const std::vector<AuditRecord>& records) {
  return Report(SomeRun(), records)[fmt::format("pages/{}.html", list)];
}

std::string PageOf(const AuditRecord& record) {
  return Report(SomeRun(), {record})["pages/" + DocumentPage(record.document_id)];
}

std::string Between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  const std::size_t end = text.find(to, begin);
  if (begin == std::string::npos || end == std::string::npos) return "";
  return text.substr(begin, end - begin);
}

/// The entry of the list of documents.
std::string Entry(const std::string& list, std::string_view path) {
  const std::size_t at = list.find(fmt::format(">{}<", path));
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

std::string BrokenPage(const Files& files) {
  for (const auto& [name, text] : files) {
    if (!name.ends_with(".html")) continue;
    if (const std::string broken = BrokenMarkup(text); !broken.empty()) return name + ": " + broken;
    for (const std::string& link : LinksOut(text)) {
      const std::string file = link.substr(0, link.find('#'));
      const auto target = (std::filesystem::path(name).parent_path() / file).lexically_normal().string();
      if (files.count(target) == 0) return fmt::format("{}: no page {}", name, link);
      const std::size_t fragment = link.find('#');
      // A name with '=' is a choice of the list, which need not be an element of the page.
      if (fragment == std::string::npos || link.find('=', fragment) != std::string::npos) continue;
      if (files.at(target).find(fmt::format(" id=\"{}\"", link.substr(fragment + 1))) == std::string::npos)
        return fmt::format("{}: {} leads nowhere", name, link);
    }
  }
  return "";
}

TEST(HtmlReporter, WritesMarkupThatNeedsNoRepair) {
  EXPECT_EQ(BrokenPage(Report(SomeRun(), {})), "");
  EXPECT_EQ(BrokenPage(Report(RunWithRules(), {RecordWithFinding("a", Severity::kLow), RecordAt("b"),
                                               UnreadAt("c", Outcome::kCrashed, "Signal 11.")})),
            "");
  RunInfo run = RunWithRules();
  run.warnings = run.limits = {std::string(kHostile)};
  EXPECT_EQ(BrokenPage(Report(run, {HostileRecord()})), "");
}

TEST(MarkupCheck, FindsWhatIsBroken) {
  EXPECT_NE(BrokenMarkup("<p><b></p></b>"), "");
  EXPECT_NE(BrokenMarkup("<p>"), "");
  EXPECT_NE(BrokenMarkup("<p>a < b</p>"), "");
  EXPECT_NE(BrokenMarkup("<p onclick=x></p>"), "");
  EXPECT_NE(BrokenMarkup("<p id=\"a\"></p><p id=\"a\"></p>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"#b\"></a>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"http://outside\"></a>"), "");
  EXPECT_NE(BrokenMarkup("<script>if (a < b) c();</script><p>"), "");
  EXPECT_EQ(BrokenMarkup("<script>if (a < b) c();</script><p></p>"), "");
}

TEST(HtmlReporter, EscapesEveryTextOfTheDocument) {
  for (const auto& [name, text] : Report(RunWithRules(), {HostileRecord()})) {
    const std::string page = WithoutScripts(text);
    EXPECT_THAT(page, Not(HasSubstr("<img"))) << name;
    EXPECT_THAT(page, Not(HasSubstr("\u202E"))) << name;
    EXPECT_THAT(page, Not(HasSubstr("\x1B"))) << name;
    EXPECT_EQ(page.find("</style>"), page.rfind("</style>")) << name;
    if (name.ends_with(".html")) {
      EXPECT_THAT(page, HasSubstr("onerror=&#39;alert(1)&#39;&gt;‹U+202E›daolyap‹U+001B›[2J{{path}}")) << name;
    }
  }
}

TEST(HtmlReporter, LetsOnlyKnownLanguagesIntoTheMarkup) {
  AuditRecord record = RecordWithFinding("a.html", Severity::kLow);
  record.facts.language = "zh-Hant";
  EXPECT_THAT(PageOf(record), HasSubstr("<blockquote dir=\"auto\" lang=\"zh-Hant\">"));
  record.facts.language = "x\" onload=\"";
  EXPECT_THAT(PageOf(record), HasSubstr("<blockquote dir=\"auto\">"));
}

TEST(HtmlReporter, AsksNothingOfTheOutside) {
  for (const auto& [name, text] : Report(RunWithRules(), {HostileRecord(), RecordAt("b")})) {
    if (name.ends_with(".html")) {
      EXPECT_THAT(text, HasSubstr("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"))
          << name;
    }
    EXPECT_THAT(text, Not(HasSubstr("unsafe-inline"))) << name;
    const std::string page = WithoutScripts(text);
    for (const std::string_view way : {"http://", "https://", "url(", "@import", "<iframe", " style=", "<script "})
      EXPECT_THAT(page, Not(HasSubstr(way))) << name;
  }
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

TEST(HtmlReporter, AllowsItsOwnScriptsAndStyleAlone) {
  for (const auto& [name, page] :
       Report(SomeRun(), {RecordWithFinding("a", Severity::kLow), UnreadAt("b", Outcome::kCrashed, "Why.")})) {
    if (!name.ends_with(".html")) continue;
    std::set<std::string> allowed, held;
    for (std::size_t at = page.find("'sha256-"); at != std::string::npos; at = page.find("'sha256-", at + 1))
      allowed.insert(HexOfBase64(Between(page.substr(at), "'sha256-", "' ").substr(0, 8 + 44).substr(8)));
    for (const std::string element : {"script", "style"})
      for (std::size_t at = page.find("<" + element + ">"); at != std::string::npos;
           at = page.find("<" + element + ">", at + 1))
        held.insert(
            Sha256Hex(Between(page.substr(at), "<" + element + ">", "</" + element + ">").substr(element.size() + 2)));
    EXPECT_EQ(allowed, held) << name;
  }
}

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

TEST(HtmlReporter, WritesTheSameBytesWheneverItRuns) {
  const std::vector<AuditRecord> records = {HostileRecord(), RecordWithFinding("z.html", Severity::kHigh)};
  RunInfo later = RunWithRules();
  later.started_utc = "2031-01-01T00:00:00Z";
  later.finished_utc = "2031-01-01T00:00:09Z";
  later.cpu_seconds = 99;
  later.documents_reused = 2;
  EXPECT_EQ(Report(RunWithRules(), records), Report(later, records));
}

TEST(HtmlReporter, GivesPagesToDocumentsThatHaveSomethingToShow) {
  AuditRecord stated = RecordWithFinding("b.html", Severity::kLow);
  stated.findings.clear();
  const AuditRecord found = RecordWithFinding("c.html", Severity::kLow);
  const AuditRecord unread = UnreadAt("d.pdf", Outcome::kUnreadable, "Locked.");
  const Files files =
      Report(SomeRun(), {RecordAt("a.html"), stated, found, unread, UnreadAt("e", Outcome::kSkipped, "excluded")});
  std::set<std::string> names;
  for (const auto& [name, text] : files)
    names.insert(name);
  const auto page = [](const AuditRecord& record) { return "pages/" + DocumentPage(record.document_id); };
  EXPECT_EQ(names,
            (std::set<std::string>{"report.html", "pages/findings.html", "pages/documents.html", "pages/unread.html",
                                   "pages/report.css", page(stated), page(found), page(unread)}));
}

TEST(HtmlReporter, RemovesWhatIsStaleAndLeavesWhatIsTheSame) {
  const TempFolder folder;
  const AuditRecord kept = RecordWithFinding("kept.html", Severity::kLow);
  const AuditRecord gone = RecordWithFinding("gone.html", Severity::kLow);
  WriteHtml(SomeRun(), ListSource({gone, kept, UnreadAt("u", Outcome::kCrashed, "x")}), folder.Path());
  const auto page = folder.Path() / "pages" / DocumentPage(kept.document_id);
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(page, long_ago);
  folder.Write("pages/.findings.html.partial", "half");
  folder.Write("pages/" + gone.document_id.substr(0, 2) + "/.x.html.partial", "half");
  folder.Write("pages/notes.txt", "of the reader");
  WriteHtml(SomeRun(), ListSource({kept}), folder.Path());
  Files files = Written(folder.Path());
  EXPECT_EQ(std::filesystem::last_write_time(page), long_ago);
  EXPECT_EQ(files.erase("pages/notes.txt"), 1u);
  EXPECT_EQ(files, Report(SomeRun(), {kept}));
}

TEST(HtmlReporter, FollowsNoLinkOutOfItsFolder) {
  const TempFolder folder;
  folder.Write("elsewhere/ab/abababababab.html", "not ours");
  folder.Write("out/x", "");
  std::filesystem::create_directory_symlink(folder.Path() / "elsewhere", folder.Path() / "out/pages");
  EXPECT_THROW(WriteHtml(SomeRun(), ListSource({}), folder.Path() / "out"), SetupError);
  EXPECT_EQ(ReadFile(folder.Path() / "elsewhere/ab/abababababab.html"), "not ours");
}

TEST(ListPages, CutsListsIntoPagesOfBoundedSize) {
  const TempFolder folder;
  std::vector<AuditRecord> records;
  for (int i = 0; i < 200; ++i)
    records.push_back(RecordWithFinding(fmt::format("{:03}.html", i), i % 2 == 0 ? Severity::kLow : Severity::kHigh));
  const RunInfo run = SomeRun();
  RunOverview overview;
  PageFolder pages(folder.Path());
  ListPages lists(run, pages.Path(), 60);
  for (const AuditRecord& record : records) {
    overview.Add(record);
    lists.Add(record);
  }
  overview.Finish();
  lists.Write(overview, pages);
  static const std::regex kRow("<li class=\"row[^>]* id=\"([a-z]+)-");
  std::map<std::string, std::size_t> rows;
  std::size_t most = 0, last_high = 0, first_low = 1000;
  for (const auto& [name, text] : Written(folder.Path())) {
    if (!name.ends_with(".html")) continue;  // rows that still wait
    std::size_t on_page = 0;
    for (std::sregex_iterator row(text.begin(), text.end(), kRow), end; row != end; ++row, ++on_page)
      ++rows[(*row)[1]];
    most = std::max(most, on_page);
    if (!name.starts_with("pages/findings")) continue;
    const std::size_t number = name == "pages/findings.html" ? 1 : std::stoul(name.substr(15));
    if (text.find("<li class=\"row high\"") != std::string::npos) last_high = std::max(last_high, number);
    if (text.find("<li class=\"row low\"") != std::string::npos) first_low = std::min(first_low, number);
  }
  EXPECT_EQ(rows["finding"], 200u) << "none is lost between pages";
  EXPECT_EQ(rows["doc"], 200u);
  EXPECT_LE(most, 60u);
  EXPECT_LE(last_high, first_low);
  EXPECT_EQ(lists.FirstPageOfRule().at("us/false-approval"), "findings.html");
}

TEST(HtmlReporter, ThrowsWhenTheFolderCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THROW(WriteHtml(SomeRun(), ListSource({}), folder.Path() / "missing"), SetupError);
}

}  // namespace
}  // namespace audit
