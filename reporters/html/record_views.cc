#include "reporters/html/record_views.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "analyzers/vocabulary.h"
#include "reporters/html/page_folder.h"
#include "reporters/html/run_overview.h"
#include "reporters/html/standing.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"
#include "reporters/wording.h"

namespace audit {
namespace {

/// Of a quote in a list; the document's page has it whole.
constexpr std::size_t kRowQuoteBytes = 240;

std::string LanguageInWords(std::string_view language) {
  if (language == "en") return "English";
  if (language == "zh-Hant") return "Traditional Chinese";
  if (language == "zh-Hans") return "Simplified Chinese";
  return std::string(language);
}

std::string Uppercase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string ExtentInWords(const AuditRecord& record) {
  const Coverage& coverage = record.coverage;
  std::vector<std::string> parts;
  if (coverage.pages_total > 1 || coverage.pages_read < coverage.pages_total)
    parts.push_back(fmt::format("{} of {} pages read", coverage.pages_read, coverage.pages_total));
  if (coverage.pages_by_ocr > 0) parts.push_back(fmt::format("{} by OCR", coverage.pages_by_ocr));
  if (coverage.pages_without_text > 0) parts.push_back(fmt::format("{} without text", coverage.pages_without_text));
  for (const std::string& limit : coverage.limits_hit)
    if (record.outcome_detail.find(limit) == std::string::npos) parts.push_back(fmt::format("limit: {}", limit));
  return parts.empty() ? "" : fmt::format("({})", fmt::join(parts, ", "));
}

/// What a row says where a document has no count of findings to show.
std::string StandingOfRow(const AuditRecord& record, Standing standing) {
  switch (standing) {
    case Standing::kNotFullyRead:
      return record.outcome == Outcome::kAudited ? "not read in whole" : std::string(OutcomeInWords(record.outcome));
    case Standing::kSkipped:
      return std::string(OutcomeInWords(record.outcome));
    case Standing::kUnjudged:
      return "not judged in whole";
    case Standing::kNotes:
    case Standing::kClean:
      return "clean";
    case Standing::kFindings:
      return record.unjudged.empty() ? "" : "not judged in whole";
  }
  return "";
}

}  // namespace

std::string FactsInWords(const AuditRecord& record) {
  std::vector<std::string> facts;
  if (!record.format.empty()) facts.push_back(Uppercase(record.format));
  const int pages = record.coverage.pages_total;
  if (record.format == "pdf" && pages > 0) facts.push_back(fmt::format("{} {}", pages, pages == 1 ? "page" : "pages"));
  if (!record.facts.language.empty()) facts.push_back(LanguageInWords(record.facts.language));
  if (!record.facts.jurisdictions.empty())
    facts.push_back(fmt::format("law asked: {}", fmt::join(record.facts.jurisdictions, ", ")));
  if (record.facts.track != ProductTrack::kUnknown) facts.emplace_back(NameOf(record.facts.track));
  if (record.facts.role != DocumentRole::kUnknown) facts.emplace_back(NameOf(record.facts.role));
  if (!record.statements.empty()) facts.push_back(Counted(record.statements.size(), "statement", "statements"));
  return fmt::format("{}", fmt::join(facts, " · "));
}

std::string UnreadReason(const AuditRecord& record) {
  const std::string extent = ExtentInWords(record);
  return record.outcome_detail + (record.outcome_detail.empty() || extent.empty() ? "" : " ") + extent;
}

bool HasPage(const AuditRecord& record) {
  return !record.statements.empty() || !record.findings.empty() || IsNotFullyRead(record);
}

void SetSeverity(View& view, Severity severity) {
  view.Set("severity", NameOf(severity));
  view.Set("severity_word", Capitalized(NameOf(severity)));
}

void SetLanguage(const AuditRecord& record, View& view) {
  for (const std::string_view known : {"en", "zh-Hant", "zh-Hans"})
    if (record.facts.language == known) view.Set("lang", known);
}

void AddAuthorities(const std::vector<Authority>& authorities, const std::string& list, View& view) {
  for (const Authority& authority : authorities) {
    View& item = view.Add(list);
    item.Set("cite", authority.cite);
    item.Set("mark", VerificationInWords(authority.verification));
    item.Set("mark_class", NameOf(authority.verification));
    item.Set("authority_note", authority.note);
  }
}

std::string Shortened(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string(text);
  while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0u) == 0x80u)
    --most_bytes;
  return std::string(text.substr(0, most_bytes)) + "…";
}

View DocumentRowView(const AuditRecord& record) {
  View view;
  view.Set("document_id", record.document_id);
  if (HasPage(record)) view.Set("page", DocumentPage(record.document_id));
  view.Set("path", record.path);
  view.Set("doc_title", record.title);
  view.Set("doc_facts", FactsInWords(record));
  view.Set("unread_reason", UnreadReason(record));
  view.Set("unjudged", UnjudgedInWords(record));
  SetLanguage(record, view);
  const Standing standing = StandingOf(record);
  view.Set("standing", NameOf(standing));
  view.Set("standing_word", StandingOfRow(record, standing));
  view.Set("laws", fmt::format("{}", fmt::join(record.facts.jurisdictions, " ")));
  view.Set("format", record.format);
  if (!record.findings.empty()) view.Set("findings_counted", Counted(record.findings.size(), "finding", "findings"));
  const SeverityCounts counts = CountSeverities(record);
  view.Set("counts", fmt::format("{}", fmt::join(counts.rbegin(), counts.rend(), " ")));
  for (const Severity severity : kWorstFirst) {
    const std::size_t count = counts.at(static_cast<std::size_t>(severity));
    if (count == 0) continue;
    View& item = view.Add("severities");
    SetSeverity(item, severity);
    item.SetCount("severity_findings", count);
  }
  return view;
}

std::vector<View> FindingRowViews(const AuditRecord& record, const std::vector<std::string>& fixed_rules) {
  std::vector<View> views;
  const std::vector<std::string> ids = FindingIds(record);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Finding& finding = record.findings[i];
    View& view = views.emplace_back();
    view.Set("finding_id", ids[i]);
    view.Set("page", DocumentPage(record.document_id));
    view.Set("path", record.path);
    view.Set("rule", finding.rule);
    view.Set("rule_title", finding.title.empty() ? finding.rule : finding.title);
    view.Set("fingerprint", finding.fingerprint);
    SetSeverity(view, finding.severity);
    SetLanguage(record, view);
    if (std::binary_search(fixed_rules.begin(), fixed_rules.end(), finding.rule)) view.Show("fixed");
    const Place place = finding.places.empty() ? Place() : finding.places.front();
    view.Set("quote", Shortened(place.quote, kRowQuoteBytes));
    if (place.quote.empty()) view.Set("row_message", Shortened(finding.message, kRowQuoteBytes));
    view.Set("place", PlaceInWords(place.where));
    if (finding.places.size() > 1)
      view.Set("also", fmt::format("and {}", Counted(finding.places.size() - 1, "other place", "other places")));
    if (finding.disposition != Disposition::kOpen) {
      view.Set("decision", NameOf(finding.disposition));
      view.Set("decision_word", Capitalized(NameOf(finding.disposition)));
    }
    if (!record.history.empty() && record.history[i].change != FindingChange::kOld) {
      view.Set("change", ChangeInWords(record.history[i].change));
      view.Set("change_word", Capitalized(ChangeInWords(record.history[i].change)));
    }
  }
  return views;
}

}  // namespace audit
