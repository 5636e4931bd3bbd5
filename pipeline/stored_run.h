// A finished run as commands read it back: its information, and its records with waivers and history laid over them.
// Holds the run folder's lock as long as it lives.
#pragma once

#include <filesystem>
#include <memory>

#include "pipeline/store.h"
#include "reporters/reporter.h"

namespace audit {

class StoredRun {
 public:
  /// Throws SetupError if `folder` holds no finished run, or if another process is at work in it.
  explicit StoredRun(const std::filesystem::path& folder);
  ~StoredRun();
  StoredRun(const StoredRun&) = delete;
  StoredRun& operator=(const StoredRun&) = delete;

  const RunInfo& Info() const;
  /// As the reports show them.
  const RecordSource& Records() const;
  /// Where each document lay when it was read (Store::ForEachInput).
  const Store& Stored() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
