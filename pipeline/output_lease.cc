#include "pipeline/output_lease.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <thread>

#include "analyzers/setup_error.h"
#include "pipeline/refuse_fractions.h"
#include "pipeline/run_log.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 5;  // others may come and go while a stale lease is put away

std::string ReadSmallFile(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string HostName() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return host.data();
}

/// When a process was started, in ticks since the boot; "" = there is none. Tells a process from a later one of its
/// number.
std::string StartOf(pid_t process) {
  const std::string stat = ReadSmallFile(fmt::format("/proc/{}/stat", process));
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return "";
  std::istringstream fields(stat.substr(name_end + 1));
  std::string field;
  for (int i = 3; i <= 22 && fields >> field; ++i) {
  }
  return field;
}

std::string ProcessNumbers() {
  std::error_code error;
  return fs::read_symlink("/proc/self/ns/pid", error).string();
}

struct Holder {
  std::string host = "an unknown machine";
  std::string boot;
  std::string process_numbers;  ///< the name space in which `process` means something
  pid_t process = 0;
  std::string process_start;
  std::string since_utc = "an unknown time";
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Holder, host, boot, process_numbers, process, process_start, since_utc)

Holder Self() {
  return {HostName(), ReadSmallFile("/proc/sys/kernel/random/boot_id"), ProcessNumbers(), getpid(), StartOf(getpid()),
          UtcNow()};
}

/// Of a lease that cannot be understood nothing is known but when it was renewed.
Holder HolderOf(const std::string& lease) {
  try {
    return nlohmann::json::parse(lease, RefuseFractions());
  } catch (const std::exception&) {
    return {};
  }
}

/// Only of a holder that we can look at: of this boot of this machine, in our name space of processes.
bool IsKnownToBeDead(const Holder& holder) {
  const Holder self = Self();
  if (holder.host != self.host) return false;
  if (holder.boot != self.boot) return true;
  return holder.process_numbers == self.process_numbers && StartOf(holder.process) != holder.process_start;
}

std::int64_t ModifiedSeconds(const fs::path& file) {
  struct stat status {};
  return stat(file.c_str(), &status) == 0 ? status.st_mtim.tv_sec : -1;
}

/// Since the lease was renewed, by the clock that stamps files there, which need not be ours; -1: it is gone.
std::int64_t SecondsWithoutSign(const fs::path& lease) {
  const fs::path probe = lease.parent_path() / fmt::format(".lease.{}.{}", HostName(), getpid());
  FileWriter writer(probe);
  writer.Write("now");
  writer.Flush();
  const std::int64_t now = ModifiedSeconds(probe);
  const std::int64_t renewed = ModifiedSeconds(lease);
  return renewed < 0 ? -1 : std::max<std::int64_t>(0, now - renewed);
}

/// Renews until its parent ends. A lease that became another's (this machine slept) ends the parent's run.
[[noreturn]] void Renew(const fs::path& file, const std::string& content, std::chrono::milliseconds interval,
                        pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  close_range(STDERR_FILENO + 1, ~0U, 0);  // the run's locks are not ours to hold
  while (getppid() == parent) {
    if (ReadSmallFile(file) != content) {
      kill(parent, SIGTERM);
      _exit(1);
    }
    utimensat(AT_FDCWD, file.c_str(), nullptr, 0);
    std::this_thread::sleep_for(interval);
  }
  _exit(0);
}

}  // namespace

OutputLease::OutputLease(const fs::path& folder, Times times)
    : file_(folder / ".lease"), content_(nlohmann::json(Self()).dump()) {
  for (int attempt = 0; !Create(); ++attempt) {
    if (attempt == kAttempts) throw SetupError(fmt::format("{}: cannot be taken; try again", file_.string()));
    RefuseOrTakeOver(times);
  }
  StartRenewing(times);
}

OutputLease::~OutputLease() {
  if (renewer_ > 0) {
    kill(renewer_, SIGKILL);
    waitpid(renewer_, nullptr, 0);
  }
  std::error_code error;
  if (ReadSmallFile(file_) == content_) fs::remove(file_, error);
}

bool OutputLease::Create() const {
  const int file = open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (file < 0 && errno == EEXIST) return false;
  const bool written =
      file >= 0 && write(file, content_.data(), content_.size()) == static_cast<ssize_t>(content_.size());
  const int reason = errno;
  if (file >= 0) close(file);
  if (written) return true;
  if (file >= 0) unlink(file_.c_str());
  throw SetupError(fmt::format("{}: {}", file_.string(), ReasonInWords(reason)));
}

void OutputLease::RefuseOrTakeOver(Times times) const {
  const std::string found = ReadSmallFile(file_);
  const Holder holder = HolderOf(found);
  const std::int64_t silent = SecondsWithoutSign(file_);
  if (silent < 0) return;
  if (!IsKnownToBeDead(holder) && silent <= times.stale.count())
    throw SetupError(fmt::format(
        "--out {}: another run is at work there (process {} on {}, since {}, last sign of life {} s ago); wait for it "
        "or "
        "name another folder. If that machine is gone, the same command takes over {} s after the last sign",
        file_.parent_path().string(), holder.process, holder.host, holder.since_utc, silent, times.stale.count()));
  // Of several that find it stale one can rename it; a new lease that was renamed in its place is put back.
  const fs::path away = file_.parent_path() / fmt::format(".lease.stale.{}.{}", HostName(), getpid());
  if (rename(file_.c_str(), away.c_str()) != 0) return;
  if (ReadSmallFile(away) != found && link(away.c_str(), file_.c_str()) != 0 && errno != EEXIST)
    throw SetupError(fmt::format("{}: {}", file_.string(), std::strerror(errno)));
  unlink(away.c_str());
}

void OutputLease::StartRenewing(Times times) {
  const pid_t self = getpid();
  renewer_ = fork();
  if (renewer_ == 0) Renew(file_, content_, times.renew, self);
  if (renewer_ < 0) {
    unlink(file_.c_str());
    throw SetupError(fmt::format("no process can be started: {}", std::strerror(errno)));
  }
}

}  // namespace audit
