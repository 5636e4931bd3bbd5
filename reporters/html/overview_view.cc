#include "reporters/html/overview_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"
#include "reporters/html/page_folder.h"
#include "reporters/html/record_views.h"
#include "reporters/wording.h"

namespace audit {
namespace {

/// Findings that are gone and listed in the page; all are in changes.csv.
constexpr std::size_t kGoneListed = 200;

/// Characters of the key under which a browser keeps the reader's marks.
constexpr std::size_t kReviewKeyDigits = 16;

/// The order of the lists of what was not read; what is no brochure at all comes last, for it is often long.
constexpr std::array kUnreadOrder = {Outcome::kUnreadable, Outcome::kTimedOut, Outcome::kCrashed,
                                     Outcome::kPartlyRead, Outcome::kAudited,  Outcome::kUnsupported};

/// A bar of 100 units: where a part begins and how wide it is. A part that is there is never invisible.
void SetBar(View& view, double from, std::size_t count, std::size_t all) {
  const double width = all == 0 ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(all);
  view.Set("from", fmt::format("{:.2f}", from));
  view.Set("width", fmt::format("{:.2f}", count == 0 ? 0 : std::max(width, 0.4)));
}

/// Severities, worst first, also those that do not occur.
void AddSeverities(const RunTotals& totals, View& view) {
  std::size_t most = 1;
  for (const auto& [severity, count] : totals.findings_by_severity)
    most = std::max(most, count);
  for (const Severity severity : kWorstFirst) {
    const std::size_t count = ValueOr0(totals.findings_by_severity, severity);
    View& item = view.Add("severities");
    SetSeverity(item, severity);
    item.SetCount("severity_findings", count);
    item.SetCount("severity_documents", ValueOr0(totals.documents_by_severity, severity));
    if (count > 0) item.Show("occurs");
    SetBar(item, 0, count, most);
  }
}

/// The standings as one bar and as its legend: they add up to all files.
void AddStandings(const RunOverview& overview, View& view) {
  const std::size_t all = overview.Totals().documents;
  double from = 0;
  for (const Standing standing : kAllStandings) {
    const std::size_t count = overview.Count(standing);
    if (count == 0) continue;
    View& item = view.Add("standings");
    item.Set("standing", NameOf(standing));
    item.Set("standing_word", StandingInWords(standing));
    item.SetCount("standing_count", count);
    SetBar(item, from, count, all);
    from += 100.0 * static_cast<double>(count) / static_cast<double>(all);
  }
}

void SetReading(const RunOverview& overview, View& view) {
  const std::size_t all = overview.Totals().documents;
  const std::size_t skipped = overview.Count(Standing::kSkipped), unread = overview.Count(Standing::kNotFullyRead);
  const std::size_t to_audit = all - skipped;
  view.SetCount("document_count", all);
  view.SetCount("to_audit_count", to_audit);
  view.SetCount("read_count", to_audit - unread);
  view.SetCount("not_read_count", unread);
  view.SetCount("clean_count", overview.Count(Standing::kClean) + overview.Count(Standing::kNotes));
  if (all == 0)
    view.Show("no_documents");
  else if (unread == 0)
    view.Show("all_read");
  else
    view.Set("some_not_read", fmt::format("{} of {} {}", unread, Counted(to_audit, "document", "documents"),
                                          unread == 1 ? "was" : "were"));
  const std::size_t unjudged = overview.Totals().unjudged;
  if (unjudged > 0)
    view.Set("some_unjudged",
             fmt::format("{} {}", Counted(unjudged, "document", "documents"), unjudged == 1 ? "asks" : "ask"));
  if (skipped > 0) view.Set("some_skipped", Counted(skipped, "file", "files"));
  for (const auto& [reason, count] : overview.Skipped()) {
    View& item = view.Add("skipped");
    item.Set("skip_reason", reason.empty() ? "other reasons" : reason);
    item.SetCount("skip_count", count);
  }
}

/// Worst first, then the most frequent, then by id.
void AddRuleTotals(const RunTotals& totals, const std::map<std::string, std::string>& first_page, View& view) {
  std::vector<std::pair<std::string, RuleTotal>> rules(totals.rules.begin(), totals.rules.end());
  std::stable_sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    return a.second.worst != b.second.worst ? a.second.worst > b.second.worst : a.second.findings > b.second.findings;
  });
  std::size_t most = 1;
  for (const auto& [id, rule] : rules)
    most = std::max(most, rule.findings);
  for (const auto& [id, rule] : rules) {
    View& item = view.Add("rule_totals");
    item.Set("rule", id);
    item.Set("rule_title", rule.title.empty() ? id : rule.title);
    const auto page = first_page.find(id);
    item.Set("rule_page", page == first_page.end() ? "findings.html" : page->second);
    SetSeverity(item, rule.worst);
    item.SetCount("rule_findings", rule.findings);
    item.SetCount("rule_documents", rule.documents);
    SetBar(item, 0, rule.findings, most);
  }
}

