#include "pipeline/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "pipeline/run_log.h"

namespace audit {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval{200};
constexpr std::chrono::milliseconds kPlainInterval{15'000};

}  // namespace

Progress::Progress(Verbosity verbosity, std::size_t total)
    : verbosity_(verbosity),
      terminal_(verbosity == Verbosity::kNormal && isatty(STDERR_FILENO) != 0),
      total_(total),
      printed_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (terminal_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::Add(const AuditRecord& record) {
  ++done_;
  if (IsNotFullyRead(record)) {
    ++not_fully_read_;
    if (verbosity_ == Verbosity::kJsonLog)
      LogEvent("not-fully-read", {{"path", record.path},
                                  {"outcome", std::string(OutcomeName(record.outcome))},
                                  {"detail", record.outcome_detail}});
  }
  const auto now = std::chrono::steady_clock::now();
  if (verbosity_ == Verbosity::kQuiet || now - printed_ < (terminal_ ? kTerminalInterval : kPlainInterval)) return;
  printed_ = now;
  Print();
}

void Progress::Print() {
  if (verbosity_ == Verbosity::kJsonLog) {
    LogEvent("progress",
             {{"done", static_cast<std::int64_t>(done_)}, {"documents", static_cast<std::int64_t>(total_)}});
    return;
  }
  fmt::print(stderr, "{}{} of {} documents, {} not fully read{}", terminal_ ? "\r" : "", done_, total_, not_fully_read_,
             terminal_ ? "\x1b[K" : "\n");
  std::fflush(stderr);
}

}  // namespace audit
