// The files of a report: which there are, how lists are cut, what is left as it was and what goes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "analyzers/setup_error.h"
#include "reporters/html/list_pages.h"
#include "tests/reporters/html/report_maker.h"

namespace audit {
namespace {

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
