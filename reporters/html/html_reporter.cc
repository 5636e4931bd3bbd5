#include "reporters/html/html_reporter.h"

#include <future>
#include <string>
#include <vector>

#include "reporters/atomic_file.h"
#include "reporters/html/document_view.h"
#include "reporters/html/list_pages.h"
#include "reporters/html/overview_view.h"
#include "reporters/html/page_folder.h"
#include "reporters/html/page_writer.h"
#include "reporters/html/record_views.h"
#include "reporters/html/run_overview.h"

namespace audit {

namespace {

void WriteDocumentPages(const RunInfo& run, const RecordSource& records, const std::vector<std::string>& fixed_rules,
                        PageFolder& pages) {
  records.ForEach([&](const AuditRecord& record) {
    if (!HasPage(record)) return;
    const View view = DocumentView(run, record, fixed_rules);
    const PageKind kind = record.findings.empty() ? PageKind::kQuietDocument : PageKind::kDocument;
    pages.PutDocument(record.document_id, WholePage(kind, view, Render(Template::kDocument, view)));
  });
}

}  // namespace

void WriteHtml(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  AtomicFile first_page(folder / "report.html");
  PageFolder pages(folder);
  RunOverview overview;
  View view;
  {
    ListPages lists(run, pages.Path());
    // What takes longest of all reports goes beside the rest; where that throws, it is waited for.
    std::future<void> documents =
        std::async(std::launch::async, [&] { WriteDocumentPages(run, records, lists.FixedRules(), pages); });
    records.ForEach([&](const AuditRecord& record) {
      overview.Add(record);
      lists.Add(record);
    });
    overview.Finish();
    lists.Write(overview, pages);
    view = OverviewView(run, overview, lists.FirstPageOfRule());
    documents.get();
  }
  pages.Put("report.css", [](FileWriter& out) { out.Write(StyleSheet()); });
  pages.Finish();
  records.ForEachGone([&view](const GoneFinding& gone) { AddGone(gone, view); });
  first_page.Write(WholePage(PageKind::kOverview, view, Render(Template::kOverview, view)));
  first_page.Commit();
}

}  // namespace audit
