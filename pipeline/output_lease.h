// Who writes into a run folder whose database lies elsewhere (--work): on a share, a lock of this machine says nothing
// to others. The lease is a file .lease in the folder, renewed by a small process as long as its holder lives; one
// whose holder is known to be dead, or that was not renewed for two minutes of the share's own clock, is taken over.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace audit {

class OutputLease {
 public:
  struct Times {
    std::chrono::milliseconds renew{20'000};
    std::chrono::seconds stale{120};  ///< without renewal
  };

  /// Throws SetupError naming host and process if another run holds `folder`, which must exist.
  explicit OutputLease(const std::filesystem::path& folder) : OutputLease(folder, Times()) {}
  OutputLease(const std::filesystem::path& folder, Times times);
  ~OutputLease();
  OutputLease(const OutputLease&) = delete;
  OutputLease& operator=(const OutputLease&) = delete;

 private:
  bool Create() const;
  void RefuseOrTakeOver(Times times) const;
  void StartRenewing(Times times);

  std::filesystem::path file_;
  std::string content_;  ///< of the file as long as it is ours
  pid_t renewer_ = -1;
};

}  // namespace audit
