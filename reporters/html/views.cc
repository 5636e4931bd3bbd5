#include "reporters/html/views.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/vocabulary.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"
#include "reporters/wording.h"

namespace audit {
namespace {

/// Longer lists of what was not read start folded.
constexpr std::size_t kFewDocuments = 100;

/// Findings that are gone and listed in the page; all are in changes.csv.
constexpr std::size_t kGoneListed = 200;

/// Documents and findings together from which the page is laid out piece by piece, as the reader gets there.
constexpr std::size_t kLargePage = 2000;

/// Of a document's head and of a finding until they are laid out, in the style sheet's rem, as measured on wide
/// screens.
constexpr std::size_t kHeadHeight = 9;
constexpr std::size_t kFindingHeight = 25;

void SetSeverity(View& view, Severity severity) {
  view.Set("severity", NameOf(severity));
  view.Set("severity_word", Capitalized(NameOf(severity)));
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

/// Severities that occur, worst first.
void AddSeverities(const RunTotals& totals, View& view) {
  std::size_t most = 1;
  for (const auto& [severity, count] : totals.findings_by_severity)
    most = std::max(most, count);
  const auto names = NamesOf<Severity>();
  for (auto row = names.rbegin(); row != names.rend(); ++row) {
    const std::size_t count = ValueOr0(totals.findings_by_severity, row->value);
    View& item = view.Add("severities");
    SetSeverity(item, row->value);
    item.SetCount("severity_findings", count);
    item.SetCount("severity_documents", ValueOr0(totals.documents_by_severity, row->value));
    if (count > 0) item.Show("occurs");
    item.SetCount("percent", (count * 100 + most - 1) / most);
  }
}

void AddOutcomes(const RunTotals& totals, View& view) {
  for (const Outcome outcome : kAllOutcomes) {
    const auto found = totals.outcomes.find(outcome);
    if (found == totals.outcomes.end()) continue;
    View& item = view.Add("outcomes");
    item.Set("outcome", Capitalized(OutcomeInWords(outcome)));
    item.SetCount("outcome_count", found->second);
  }
}

/// Worst first, then the most frequent, then by id.
void AddRuleTotals(const RunTotals& totals, View& view) {
  std::vector<std::pair<std::string, RuleTotal>> rules(totals.rules.begin(), totals.rules.end());
  std::stable_sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    return a.second.worst != b.second.worst ? a.second.worst > b.second.worst : a.second.findings > b.second.findings;
  });
  for (const auto& [id, rule] : rules) {
    View& item = view.Add("rule_totals");
    item.Set("rule", id);
    item.Set("rule_title", rule.title.empty() ? id : rule.title);
    SetSeverity(item, rule.worst);
    item.SetCount("rule_findings", rule.findings);
    item.SetCount("rule_documents", rule.documents);
  }
}

void AddWaivers(const Waivers& waivers, const RunTotals& totals, View& view) {
  if (waivers.file.empty()) return;
  view.Set("waivers_file", waivers.file);
  view.Set("waivers_digest", waivers.digest);
  view.Set("waived_counted", Counted(totals.waived, "finding is", "findings are"));
  for (const Waiver& waiver : waivers.all) {
    View& item = view.Add("waivers");
    item.SetCount("waiver_line", static_cast<std::size_t>(waiver.line));
    item.Set("waiver_of", waiver.rule.empty() ? waiver.fingerprint : waiver.rule);
    item.Set("waiver_path", waiver.path);
    item.Set("waiver_disposition", Capitalized(NameOf(waiver.disposition)));
    item.Set("waiver_reason", fmt::format("{} ({})", waiver.reason, waiver.who));
    item.Set("waiver_until", waiver.until);
    item.Set("waiver_state", Capitalized(StateInWords(waiver.state)));
    item.SetCount("waiver_findings", waiver.findings);
  }
}

void AddBaseline(const Baseline& baseline, View& view) {
  if (baseline.name.empty()) return;
  view.Show("baseline");
  view.Set("baseline_run", baseline.run);
  view.Set("new_counted", Counted(baseline.new_findings, "finding is", "findings are"));
  view.SetCount("changed_counted", baseline.changed_findings);
  view.SetCount("gone_counted", baseline.gone_findings);
  if (baseline.gone_findings > 0) view.Show("some_gone");
  if (baseline.gone_findings > kGoneListed) view.SetCount("more_gone", baseline.gone_findings - kGoneListed);
}

void AddBasis(const RunInfo& run, const RunTotals& totals, View& view) {
  for (const PackInfo& pack : run.packs) {
    View& item = view.Add("packs");
    item.Set("pack", pack.name);
    item.Set("pack_title", pack.title);
    item.Set("pack_as_of", pack.as_of);
    item.Set("pack_version", pack.version);
    item.SetCount("pack_rules", pack.rules);
  }
  for (const RuleInfo& rule : run.rules) {
    View& item = view.Add("rules");
    item.Set("rule", rule.id);
    item.Set("rule_title", rule.title.empty() ? rule.id : rule.title);
    item.Set("rule_message", rule.message);
    item.Set("rule_why", rule.why);
    item.Set("rule_count", Counted(ValueOr0(totals.rules, rule.id).findings, "finding", "findings"));
    AddAuthorities(rule.authorities, "rule_authorities", item);
  }
  AddWaivers(run.waivers, totals, view);
  for (const std::string& limit : run.limits)
    view.Add("limits").Set("limit", limit);
  for (const std::string& warning : run.warnings)
    view.Add("warnings").Set("warning", warning);
  if (!run.warnings.empty()) view.Show("some_warnings");
}

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

void SetStanding(const AuditRecord& record, View& view) {
  if (IsNotFullyRead(record)) {
    view.Set("standing", record.outcome == Outcome::kAudited ? "not read in whole" : OutcomeInWords(record.outcome));
    view.Set("standing_class", "open");
    view.Set("not_whole", Capitalized(view.texts["standing"]));
  } else if (record.outcome == Outcome::kSkipped) {
    view.Set("standing", OutcomeInWords(record.outcome));
    view.Set("standing_class", "skipped");
  } else if (IsClean(record)) {
    view.Set("standing", "clean");
    view.Set("standing_class", "clean");
  } else if (!record.unjudged.empty()) {
    view.Set("standing", "not judged in whole");
    view.Set("standing_class", "open");
  } else {
    view.Set("standing_class", "found");
  }
}

/// Language tags of our own making alone reach an attribute.
void SetLanguage(const AuditRecord& record, View& view) {
  for (const std::string_view known : {"en", "zh-Hant", "zh-Hans"})
    if (record.facts.language == known) view.Set("lang", known);
}

void AddAbout(const AuditRecord& record, View& view) {
  for (const std::string& because : record.facts.because)
    view.Add("reasons").Set("fact_reason", because);
  if (!record.facts.because.empty()) view.Show("some_reasons");
  for (const Anomaly& anomaly : record.anomalies) {
    View& item = view.Add("anomalies");
    item.Set("anomaly", Capitalized(anomaly.name));
    item.Set("anomaly_detail", anomaly.detail);
    if (anomaly.where != SourceLocation{}) item.Set("anomaly_place", PlaceInWords(anomaly.where));
  }
  if (!record.anomalies.empty()) view.Show("some_anomalies");
}

/// The statement in which the finding's words stand; null if none holds them.
const Statement* StatementOf(const AuditRecord& record, const Finding& finding, std::string_view quote) {
  for (const std::size_t index : finding.statements)
    if (index < record.statements.size() && record.statements[index].text.find(quote) != std::string::npos)
      return &record.statements[index];
  return nullptr;
}

/// Shows the quote within its statement, marked if the statement says more than the quote.
void SetQuote(const AuditRecord& record, const Finding& finding, const Place& place, View& view) {
  if (place.quote.empty()) {
    view.Show("missing");
    return;
  }
  view.Show("quoted");
  const Statement* statement = StatementOf(record, finding, place.quote);
  if (statement == nullptr || statement->text == place.quote) {
    view.Set("before", place.quote);
  } else {
    const std::string_view text = statement->text;
    const std::size_t at = text.find(place.quote);
    view.Set("before", text.substr(0, at));
    view.Set("marked", place.quote);
    view.Set("after", text.substr(at + place.quote.size()));
  }
  if (statement != nullptr && statement->block_kind != BlockKind::kParagraph) {
    std::string kind(NameOf(statement->block_kind));
    std::replace(kind.begin(), kind.end(), '-', ' ');
    view.Set("place_kind", kind);
  }
}

void SetPlaces(const AuditRecord& record, const Finding& finding, View& view) {
  if (finding.places.empty()) return;
  const Place& first = finding.places.front();
  SetQuote(record, finding, first, view);
  const std::string place = PlaceInWords(first.where);
  view.Set("place", Capitalized(place.substr(0, 1)) + place.substr(1));
  view.Set("position", PositionOnPage(first.where));
  for (std::size_t i = 1; i < finding.places.size(); ++i) {
    View& item = view.Add("more");
    item.Set("more_place", PlaceInWords(finding.places[i].where));
    item.Set("more_position", PositionOnPage(finding.places[i].where));
    if (finding.places[i].quote != first.quote) item.Set("more_quote", finding.places[i].quote);
  }
  if (finding.places.size() > 1)
    view.Set("some_more", fmt::format("Also in {}", Counted(finding.places.size() - 1, "other place", "other places")));
}

}  // namespace

