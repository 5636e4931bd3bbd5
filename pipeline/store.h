// The run's memory on disk (SQLite, audit.db): what the archive holds now, and one record for each document that was
// read. One process at a time; every call is durable on return up to a lost power supply's last transaction.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/discovery.h"
#include "reporters/reporter.h"

namespace audit {

class Store : public RecordSource {
 public:
  /// Opens or creates `folder`/audit.db. Throws SetupError if it cannot be used or was written by a newer version.
  explicit Store(const std::filesystem::path& folder);
  ~Store() override;

  /// Replaces the list of inputs by what `fill` adds, as one transaction.
  void ReplaceInputs(const std::function<void(const std::function<void(const Input&)>& add)>& fill);

  /// The next inputs in path order after `after` ("" = from the start), at most `limit`, that have no record made from
  /// the same bytes under the same key. `key_of` maps an input's settings index to the key (program, policies, limits)
  /// that its record must carry. Empty = none left.
  std::vector<Input> Pending(const std::function<std::string(std::size_t settings)>& key_of, std::string_view after,
                             std::size_t limit) const;

  void Put(const Input& input, std::string_view key, const AuditRecord& record);

  /// Forgets the records of files that are no longer among the inputs.
  void DropRecordsWithoutInput();

  std::size_t InputCount() const;

  void PutRunInfo(const RunInfo& run);
  std::optional<RunInfo> GetRunInfo() const;

  void ForEach(const std::function<void(const AuditRecord&)>& visit) const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
