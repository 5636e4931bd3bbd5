#include "reporters/html/run_overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "reporters/html/record_views.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

/// Inserts where `comes_before` puts it, and drops what stands past `most`.
template <typename Entry, typename Order>
void Keep(std::vector<Entry>& list, Entry entry, std::size_t most, const Order& comes_before) {
  list.insert(std::upper_bound(list.begin(), list.end(), entry, comes_before), std::move(entry));
  if (list.size() > most) list.pop_back();
}

bool IsWorse(const WorstEntry& one, const WorstEntry& other) {
  for (std::size_t i = one.findings.size(); i-- > 0;)
    if (one.findings[i] != other.findings[i]) return one.findings[i] > other.findings[i];
  return one.path < other.path;
}

bool IsMoreSevere(const NewFinding& one, const NewFinding& other) { return one.severity > other.severity; }

bool HasFindings(const SeverityCounts& counts) {
  return std::any_of(counts.begin(), counts.end(), [](std::size_t count) { return count > 0; });
}

std::string_view FolderOf(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// Whether `path` lies in `folder` or below it.
bool LiesIn(std::string_view path, const std::string& folder) {
  return folder.empty() || (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

SeverityCounts CountSeverities(const AuditRecord& record) {
  SeverityCounts counts{};
  for (const Finding& finding : record.findings)
    ++counts.at(static_cast<std::size_t>(finding.severity));
  return counts;
}

void RunOverview::Add(const AuditRecord& record) {
  totals_.Add(record);
  const Standing standing = StandingOf(record);
  ++standings_[standing];
  for (const std::string& law : record.facts.jurisdictions)
    ++laws_[law];
  for (const Finding& finding : record.findings) {
    ++packs_[finding.rule.substr(0, finding.rule.find('/'))];
    ++dispositions_[finding.disposition];
  }
  const SeverityCounts counts = CountSeverities(record);
  if (HasFindings(counts)) {
    Keep(documents_, {record.path, record.document_id, record.title, counts, 1}, kWorstListed, IsWorse);
    AddToFolders(record, counts);
  }
  if (standing == Standing::kSkipped) {
    const bool known = skipped_.size() < kReasonsListed || skipped_.contains(record.outcome_detail);
    ++skipped_[known ? record.outcome_detail : ""];
  }
  if (standing == Standing::kNotFullyRead) {
    ++unread_counts_[record.outcome];
    auto& list = unread_[record.outcome];
    if (list.size() < kUnreadListed)
      list.push_back({record.document_id, record.path, UnreadReason(record), record.findings.size()});
  }
  AddNew(record);
}

/// In byte order all paths below a folder follow each other, so that a folder is complete when the path leaves it.
void RunOverview::AddToFolders(const AuditRecord& record, const SeverityCounts& counts) {
  while (!open_folders_.empty() && !LiesIn(record.path, open_folders_.back().path))
    CloseFolder();
  const std::string folder(FolderOf(record.path));
  if (open_folders_.empty() || open_folders_.back().path != folder) open_folders_.push_back({folder, "", "", {}, 0});
  WorstEntry& open = open_folders_.back();
  for (std::size_t i = 0; i < counts.size(); ++i)
    open.findings[i] += counts[i];
  ++open.documents;
}

void RunOverview::CloseFolder() {
  ++folder_count_;
  Keep(folders_, std::move(open_folders_.back()), kWorstListed, IsWorse);
  open_folders_.pop_back();
}

void RunOverview::AddNew(const AuditRecord& record) {
  if (record.history.empty()) return;
  const std::vector<std::string> ids = FindingIds(record);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (record.history[i].change == FindingChange::kOld) continue;
    const Finding& finding = record.findings[i];
    Keep(new_,
         {ids[i], record.document_id, record.path, finding.title.empty() ? finding.rule : finding.title,
          finding.places.empty() ? "" : finding.places.front().quote, finding.severity, record.history[i].change},
         kNewListed, IsMoreSevere);
  }
}

void RunOverview::Finish() {
  while (!open_folders_.empty())
    CloseFolder();
}

}  // namespace audit