void AddGone(const GoneFinding& gone, View& view) {
  if (view.lists["gone"].size() >= kGoneListed) return;
  View& item = view.Add("gone");
  item.Set("gone_path", gone.path);
  item.Set("gone_title", gone.title);
  item.Set("gone_rule", gone.rule);
  item.Set("gone_quote", gone.quote);
}

View RunView(const RunInfo& run, const RunTotals& totals) {
  View view;
  view.Set("style_hash", StyleSheetHash());
  view.Set("tool_version", run.tool_version);
  view.Set("policy_digest", run.policy_digest);
  view.Set("archive_names", fmt::format("{}", fmt::join(run.archives, ", ")));
  for (const std::string& archive : run.archives)
    view.Add("archives").Set("archive", archive);
  view.SetCount("document_count", totals.documents);
  view.Set("documents_word", totals.documents == 1 ? "document" : "documents");
  view.SetCount("clean_count", totals.clean);
  view.SetCount("with_findings_count", totals.documents_with_findings);
  view.SetCount("not_read_count", totals.not_fully_read);
  view.SetCount("statement_count", totals.statements);
  view.Set("statements_word", totals.statements == 1 ? "statement" : "statements");
  view.SetCount("finding_count", totals.findings);
  view.Set("findings_word", totals.findings == 1 ? "finding" : "findings");
  if (totals.documents == 0)
    view.Show("no_documents");
  else if (totals.not_fully_read == 0)
    view.Show("all_read");
  else
    view.Set("some_not_read",
             fmt::format("{} of {} {}", totals.not_fully_read, Counted(totals.documents, "document", "documents"),
                         totals.not_fully_read == 1 ? "was" : "were"));
  if (totals.unjudged > 0)
    view.Set("some_unjudged", fmt::format("{} {}", Counted(totals.unjudged, "document", "documents"),
                                          totals.unjudged == 1 ? "asks" : "ask"));
  if (totals.findings > 0) view.Show("some_findings");
  if (totals.documents + totals.findings >= kLargePage) view.Show("large");
  AddBaseline(run.baseline, view);
  AddSeverities(totals, view);
  AddOutcomes(totals, view);
  AddRuleTotals(totals, view);
  AddBasis(run, totals, view);
  return view;
}

