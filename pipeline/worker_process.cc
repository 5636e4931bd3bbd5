#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include "analyzers/setup_error.h"

namespace audit {
namespace {

[[noreturn]] void ThrowNoRoom() { throw SetupError(fmt::format("no worker can be started: {}", std::strerror(errno))); }

}  // namespace

WorkerProcess::~WorkerProcess() {
  End();
  AwaitDismissed();
}

void WorkerProcess::Start(const DocumentLimits& limits, const DocumentAuditor& auditor) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) ThrowNoRoom();
  const pid_t process = fork();
  if (process < 0) ThrowNoRoom();
  if (process == 0) {
    close(ends[0]);
    ServeDocuments(ends[1], limits, auditor);
  }
  close(ends[1]);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  process_ = process;
  socket_ = ends[0];
}

bool WorkerProcess::Give(int file, const Input& input, const StoredDocument& stored) {
  return SendJob(socket_, file, input.path, input.settings, stored);
}

bool WorkerProcess::Receive() {
  std::array<char, 65536> buffer{};
  const ssize_t count = read(socket_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (count <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  AnswerHeader header;
  if (received_.size() < sizeof header) return true;
  std::memcpy(&header, received_.data(), sizeof header);
  return header.bytes <= kMaxAnswerBytes;
}

std::optional<AnswerFrame> WorkerProcess::NextFrame() {
  AnswerFrame frame;
  const std::size_t ahead = sizeof frame.header;
  if (received_.size() < ahead) return std::nullopt;
  std::memcpy(&frame.header, received_.data(), ahead);
  if (received_.size() - ahead < frame.header.bytes) return std::nullopt;
  frame.content = received_.substr(ahead, frame.header.bytes);
  received_.erase(0, ahead + frame.header.bytes);
  return frame;
}

void WorkerProcess::End() {
  if (!Lives()) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  Forget();
}

void WorkerProcess::Dismiss() {
  if (!Lives()) return;
  AwaitDismissed();
  dismissed_ = process_;
  Forget();
}

void WorkerProcess::AwaitDismissed() {
  if (dismissed_ < 0) return;
  kill(dismissed_, SIGKILL);
  waitpid(dismissed_, nullptr, 0);
  dismissed_ = -1;
}

int WorkerProcess::Bury() {
  int status = 0;
  // Its end may lag behind its socket's; a worker that closed the socket and lives on is killed.
  for (int i = 0; i < 100 && waitpid(process_, &status, WNOHANG) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (i == 99) {
      kill(process_, SIGKILL);
      waitpid(process_, &status, 0);
    }
  }
  Forget();
  return status;
}

void WorkerProcess::Forget() {
  close(socket_);
  process_ = -1;
  socket_ = -1;
  received_.clear();
}

}  // namespace audit
