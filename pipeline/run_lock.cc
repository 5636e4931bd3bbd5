#include "pipeline/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "analyzers/setup_error.h"
#include "reporters/atomic_file.h"

namespace audit {

RunLock::RunLock(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw SetupError(fmt::format("--out {}: {}; name a folder that can be written", folder.string(), error.message()));
  const std::string name = (folder / ".lock").string();
  file_ = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (file_ < 0)
    throw SetupError(
        fmt::format("--out {}: {}; name a folder that can be written", folder.string(), std::strerror(errno)));
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 64> holder{};
    const ssize_t count = pread(file_, holder.data(), holder.size() - 1, 0);
    close(file_);
    throw SetupError(fmt::format("--out {}: another run is at work there ({}); wait for it or name another folder",
                                 folder.string(), count > 0 ? holder.data() : "process unknown"));
  }
  const std::string self = fmt::format("process {}", getpid());
  if (ftruncate(file_, 0) != 0 || pwrite(file_, self.data(), self.size(), 0) < 0) {
    const std::string reason = ReasonInWords(errno);
    close(file_);
    throw SetupError(fmt::format("--out {}: {}", folder.string(), reason));
  }
}

RunLock::~RunLock() { close(file_); }

}  // namespace audit
