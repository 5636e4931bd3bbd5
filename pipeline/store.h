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
#include "pipeline/reading.h"
#include "reporters/reporter.h"

struct sqlite3;

namespace audit {

/// A record as it lies in the store.
struct StoredRecord {
  Input input;  ///< path and stamp alone
  std::string key;
  std::string record;                 ///< encoded (record_pack.h)
  std::vector<std::string> pictures;  ///< that the record names
};

/// What is kept of a document's reading beside its record; both empty = nothing.
struct KeptReading {
  std::string key;    ///< what it depends on besides the bytes: program, parsers, limits
  std::string bytes;  ///< encoded (reading.h)
};

/// An input without a valid record.
struct PendingInput {
  Input input;
  bool same_bytes = false;  ///< as those of its record, which was made under another key
};

/// "pdf" of "a/b.PDF": all of a name that may decide how a document is read.
std::string EndingOf(std::string_view path);

class Store : public RecordSource {
 public:
  /// Opens or creates `folder`/audit.db. Throws SetupError if it cannot be used or was written by a another version.
  explicit Store(const std::filesystem::path& folder);
  ~Store() override;

  /// Replaces the list of inputs by what `fill` adds, as one transaction.
  void ReplaceInputs(const std::function<void(const std::function<void(const Input&)>& add)>& fill);

  /// Adds the inputs of before that lie below `folders` (display paths) and are not among those of now, as kOutOfReach;
  /// those that were skipped stay so. Settings are those of [0]. REQUIRES: within the `fill` of ReplaceInputs.
  void KeepInputsBelow(const std::vector<std::string>& folders);

  /// The next inputs in path order after `after` ("" = from the start), at most `limit`, that have no record made from
  /// the same bytes under the same key. `key_of` maps an input's settings index to the key (program, policies, limits)
  /// that its record must carry. Empty = none left.
  std::vector<PendingInput> Pending(const std::function<std::string(std::size_t settings)>& key_of,
                                    std::string_view after, std::size_t limit) const;

  /// What can be judged again of the document at `path` without its bytes: its record, and its reading if that was made
  /// under `reading_key`. Empty if there is none.
  StoredDocument Stored(std::string_view path, std::string_view reading_key) const;

  /// Whether a document of so many bytes was read under `key`, so that hashing another of that size may pay.
  bool MayHold(std::uint64_t bytes, std::string_view key) const;
  /// The record, with its path, of a document with these bytes under this key and file-name ending.
  std::optional<AuditRecord> FindContent(std::uint64_t bytes, std::string_view sha256, std::string_view key,
                                         std::string_view ending) const;

  /// A record of what was read now. The reading takes the place of the one before, also if it is empty.
  void Put(const Input& input, std::string_view key, const AuditRecord& record, const KeptReading& reading);
  /// A record of what was judged again: the reading of before still holds.
  void PutJudged(const Input& input, std::string_view key, const AuditRecord& record);
  /// A record of FindContent, given to a document of the same bytes; the reading goes with it.
  void PutKnown(const Input& input, std::string_view key, const AuditRecord& record, std::string_view from_path);

  /// Forgets the records of files that are no longer among the inputs; how many that were.
  std::size_t DropRecordsWithoutInput();

  /// All that `work` does, or nothing.
  void InTransaction(const std::function<void()>& work);
  /// For those who keep tables of their own in it.
  sqlite3* Database() const;

  std::size_t InputCount() const;
  bool HasRecords() const;
  /// Records whose path begins with `prefix`.
  std::size_t RecordCount(std::string_view prefix) const;

  void ForEachInput(const std::function<void(const Input&)>& visit) const;          ///< in path order
  void ForEachStored(const std::function<void(const StoredRecord&)>& visit) const;  ///< in path order

  /// Names of the pictures that records show, each once, in byte order.
  std::vector<std::string> Pictures() const;
  /// Forgets the records that show any of these.
  void ForgetRecordsThatShow(const std::vector<std::string>& pictures);

  /// Replaces all records by those that `fill` puts with PutStored, as one transaction.
  void ReplaceRecords(const std::function<void()>& fill);
  void PutStored(const StoredRecord& stored);

  /// Leaves audit.db as one file without a journal, to be moved or copied. The store can be read on, not written.
  void MakeOneFile();
  /// Writes a whole copy of the database as `file`, in place of what stood there.
  void CopyTo(const std::filesystem::path& file) const;

  /// A word to later runs, by name; "" = none.
  void SetMark(std::string_view name, std::string_view value);
  std::string Mark(std::string_view name) const;

  /// The start of a run that was not finished, kept over restarts, so that it is one run; `now` if there is none.
  std::string OpenRun(const std::string& now);
  void CloseRun();

  void PutRunInfo(const RunInfo& run);
  std::optional<RunInfo> GetRunInfo() const;

  void ForEach(const std::function<void(const AuditRecord&)>& visit) const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
