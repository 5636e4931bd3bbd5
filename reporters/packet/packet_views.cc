#include "reporters/packet/packet_views.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/vocabulary.h"
#include "reporters/html/base64.h"
#include "reporters/packet/packet_numbers.h"
#include "reporters/place.h"
#include "reporters/utc_time.h"
#include "reporters/wording.h"

namespace audit {
namespace {

constexpr std::size_t kQuotesShown = 3;

void Join(std::string& list, const std::string& item) { list += (list.empty() ? "" : ", ") + item; }

/// "3 critical, 1 low"
std::string SeveritiesInWords(const std::map<Severity, std::size_t>& counts) {
  std::string words;
  for (auto row = counts.rbegin(); row != counts.rend(); ++row)
    Join(words, fmt::format("{} {}", row->second, NameOf(row->first)));
  return words;
}

/// Every question of the checklist with how far it is met and where the first words that answer it stand.
void AddChecklist(const AuditRecord& record, View& view) {
  view.Set("checklist_met", ChecklistMet(record));
  for (const ChecklistPoint& point : record.checklist) {
    View& item = view.Add("points");
    item.Set("answered", Capitalized(AnsweredInWords(point.answered)));
    item.Set("question", point.question);
    if (!point.evidence.empty()) item.Set("answer_place", PlaceInWords(point.evidence.front().where));
  }
}

std::string LeftOutInWords(const std::map<Custody, std::size_t>& counts) {
  std::string words;
  if (const auto count = ValueOr0(counts, Custody::kChanged)) Join(words, fmt::format("{} changed since", count));
  if (const auto count = ValueOr0(counts, Custody::kMissing))
    Join(words, fmt::format("{} gone or unreadable now", count));
  if (const auto count = ValueOr0(counts, Custody::kNeverRead))
    Join(words, fmt::format("{} never read by the run", count));
  return words.empty() ? "none" : words;
}

std::string RangeInWords(std::string_view prefix, std::size_t exhibits) {
  if (exhibits == 0) return "";
  const std::string first = ExhibitNumber(prefix, 1);
  return exhibits == 1 ? first : fmt::format("{} to {}", first, ExhibitNumber(prefix, exhibits));
}

std::string_view StateInWords(Custody custody) {
  switch (custody) {
    case Custody::kUnchanged:
      return "Unchanged";
    case Custody::kChanged:
      return "Changed since";
    case Custody::kMissing:
      return "Missing";
    case Custody::kNeverRead:
      return "Never read";
  }
  return "";
}

/// Whether the words of the place were read from a picture is told by the document alone: it has no text of its own.
bool IsByOcr(const AuditRecord& record) {
  return record.coverage.pages_by_ocr > 0 && record.coverage.pages_by_ocr == record.coverage.pages_total;
}

void AddQuote(const Place& place, bool with_place, View& view) {
  View& item = view.Add("quotes");
  const std::string& paragraph = place.context.paragraph;
  const std::size_t at = paragraph.find(place.quote);
  item.Set("quote", place.quote);
  if (with_place) item.Set("quote_place", Capitalized(PlaceInWords(place.where)));
  if (at == std::string::npos) return;
  item.Set("before", place.context.before);
  item.Set("after", place.context.after);
  item.Set("lead", std::string_view(paragraph).substr(0, at));
  item.Set("tail", std::string_view(paragraph).substr(at + place.quote.size()));
}

/// Repeats of the same words are told by number.
void AddQuotes(const Finding& finding, View& view) {
  std::size_t shown = 0;
  std::size_t left = 0;
  for (std::size_t i = 0; i < finding.places.size(); ++i) {
    if (finding.places[i].quote.empty()) continue;
    if (shown < kQuotesShown && (i == 0 || !finding.places[i].context.paragraph.empty())) {
      AddQuote(finding.places[i], finding.places.size() > 1, view);
      ++shown;
    } else {
      ++left;
    }
  }
  if (left > 0) view.SetCount("more_quotes", left);
}

}  // namespace

View PacketView(const RunInfo& run, const PacketSettings& settings, const PacketTotals& totals) {
  View view;
  view.Set("tool_version", run.tool_version);
  view.Set("policy_digest", run.policy_digest);
  view.Set("style_hash", PolicyHash(PacketStyle(settings.paper)));
  view.Set("range", RangeInWords(settings.prefix, totals.exhibits));
  view.Set("selection", settings.selection);
  view.Set("started_utc", run.started_utc);
  view.Set("finished_utc", run.finished_utc);
  for (const std::string& archive : run.archives)
    view.Add("archives").Set("archive", archive);
  for (const PackInfo& pack : run.packs) {
    View& item = view.Add("packs");
    item.Set("pack", pack.name);
    item.Set("pack_title", pack.title);
    item.Set("pack_version", pack.version);
    item.Set("pack_as_of", pack.as_of);
  }
  view.Set("waivers_file", run.waivers.file);
  view.Set("waivers_digest", run.waivers.digest);
  for (const std::string& limit : run.limits)
    view.Add("limits").Set("limit", limit);
  for (const std::string& warning : run.warnings)
    view.Add("warnings").Set("warning", warning);
  if (!run.warnings.empty()) view.Show("some_warnings");
  view.SetCount("exhibit_count", totals.exhibits);
  view.Set("by_severity", SeveritiesInWords(totals.by_severity));
  view.SetCount("document_count", totals.documents);
  view.SetCount("run_documents", totals.run.documents);
  view.SetCount("original_count", totals.originals);
  view.SetCount("left_out_count", totals.documents - totals.originals);
  view.Set("left_out_words", LeftOutInWords(totals.custody));
  view.SetCount("marked_count", totals.marked);
  view.SetCount("unread_count", totals.run.not_fully_read);
  if (totals.waived > 0) view.SetCount("waived_count", totals.waived);
  if (totals.exhibits > 0) view.Show("some_exhibits");
  if (totals.documents > 0) view.Show("some_documents");
  if (totals.marked > 0) view.Show("some_marked");
  if (totals.run.not_fully_read > 0) view.Show("some_unread");
  if (totals.run.not_fully_read > kUnreadListed)
    view.SetCount("more_unread", totals.run.not_fully_read - kUnreadListed);
  return view;
}

View ExhibitView(const PacketDocument& document, const PacketFiles& files, const Exhibit& exhibit) {
  const Finding& finding = exhibit.finding;
  View view;
  view.Set("exhibit", exhibit.number);
  view.Set("document_number", files.number);
  view.Set("path", document.record.path);
  view.Set("severity", NameOf(finding.severity));
  view.Set("severity_word", Capitalized(NameOf(finding.severity)));
  view.Set("rule_title", finding.title.empty() ? finding.rule : finding.title);
  if (!finding.places.empty()) view.Set("place", PlaceInWords(finding.places.front().where));
  if (finding.disposition != Disposition::kOpen) {
    view.Set("disposition", Capitalized(NameOf(finding.disposition)));
    view.Set("disposition_note", finding.disposition_note);
  }
  return view;
}

void AddExhibitParts(const PacketDocument& document, const Exhibit& exhibit,
                     const std::vector<ExhibitPicture>& pictures, std::size_t pictures_lost, View& view) {
  const Finding& finding = exhibit.finding;
  const AuditRecord& record = document.record;
  view.Set("place", Capitalized(view.texts["place"]));
  if (!finding.places.empty()) view.Set("position", PositionOnPage(finding.places.front().where));
  if (finding.places.size() > 1) view.SetCount("more_places", finding.places.size() - 1);
  if (IsByOcr(record)) view.Show("ocr");
  for (const ExhibitPicture& picture : pictures) {
    View& item = view.Add("pictures");
    item.Set("data", Base64(picture.png));
    item.Set("picture_file", picture.file);
    item.Set("picture_place", Capitalized(PlaceInWords(finding.places.at(picture.place).where)));
  }
  if (pictures_lost > 0)
    view.Set("picture_lost",
             fmt::format("{} of this exhibit {} no longer in the run folder.",
                         Counted(pictures_lost, "picture", "pictures"), pictures_lost == 1 ? "is" : "are"));
  AddQuotes(finding, view);
  view.Set("message", finding.message);
  view.Set("reason", finding.reason);
  view.Set("rule", finding.rule);
  view.Set("as_of", finding.as_of);
  view.Set("rewrite", finding.rewrite);
  for (const Authority& authority : finding.authorities) {
    View& item = view.Add("authorities");
    item.Set("cite", authority.cite);
    item.Set("mark", VerificationInWords(authority.verification));
    item.Set("authority_note", authority.note);
  }
  view.Set("doc_title", record.title);
  view.Set("sha256", record.sha256);
  if (document.original.custody != Custody::kUnchanged)
    view.Set("custody", fmt::format("The original is not enclosed: {}.", document.original.note));
  view.Set("finding_id", exhibit.finding_id);
  view.Set("fingerprint", finding.fingerprint);
}

View DocumentRowView(const PacketDocument& document, const PacketFiles& files, const std::string& first,
                     const std::string& last) {
  const AuditRecord& record = document.record;
  View view;
  view.Set("document_number", files.number);
  view.Set("first_exhibit", first);
  if (last != first) view.Set("last_exhibit", last);
  view.Set("path", record.path);
  view.Set("bytes", std::to_string(record.bytes));
  view.Set("modified_utc", UtcTime(record.modified_unix_s));
  view.Set("sha256", record.sha256);
  if (IsNotFullyRead(record)) {
    view.Set("not_whole",
             record.outcome == Outcome::kAudited ? "Not read in whole" : Capitalized(OutcomeInWords(record.outcome)));
    view.Set("outcome_detail", record.outcome_detail);
  }
  AddChecklist(record, view);
  view.Set("state", StateInWords(document.original.custody));
  view.Set("note", document.original.note);
  if (document.original.custody == Custody::kChanged) view.Set("sha256_now", document.original.sha256);
  view.Set("original", files.original);
  view.Set("marked", files.marked);
  view.Set("marked_note", document.marked_note);
  return view;
}

View UnreadRowView(const AuditRecord& record) {
  View view;
  view.Set("path", record.path);
  view.Set("outcome",
           record.outcome == Outcome::kAudited ? "Not read in whole" : Capitalized(OutcomeInWords(record.outcome)));
  view.Set("outcome_detail", record.outcome_detail.empty() ? UnjudgedInWords(record) : record.outcome_detail);
  return view;
}

}  // namespace audit
