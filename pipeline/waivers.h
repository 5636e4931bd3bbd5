// The waivers of a run: read from a CSV or YAML file, checked against the rules in force, and laid over the stored
// records on their way to the reporters. Stored records know nothing of waivers, so that a changed waiver reads no
// document again.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzers/judge/shape.h"
#include "analyzers/policy.h"
#include "reporters/reporter.h"
#include "reporters/waiver.h"

namespace audit {

/// Of a YAML file of waivers.
const Shape& WaiverFileShape();

/// `file` ends in .csv, .yaml or .yml. `rules` are those in force; `day` is ISO 8601. Throws SetupError
/// "FILE:LINE:COLUMN: ..." that names the valid words.
Waivers ReadWaivers(const std::filesystem::path& file, const std::vector<RuleInfo>& rules, const std::string& day);

/// Today in UTC, ISO 8601.
std::string TodayUtc();

/// Records with the dispositions of their findings set. Refers to its arguments, which must outlive it.
class WaivedRecords : public RecordSource {
 public:
  WaivedRecords(const RecordSource& records, const Waivers& waivers, const std::vector<RuleInfo>& rules);

  void ForEach(const std::function<void(const AuditRecord&)>& visit) const override;
  void ForEachGone(const std::function<void(const GoneFinding&)>& visit) const override { records_.ForEachGone(visit); }

  /// Goes through all records and says of each of `waivers` what it means. `waivers` is the object of the constructor.
  void CountMatches(Waivers& waivers) const;

 private:
  /// Indices of the waivers that mean the finding, by fingerprint first, then in file order.
  std::vector<std::size_t> Meaning(const AuditRecord& record, const Finding& finding) const;
  void Apply(AuditRecord& record) const;

  const RecordSource& records_;
  const Waivers& waivers_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_fingerprint_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_rule_;
  std::set<std::string, std::less<>> not_waivable_;  ///< rule ids
};

/// All reports of a run below `folder`, with its waivers laid over the records. Says in `run` what each waiver means.
void WriteReports(RunInfo& run, const RecordSource& records, const std::filesystem::path& folder);

}  // namespace audit