View UnreadGroupView(Outcome outcome, std::size_t documents) {
  View view;
  view.Set("group", outcome == Outcome::kAudited ? "Not read in whole" : Capitalized(OutcomeInWords(outcome)));
  view.SetCount("group_count", documents);
  switch (outcome) {
    case Outcome::kPartlyRead:
    case Outcome::kAudited:
      view.Set("group_note", "What was read was judged; the rest may hold anything.");
      break;
    case Outcome::kSkipped:
      view.Set("group_note", "Left out by the settings of the archive, not for want of reading.");
      break;
    default:
      break;
  }
  if (documents <= kFewDocuments) view.Show("few");
  return view;
}

View DocumentView(const AuditRecord& record) {
  View view;
  view.Set("document_id", record.document_id);
  view.Set("path", record.path);
  view.Set("doc_title", record.title);
  view.Set("doc_facts", FactsInWords(record));
  view.Set("detail", record.outcome_detail);
  view.Set("extent", ExtentInWords(record));
  view.Set("unjudged", UnjudgedInWords(record));
  view.Set("sha256", record.sha256);
  SetLanguage(record, view);
  SetStanding(record, view);
  const StatementCounts counts = CountStatements(record);
  view.Set("statements_counted",
           fmt::format("{} ({}, {})", record.statements.size(), Counted(counts.claims, "claim", "claims"),
                       Counted(counts.disclosures, "disclosure", "disclosures")));
  if (!record.findings.empty()) {
    view.Show("has_findings");
    view.SetCount("guessed_height", kHeadHeight + kFindingHeight * record.findings.size());
    view.Set("findings_counted", Counted(record.findings.size(), "finding", "findings"));
  }
  const auto names = NamesOf<Severity>();
  for (auto row = names.rbegin(); row != names.rend(); ++row) {
    const auto count = std::count_if(record.findings.begin(), record.findings.end(),
                                     [row](const Finding& finding) { return finding.severity == row->value; });
    if (count == 0) continue;
    View& item = view.Add("severities");
    SetSeverity(item, row->value);
    item.SetCount("severity_findings", static_cast<std::size_t>(count));
  }
  return view;
}

void AddFindings(const AuditRecord& record, View& view) {
  AddAbout(record, view);
  const std::vector<std::string> ids = FindingIds(record);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Finding& finding = record.findings[i];
    View& item = view.Add("findings");
    item.Set("finding_id", ids[i]);
    if (finding.disposition != Disposition::kOpen) {
      item.Set("disposition", Capitalized(NameOf(finding.disposition)));
      item.Set("disposition_note", finding.disposition_note);
    }
    if (!record.history.empty()) item.Set("change", Capitalized(ChangeInWords(record.history[i].change)));
    item.Set("rule", finding.rule);
    item.Set("rule_title", finding.title.empty() ? finding.rule : finding.title);
    SetSeverity(item, finding.severity);
    SetPlaces(record, finding, item);
    item.Set("message", finding.message);
    item.Set("reason", finding.reason);
    item.Set("as_of", finding.as_of);
    item.Set("rewrite", finding.rewrite);
    item.Set("fingerprint", finding.fingerprint);
    AddAuthorities(finding.authorities, "authorities", item);
    std::vector<std::string> statements;
    for (const std::size_t index : finding.statements)
      statements.push_back(StatementId(record, index));
    item.Set("statement_ids", fmt::format("{}", fmt::join(statements, ", ")));
  }
}

}  // namespace audit
