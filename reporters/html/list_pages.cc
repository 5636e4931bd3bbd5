#include "reporters/html/list_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzers/vocabulary.h"
#include "reporters/html/overview_view.h"
#include "reporters/html/page_writer.h"
#include "reporters/html/record_views.h"
#include "reporters/wording.h"

namespace audit {
namespace {

/// "findings.html", "findings-2.html": `page` counts from 0.
std::string PageName(std::string_view list, std::size_t page) {
  return page == 0 ? fmt::format("{}.html", list) : fmt::format("{}-{}.html", list, page + 1);
}

/// The first digit turns the order of severities round; the name of the section is not shown.
std::string SectionOf(const Finding& finding) {
  return fmt::format("{}{}", 9 - static_cast<int>(finding.severity), finding.rule);
}

Severity SeverityOf(const std::string& section) { return static_cast<Severity>('9' - section.front()); }

constexpr std::string_view kSectionEnd = "</ol>\n</section>\n";

void AddOption(View& view, const std::string& list, std::string_view value, std::string_view word, std::size_t count) {
  View& option = view.Add(list);
  option.Set("value", value);
  option.Set("word", word);
  option.SetCount("option_count", count);
}

View FindingFacets(const RunInfo& run, const RunOverview& overview) {
  View view;
  const RunTotals& totals = overview.Totals();
  view.Show("of_findings");
  for (const Severity severity : kWorstFirst)
    if (const std::size_t count = ValueOr0(totals.findings_by_severity, severity); count > 0)
      AddOption(view, "severity_options", NameOf(severity), Capitalized(NameOf(severity)), count);
  for (const auto& [id, rule] : totals.rules)
    AddOption(view, "rule_options", id, fmt::format("{} ({})", rule.title.empty() ? id : rule.title, id),
              rule.findings);
  for (const auto& [pack, count] : overview.FindingsByPack()) {
    const auto known = std::find_if(run.packs.begin(), run.packs.end(),
                                    [&name = pack](const PackInfo& info) { return info.name == name; });
    AddOption(view, "law_options", pack, known == run.packs.end() || known->title.empty() ? pack : known->title, count);
  }
  for (const auto& [disposition, count] : overview.Dispositions())
    AddOption(view, "decision_options", NameOf(disposition), Capitalized(NameOf(disposition)), count);
  if (!run.baseline.name.empty()) {
    AddOption(view, "change_options", "new", "New", run.baseline.new_findings);
    AddOption(view, "change_options", "changed", "Changed", run.baseline.changed_findings);
    view.Show("some_changes");
  }
  return view;
}

View DocumentFacets(const RunOverview& overview) {
  View view;
  view.Show("of_documents");
  for (const Standing standing : kAllStandings)
    if (const std::size_t count = overview.Count(standing); count > 0)
      AddOption(view, "standing_options", NameOf(standing), StandingInWords(standing), count);
  for (const auto& [law, count] : overview.Laws())
    AddOption(view, "law_options", law, law, count);
  return view;
}

}  // namespace

struct ListPages::List {
  std::string name;   ///< "findings"
  std::string title;  ///< "Findings"
  std::string note;
  bool has_sections = false;
};

/// Where a list has come to, from page to page.
struct ListPages::SectionPlace {
  std::string section;
  std::optional<Severity> severity;
};

ListPages::ListPages(const RunInfo& run, const std::filesystem::path& folder, std::size_t most_rows)
    : run_(run),
      most_rows_(most_rows),
      findings_(folder / ".findings.partial"),
      documents_(folder / ".documents.partial"),
      unread_(folder / ".unread.partial") {
  for (const RuleInfo& rule : run.rules)
    if (!rule.is_waivable) fixed_rules_.push_back(rule.id);
  std::sort(fixed_rules_.begin(), fixed_rules_.end());
}

void ListPages::Add(const AuditRecord& record) {
  const View row = DocumentRowView(record);
  documents_.Add(record.outcome == Outcome::kSkipped ? "skipped" : "", Render(Template::kDocumentRow, row));
  if (IsNotFullyRead(record)) unread_.Add("", Render(Template::kUnreadRow, row));
  const std::vector<View> views = FindingRowViews(record, fixed_rules_);
  for (std::size_t i = 0; i < views.size(); ++i)
    findings_.Add(SectionOf(record.findings[i]), Render(Template::kFindingRow, views[i]));
}

void ListPages::Write(const RunOverview& overview, PageFolder& pages) {
  WriteList({"findings", "Findings",
             "Worst first, then by rule and path. A quote is verbatim; the document's page says why.", true},
            FindingFacets(run_, overview), findings_, pages);
  WriteList({"documents", "Documents",
             "By path; what was left out on purpose comes last. Clean means read in whole, judged by every law it asks "
             "for, and without a finding above info "
             "under the rules used; it does not mean lawful.",
             false},
            DocumentFacets(overview), documents_, pages);
  if (unread_.Rows() > 0)
    WriteList({"unread", "Not fully read",
               "Nothing was judged in these documents but what an entry says was read. They may hold anything.", false},
              {}, unread_, pages);
}

/// What the page says of itself and of the other pages of its list.
View ListPages::PageView(const List& list, const View& facets, const std::vector<RowPage>& cut, std::size_t number,
                         std::size_t all_rows) const {
  const RowPage& page = cut[number];
  View view = facets;
  SetRun(run_, view);
  view.Set("list", list.name);
  view.Set("list_title", list.title);
  view.Set("page_title", fmt::format("{}: {}", list.title, view.texts["archive_names"]));
  view.Set("list_note", list.note);
  view.SetCount("all_rows", all_rows);
  if (cut.size() == 1) return view;
  view.Set("one_of_many", fmt::format("{} to {} of {}", page.rows_before + 1, page.rows_before + page.rows, all_rows));
  for (std::size_t i = 0; i < cut.size(); ++i) {
    View& link = view.Add("pages");
    link.Set("page_name", PageName(list.name, i));
    link.SetCount("page_number", i + 1);
    if (i == number) link.Show("this_page");
  }
  if (number + 1 < cut.size()) view.Set("next_page", PageName(list.name, number + 1));
  return view;
}

/// Opens the section of a rule's findings; the first of a rule or of a severity carries its name, for links.
std::string ListPages::SectionHead(const std::string& section, const std::string& page,
                                   std::optional<Severity>& last_severity) {
  View view;
  const std::string rule = section.substr(1);
  const Severity severity = SeverityOf(section);
  SetSeverity(view, severity);
  view.Set("rule", rule);
  const auto known =
      std::find_if(run_.rules.begin(), run_.rules.end(), [&rule](const RuleInfo& each) { return each.id == rule; });
  view.Set("rule_title", known == run_.rules.end() || known->title.empty() ? rule : known->title);
  if (first_page_of_rule_.emplace(rule, page).second) view.Show("first_of_rule");
  if (severity != last_severity) view.Show("first_of_severity");
  last_severity = severity;
  return Render(Template::kListSection, view);
}

void ListPages::WriteRows(const List& list, const RowPage& page, const std::string& name, RowSpool& spool,
                          SectionPlace& place, FileWriter& out) {
  for (std::size_t i = 0; i < page.runs.size(); ++i) {
    const RowRun& run = page.runs[i];
    if (i == 0 || run.section != place.section) {
      if (i > 0) out.Write(kSectionEnd);
      out.Write(list.has_sections ? SectionHead(run.section, name, place.severity)
                                  : "<section>\n<ol class=\"rows\">\n");
    }
    place.section = run.section;
    out.Write(spool.Read(run));
  }
  if (!page.runs.empty()) out.Write(kSectionEnd);
}

void ListPages::WriteList(const List& list, const View& facets, RowSpool& spool, PageFolder& pages) {
  const std::vector<RowPage> cut = spool.Pages(most_rows_, kMostBytes);
  SectionPlace place;
  for (std::size_t number = 0; number < cut.size(); ++number) {
    const std::string name = PageName(list.name, number);
    const View view = PageView(list, facets, cut, number, spool.Rows());
    pages.Put(name, [&](FileWriter& out) {
      out.Write(PageBegin(PageKind::kList, view));
      out.Write(Render(Template::kListTop, view));
      WriteRows(list, cut[number], name, spool, place, out);
      out.Write(Render(Template::kListEnd, view));
      out.Write(PageEnd(PageKind::kList));
    });
  }
}

}  // namespace audit
