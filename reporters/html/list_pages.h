// The lists below pages/: findings, documents, and what was not fully read. Rows are put in while the records pass by;
// when all have passed, each list is cut into pages of bounded size, on which the page's script searches and filters.
//
// A page carries its rows as plain markup and no second copy of them as data: without scripts it is a list to read, and
// the script takes the rows out of the page into memory and shows those that are asked for. Data in files of their own
// would need a policy that lets scripts of any file run: Chromium honours neither hashes of script files nor module
// imports between files of a share, only `script-src 'self'`, which there means every file.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reporters/html/page_folder.h"
#include "reporters/html/row_spool.h"
#include "reporters/html/run_overview.h"
#include "reporters/html/template.h"
#include "reporters/reporter.h"

namespace audit {

class ListPages {
 public:
  /// A page of this many rows is searched in the blink of an eye and stays below 15 MB.
  static constexpr std::size_t kMostRows = 20'000;
  static constexpr std::size_t kMostBytes = 14'000'000;

  /// Rows wait in hidden files in `folder`. `run` must outlive it. `most_rows`: less only in tests.
  ListPages(const RunInfo& run, const std::filesystem::path& folder, std::size_t most_rows = kMostRows);

  /// Records in ascending byte order of path.
  void Add(const AuditRecord& record);
  /// Writes all pages. `overview`: of the same records.
  void Write(const RunOverview& overview, PageFolder& pages);

  /// "findings-2.html" for a rule whose findings begin on the second page; after Write().
  const std::map<std::string, std::string>& FirstPageOfRule() const { return first_page_of_rule_; }
  const std::vector<std::string>& FixedRules() const { return fixed_rules_; }

 private:
  struct List;
  struct SectionPlace;
  View PageView(const List& list, const View& facets, const std::vector<RowPage>& cut, std::size_t number,
                std::size_t all_rows) const;
  std::string SectionHead(const std::string& section, const std::string& page, std::optional<Severity>& last_severity);
  void WriteRows(const List& list, const RowPage& page, const std::string& name, RowSpool& spool, SectionPlace& place,
                 FileWriter& out);
  void WriteList(const List& list, const View& facets, RowSpool& spool, PageFolder& pages);

  const RunInfo& run_;
  std::size_t most_rows_;
  std::vector<std::string> fixed_rules_;  ///< that may not be waived, sorted
  RowSpool findings_;                     ///< sections: worst severity first, then rule
  RowSpool documents_;                    ///< sections: those to be audited, those left out
  RowSpool unread_;
  std::map<std::string, std::string> first_page_of_rule_;
};

}  // namespace audit
