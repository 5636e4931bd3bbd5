#include "pipeline/sandboxed_task.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>

#include "analyzers/setup_error.h"
#include "pipeline/sandbox.h"
#include "pipeline/worker.h"

namespace audit {
namespace {

using Clock = std::chrono::steady_clock;

// The first byte of an answer tells what the rest is.
constexpr char kResult = 'r';
constexpr char kShortOfMemory = 'm';
constexpr char kFailure = 'f';

void Send(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = write(socket, bytes.data() + sent, bytes.size() - sent);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

[[noreturn]] void Work(int socket, const DocumentLimits& limits, const std::function<std::string()>& work) {
  socket = BecomeWorker(socket, limits);
  StartCpuAllowance(limits.cpu_seconds);
  try {
    const std::string answer = work();
    StopCpuAllowance();
    Send(socket, std::string(1, kResult));
    Send(socket, answer);
  } catch (const std::bad_alloc&) {
    Send(socket, std::string(1, kShortOfMemory));
  } catch (const std::exception& error) {
    Send(socket, std::string(1, kFailure) + error.what());
  }
  _exit(0);
}

/// False: the time is over.
bool ReceiveUntil(Clock::time_point deadline, int socket, std::string& received) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0 || received.size() > kMaxAnswerBytes) return false;
    pollfd waiting{socket, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(std::min<long>(left, 1000))) <= 0) continue;
    const ssize_t count = read(socket, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    received.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::string WhyEnded(int status, const DocumentLimits& limits) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
    return fmt::format("not finished after {} s of processor time", limits.cpu_seconds);
  if (WIFSIGNALED(status))
    return fmt::format("the process ended with signal {} ({}); its memory limit was {} MiB", WTERMSIG(status),
                       strsignal(WTERMSIG(status)), limits.memory_mib);
  return fmt::format("the process ended with exit code {}", WEXITSTATUS(status));
}

TaskEnd EndOf(std::string received, int status, const DocumentLimits& limits) {
  const bool whole = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !received.empty();
  if (!whole) return {false, "", WhyEnded(status, limits)};
  const char kind = received.front();
  received.erase(0, 1);
  if (kind == kResult) return {true, std::move(received), ""};
  if (kind == kShortOfMemory)
    return {false, "", fmt::format("it needs more memory than the limit of {} MiB", limits.memory_mib)};
  return {false, "", std::move(received)};
}

}  // namespace

TaskEnd RunSandboxed(const DocumentLimits& limits, const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw SetupError(fmt::format("no process can be started: {}", std::strerror(errno)));
  const pid_t process = fork();
  if (process < 0) throw SetupError(fmt::format("no process can be started: {}", std::strerror(errno)));
  if (process == 0) {
    close(ends[0]);
    Work(ends[1], limits, work);
  }
  close(ends[1]);
  std::string received;
  const bool in_time = ReceiveUntil(Clock::now() + std::chrono::seconds(limits.wall_seconds), ends[0], received);
  if (!in_time) kill(process, SIGKILL);
  close(ends[0]);
  int status = 0;
  waitpid(process, &status, 0);
  if (!in_time) return {false, "", fmt::format("not finished after {} s on the clock", limits.wall_seconds)};
  return EndOf(std::move(received), status, limits);
}

}  // namespace audit
