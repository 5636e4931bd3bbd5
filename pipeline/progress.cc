#include "pipeline/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace audit {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval{200};
constexpr std::chrono::milliseconds kPlainInterval{15'000};

}  // namespace

Progress::Progress(Verbosity verbosity, std::size_t total)
    : quiet_(verbosity == Verbosity::kQuiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      total_(total),
      printed_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (!quiet_ && terminal_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::Add(const AuditRecord& record) {
  ++done_;
  if (IsNotFullyRead(record)) ++not_fully_read_;
  const auto now = std::chrono::steady_clock::now();
  if (quiet_ || now - printed_ < (terminal_ ? kTerminalInterval : kPlainInterval)) return;
  printed_ = now;
  Print();
}

void Progress::Print() {
  fmt::print(stderr, "{}{} of {} documents, {} not fully read{}", terminal_ ? "\r" : "", done_, total_, not_fully_read_,
             terminal_ ? "\x1b[K" : "\n");
  std::fflush(stderr);
}

}  // namespace audit