void AddWorst(const std::vector<WorstEntry>& entries, const std::string& list, View& view) {
  std::size_t most = 1;
  const auto all_of = [](const WorstEntry& entry) {
    std::size_t all = 0;
    for (const std::size_t count : entry.findings)
      all += count;
    return all;
  };
  for (const WorstEntry& entry : entries)
    most = std::max(most, all_of(entry));
  for (const WorstEntry& entry : entries) {
    View& item = view.Add(list);
    item.Set("worst_path", entry.path.empty() ? "(top folder)" : entry.path);
    item.Set("worst_title", entry.title);
    if (!entry.document_id.empty()) item.Set("page", DocumentPage(entry.document_id));
    item.SetCount("worst_documents", entry.documents);
    item.SetCount("worst_findings", all_of(entry));
    std::size_t before = 0;
    std::vector<std::string> words;
    for (const Severity severity : kWorstFirst) {
      const std::size_t count = entry.findings.at(static_cast<std::size_t>(severity));
      if (count == 0) continue;
      View& part = item.Add("parts");
      SetSeverity(part, severity);
      SetBar(part, 100.0 * static_cast<double>(before) / static_cast<double>(most), count, most);
      before += count;
      words.push_back(fmt::format("{} {}", count, NameOf(severity)));
    }
    item.Set("in_words", fmt::format("{}", fmt::join(words, ", ")));
  }
}

void AddUnread(const RunOverview& overview, View& view) {
  for (const Outcome outcome : kUnreadOrder) {
    const auto found = overview.Unread().find(outcome);
    if (found == overview.Unread().end()) continue;
    const std::size_t count = overview.UnreadCounts().at(outcome);
    View& group = view.Add("unread");
    group.Set("group", outcome == Outcome::kAudited ? "Not read in whole" : Capitalized(OutcomeInWords(outcome)));
    group.SetCount("group_count", count);
    if (outcome == Outcome::kPartlyRead || outcome == Outcome::kAudited)
      group.Set("group_note", "What was read was judged; the rest may hold anything.");
    if (count > found->second.size()) {
      group.SetCount("more_unread", count - found->second.size());
      view.Show("long_unread");
    }
    for (const UnreadEntry& entry : found->second) {
      View& item = group.Add("unread_items");
      item.Set("path", entry.path);
      item.Set("page", DocumentPage(entry.document_id));
      item.Set("reason", entry.reason);
      if (entry.findings > 0) item.Set("findings_counted", Counted(entry.findings, "finding", "findings"));
    }
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

void AddBaseline(const Baseline& baseline, const std::vector<NewFinding>& list, View& view) {
  if (baseline.name.empty()) return;
  view.Show("baseline");
  view.Set("baseline_run", baseline.run);
  view.Set("new_counted", Counted(baseline.new_findings, "finding is", "findings are"));
  view.SetCount("changed_counted", baseline.changed_findings);
  view.SetCount("gone_counted", baseline.gone_findings);
  if (!list.empty()) view.Show("some_new");
  const std::size_t all = baseline.new_findings + baseline.changed_findings;
  if (all > list.size()) view.SetCount("more_new", all - list.size());
  for (const NewFinding& finding : list) {
    View& item = view.Add("new");
    item.Set("page", DocumentPage(finding.document_id));
    item.Set("finding_id", finding.finding_id);
    item.Set("path", finding.path);
    item.Set("new_title", finding.title);
    item.Set("new_quote", Shortened(finding.quote, 200));
    item.Set("change_word", Capitalized(ChangeInWords(finding.change)));
    SetSeverity(item, finding.severity);
  }
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
    if (!rule.is_waivable) item.Show("fixed");
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

}  // namespace

void AddGone(const GoneFinding& gone, View& view) {
  if (view.lists["gone"].size() >= kGoneListed) return;
  View& item = view.Add("gone");
  item.Set("gone_path", gone.path);
  item.Set("gone_title", gone.title);
  item.Set("gone_rule", gone.rule);
  item.Set("gone_quote", gone.quote);
}

void SetRun(const RunInfo& run, View& view) {
  const std::string names = fmt::format("{}", fmt::join(run.archives, ", "));
  view.Set("tool_version", run.tool_version);
  view.Set("archive_names", names);
  // Marks outlive a night: they are kept for the archive, not for one run of it.
  view.Set("review_key", Sha256Hex(names).substr(0, kReviewKeyDigits));
}

View OverviewView(const RunInfo& run, const RunOverview& overview,
                  const std::map<std::string, std::string>& first_page_of_rule) {
  View view;
  const RunTotals& totals = overview.Totals();
  SetRun(run, view);
  view.Set("page_title", fmt::format("Audit report: {}", view.texts["archive_names"]));
  view.Set("policy_digest", run.policy_digest);
  for (const std::string& archive : run.archives)
    view.Add("archives").Set("archive", archive);
  SetReading(overview, view);
  view.SetCount("statement_count", totals.statements);
  view.Set("statements_word", totals.statements == 1 ? "statement" : "statements");
  view.SetCount("finding_count", totals.findings);
  view.Set("findings_word", totals.findings == 1 ? "finding" : "findings");
  if (totals.findings > 0) view.Show("some_findings");
  if (overview.FolderCount() > 1) view.Show("some_folders");
  if (totals.waived > 0) view.Set("some_waived", Counted(totals.waived, "finding is", "findings are"));
  AddBaseline(run.baseline, overview.New(), view);
  AddStandings(overview, view);
  AddSeverities(totals, view);
  AddUnread(overview, view);
  AddRuleTotals(totals, first_page_of_rule, view);
  AddWorst(overview.Documents(), "worst_documents_list", view);
  AddWorst(overview.Folders(), "worst_folders", view);
  AddBasis(run, totals, view);
  return view;
}

}  // namespace audit
