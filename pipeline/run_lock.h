// One run at a time in a run folder. The lock goes with the process, however it ends.
#pragma once

#include <filesystem>

namespace audit {

class RunLock {
 public:
  /// Creates `folder` if need be and locks it. Throws SetupError if it cannot be written, or if another run holds it
  /// (naming that process).
  explicit RunLock(const std::filesystem::path& folder);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace audit
