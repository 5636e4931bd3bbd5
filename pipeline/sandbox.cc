#include "pipeline/sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "pipeline/read_only_files.h"

namespace audit {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kAddressSanitizer = true;  // its shadow memory alone exceeds every sensible RLIMIT_AS
#else
constexpr bool kAddressSanitizer = false;
#endif

void Limit(std::vector<std::string>& missing, __rlimit_resource resource, rlim_t value, const char* name) {
  const rlimit limit{value, value};
  if (setrlimit(resource, &limit) != 0) missing.push_back(fmt::format("{}: {}", name, std::strerror(errno)));
}

/// Refused softly (EPERM), because libraries probe and go on: network, other programs, changing files, other processes.
constexpr std::array kRefused = {"socket",
                                 "socketpair",
                                 "connect",
                                 "bind",
                                 "listen",
                                 "accept",
                                 "accept4",
                                 "sendto",
                                 "execve",
                                 "execveat",
                                 "fork",
                                 "vfork",
                                 "ptrace",
                                 "process_vm_readv",
                                 "process_vm_writev",
                                 "kill",
                                 "tkill",
                                 "mount",
                                 "umount2",
                                 "pivot_root",
                                 "chroot",
                                 "unlink",
                                 "unlinkat",
                                 "rename",
                                 "renameat",
                                 "renameat2",
                                 "mkdir",
                                 "mkdirat",
                                 "rmdir",
                                 "link",
                                 "linkat",
                                 "symlink",
                                 "symlinkat",
                                 "chmod",
                                 "fchmod",
                                 "fchmodat",
                                 "chown",
                                 "fchown",
                                 "lchown",
                                 "fchownat",
                                 "truncate",
                                 "creat",
                                 "mknod",
                                 "mknodat",
                                 "keyctl",
                                 "add_key",
                                 "request_key",
                                 "bpf",
                                 "perf_event_open",
                                 "io_uring_setup",
                                 "userfaultfd",
                                 "memfd_create",
                                 "setns",
                                 "unshare",
                                 "open_by_handle_at",
                                 "openat2"};

bool RefuseSystemCalls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) return false;
  const std::uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
  bool ok = true;
  for (const char* name : kRefused) {
    const int call = seccomp_syscall_resolve_name(name);
    if (call != __NR_SCMP_ERROR) ok = seccomp_rule_add(filter, refuse, call, 0) == 0 && ok;
  }
  // Threads may be started, processes may not; clone3 hides its flags from the filter, and libraries fall back to
  // clone.
  ok = seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 && ok;
  ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 && ok;
  // Files may be opened for reading alone: fonts and character maps are read lazily.
  for (const unsigned bit : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    ok = seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit)) == 0 && ok;
    ok = seccomp_rule_add(filter, refuse, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit)) == 0 && ok;
  }
  ok = ok && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

}  // namespace

std::vector<std::string> EnterSandbox(const DocumentLimits& limits) {
  std::vector<std::string> missing;
  if (!kAddressSanitizer) Limit(missing, RLIMIT_AS, static_cast<rlim_t>(limits.memory_mib) << 20, "memory limit");
  Limit(missing, RLIMIT_CORE, 0, "no core files");
  Limit(missing, RLIMIT_FSIZE, 0, "no writing of files");
  Limit(missing, RLIMIT_NOFILE, 64, "open files");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) missing.emplace_back("no new privileges");
  if (std::string why = AllowOnlySystemFonts(); !why.empty()) missing.push_back(std::move(why));
  if (!RefuseSystemCalls()) missing.emplace_back("system call filter (seccomp)");
  return missing;
}

std::vector<std::string> ProbeSandbox(const DocumentLimits& limits) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) return {fmt::format("the sandbox could not be tried: {}", std::strerror(errno))};
  const pid_t child = fork();
  if (child == 0) {
    close(pipe_ends[0]);
    for (const std::string& item : EnterSandbox(limits)) {
      const std::string line = item + "\n";
      if (write(pipe_ends[1], line.data(), line.size()) < 0) break;
    }
    _exit(0);
  }
  close(pipe_ends[1]);
  std::string answer;
  std::array<char, 512> buffer{};
  for (ssize_t count = 0; (count = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
    answer.append(buffer.data(), static_cast<std::size_t>(count));
  close(pipe_ends[0]);
  if (child > 0) waitpid(child, nullptr, 0);
  std::vector<std::string> missing;
  for (std::size_t begin = 0, end = 0; (end = answer.find('\n', begin)) != std::string::npos; begin = end + 1)
    missing.push_back(answer.substr(begin, end - begin));
  return missing;
}

void StartCpuAllowance(int seconds) {
  const itimerval timer{{0, 0}, {seconds, 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

void ProlongCpuAllowance(int seconds) {
  itimerval timer{};
  if (getitimer(ITIMER_PROF, &timer) != 0 || (timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)) return;
  timer.it_value.tv_sec += seconds;
  setitimer(ITIMER_PROF, &timer, nullptr);
}

void StopCpuAllowance() {
  const itimerval timer{};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace audit
