#include "reporters/html/html_reporter.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "analyzers/vocabulary.h"
#include "reporters/atomic_file.h"
#include "reporters/html/views.h"

namespace audit {
namespace {

/// The order of the lists of what was not read; what is no brochure at all comes last, for it is often long.
constexpr std::array kUnreadOrder = {Outcome::kUnreadable, Outcome::kTimedOut, Outcome::kCrashed,
                                     Outcome::kPartlyRead, Outcome::kAudited,  Outcome::kUnsupported,
                                     Outcome::kSkipped};

/// A part of the page that grows while the records pass by; it waits on the disk until its turn comes.
class Part {
 public:
  explicit Part(const std::filesystem::path& file) : file_(file) {}

  void Add(const std::string& html) {
    file_.Write(html);
    ++items_;
  }
  void CopyTo(FileWriter& page) { file_.CopyTo(page); }
  std::size_t Items() const { return items_; }

 private:
  FileWriter file_;
  std::size_t items_ = 0;
};

/// One pass over the records fills all lists of the page, so that neither memory nor passes grow with the archive.
class PageParts {
 public:
  explicit PageParts(const std::filesystem::path& folder) : documents_(folder / ".report.html.documents.partial") {
    for (const Outcome outcome : kUnreadOrder)
      unread_.try_emplace(outcome, folder / (".report.html." + std::string(OutcomeName(outcome)) + ".partial"));
    for (const auto& row : NamesOf<Severity>())
      findings_.try_emplace(row.value, folder / (".report.html." + std::string(row.name) + ".partial"));
  }

  void Add(const AuditRecord& record) {
    totals_.Add(record);
    View view = DocumentView(record);
    documents_.Add(Render(Template::kDocumentItem, view));
    if (IsNotFullyRead(record) || record.outcome == Outcome::kSkipped)
      unread_.at(record.outcome).Add(Render(Template::kUnreadItem, view));
    if (record.findings.empty()) return;
    Severity worst = Severity::kInfo;
    for (const Finding& finding : record.findings)
      worst = std::max(worst, finding.severity);
    AddFindings(record, view);
    findings_.at(worst).Add(Render(Template::kDocumentFindings, view));
  }

  void WriteUnread(FileWriter& page) {
    for (const Outcome outcome : kUnreadOrder) {
      Part& part = unread_.at(outcome);
      if (part.Items() == 0) continue;
      page.Write(Render(Template::kUnreadGroup, UnreadGroupView(outcome, part.Items())));
      part.CopyTo(page);
      page.Write("</ul>\n</details>\n");
    }
  }

  void WriteDocuments(FileWriter& page) { documents_.CopyTo(page); }

  void WriteFindings(FileWriter& page) {
    for (auto part = findings_.rbegin(); part != findings_.rend(); ++part)
      part->second.CopyTo(page);
  }

  const RunTotals& Totals() const { return totals_; }

 private:
  RunTotals totals_;
  Part documents_;
  std::map<Outcome, Part> unread_;
  std::map<Severity, Part> findings_;
};

}  // namespace

void WriteHtml(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  AtomicFile file(folder / "report.html");
  PageParts parts(folder);
  records.ForEach([&parts](const AuditRecord& record) { parts.Add(record); });
  View view = RunView(run, parts.Totals());
  records.ForEachGone([&view](const GoneFinding& gone) { AddGone(gone, view); });
  FileWriter& page = file.Writer();
  page.Write(Render(Template::kHead, view));
  page.Write("<style>");
  page.Write(StyleSheet());
  page.Write("</style>\n");
  page.Write(Render(Template::kTop, view));
  parts.WriteUnread(page);
  page.Write(Render(Template::kDocumentsTop, view));
  parts.WriteDocuments(page);
  page.Write(Render(Template::kFindingsTop, view));
  parts.WriteFindings(page);
  page.Write(Render(Template::kEnd, view));
  file.Commit();
}

}  // namespace audit
