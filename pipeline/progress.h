// How far the run is, on standard error: one line that is drawn again on a terminal, now and then a plain line
// elsewhere.
#pragma once

#include <chrono>
#include <cstddef>

#include "pipeline/options.h"
#include "reporters/audit_record.h"

namespace audit {

class Progress {
 public:
  Progress(Verbosity verbosity, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Add(const AuditRecord& record);

 private:
  void Print();

  const Verbosity verbosity_;
  const bool terminal_;
  const std::size_t total_;
  std::size_t done_ = 0;
  std::size_t not_fully_read_ = 0;
  std::chrono::steady_clock::time_point printed_;
};

}  // namespace audit
