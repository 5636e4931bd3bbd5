#include "pipeline/interrupt.h"

#include <csignal>

namespace audit {
namespace {

std::atomic<bool> interrupted{false};

void Interrupt(int) { interrupted = true; }

}  // namespace

void HeedInterrupts() {
  std::signal(SIGINT, Interrupt);
  std::signal(SIGTERM, Interrupt);
}

const std::atomic<bool>& Interrupted() { return interrupted; }

}  // namespace audit
