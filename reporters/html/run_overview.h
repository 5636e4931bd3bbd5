// What the first page says of a whole run, gathered while the records pass by in path order. Every list in it is short
// and keeps the worst, so that memory grows with the number of rules and the depth of folders, not with the archive.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "reporters/audit_record.h"
#include "reporters/html/standing.h"
#include "reporters/run_totals.h"

namespace audit {

/// Findings by severity, index: the enumerator.
using SeverityCounts = std::array<std::size_t, 5>;

SeverityCounts CountSeverities(const AuditRecord& record);

/// A document or a folder among the worst.
struct WorstEntry {
  std::string path;         ///< of a folder without the last '/', "" = the archive's root
  std::string document_id;  ///< "" for a folder
  std::string title;
  SeverityCounts findings{};
  std::size_t documents = 0;  ///< of a folder: that have findings
};

/// A finding that is new or changed since the baseline.
struct NewFinding {
  std::string finding_id;
  std::string document_id;
  std::string path;
  std::string title;
  std::string quote;
  Severity severity = Severity::kInfo;
  FindingChange change = FindingChange::kNew;
};

/// A document that was not fully read.
struct UnreadEntry {
  std::string document_id;
  std::string path;
  std::string reason;
  std::size_t findings = 0;
};

class RunOverview {
 public:
  /// Lists are cut there; the pages of lists hold all.
  static constexpr std::size_t kWorstListed = 12;
  static constexpr std::size_t kNewListed = 25;
  static constexpr std::size_t kUnreadListed = 50;
  static constexpr std::size_t kReasonsListed = 30;

  /// Records in ascending byte order of path.
  void Add(const AuditRecord& record);
  /// To be called after the last record.
  void Finish();

  const RunTotals& Totals() const { return totals_; }
  std::size_t Count(Standing standing) const { return ValueOr0(standings_, standing); }
  const std::map<std::string, std::size_t>& FindingsByPack() const { return packs_; }
  const std::map<Disposition, std::size_t>& Dispositions() const { return dispositions_; }
  const std::map<std::string, std::size_t>& Laws() const { return laws_; }  ///< documents by law asked
  /// Worst first: by number of critical findings, then high ones, and so on; then by path.
  const std::vector<WorstEntry>& Documents() const { return documents_; }
  const std::vector<WorstEntry>& Folders() const { return folders_; }
  std::size_t FolderCount() const { return folder_count_; }  ///< that hold documents with findings
  const std::vector<NewFinding>& New() const { return new_; }
  /// The first ones by path of those not fully read, by outcome; skipped documents are not among them.
  const std::map<Outcome, std::vector<UnreadEntry>>& Unread() const { return unread_; }
  const std::map<Outcome, std::size_t>& UnreadCounts() const { return unread_counts_; }
  /// Documents left out, by reason; "" = for reasons past the first ones.
  const std::map<std::string, std::size_t>& Skipped() const { return skipped_; }

 private:
  void AddToFolders(const AuditRecord& record, const SeverityCounts& counts);
  void CloseFolder();
  void AddNew(const AuditRecord& record);

  RunTotals totals_;
  std::map<Standing, std::size_t> standings_;
  std::map<std::string, std::size_t> packs_;
  std::map<std::string, std::size_t> laws_;
  std::map<Disposition, std::size_t> dispositions_;
  std::vector<WorstEntry> documents_;
  std::vector<WorstEntry> folders_;
  std::vector<WorstEntry> open_folders_;  ///< those that the path of the last record lies in, the outermost first
  std::size_t folder_count_ = 0;
  std::vector<NewFinding> new_;
  std::map<Outcome, std::vector<UnreadEntry>> unread_;
  std::map<Outcome, std::size_t> unread_counts_;
  std::map<std::string, std::size_t> skipped_;
};

}  // namespace audit
