// Findings over time: each finished run remembers its findings in its database, and a later run says of each of its own
// whether it is new, changed or old, and which are gone. All in SQL, so that memory does not grow with the archive.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/store.h"
#include "reporters/baseline.h"
#include "reporters/reporter.h"

struct sqlite3;

namespace audit {

/// The records of a store with the history of their findings laid over them, once Compare was called for the run.
class RunHistory : public RecordSource {
 public:
  /// `store` must outlive it.
  explicit RunHistory(Store& store);

  /// Compares the store's findings with those that the run in `other` remembers, or, if that is empty, with those of
  /// the last finished run of this store. A document that moved is known again by its bytes. Findings of documents that
  /// could not be read this time are neither gone nor forgotten. `run_id`: start of this run. Throws SetupError if
  /// `other` holds no finished run.
  Baseline Compare(const std::filesystem::path& other, const std::string& run_id);

  /// Keeps this run's findings for the next one to compare with. To be called when its reports are written: whoever is
  /// killed before compares with the same earlier run again.
  void Remember(const std::string& run_id);

  void ForEach(const std::function<void(const AuditRecord&)>& visit) const override;
  void ForEachGone(const std::function<void(const GoneFinding&)>& visit) const override;

 private:
  void CollectFindings() const;

  Store& store_;
};

/// One line of `diff`.
struct FindingDifference {
  std::string_view what;  ///< "new", "changed" or "gone"
  GoneFinding finding;
};

/// Calls `visit` for what is new, changed and gone between two finished runs, by path. Throws SetupError.
void CompareRuns(const std::filesystem::path& old_run, const std::filesystem::path& new_run,
                 const std::function<void(const FindingDifference&)>& visit);

}  // namespace audit
