// ^C and its like: asked for at points where a run can stop without losing anything. One run a process.
#pragma once

#include <atomic>

namespace audit {

/// From now on SIGINT and SIGTERM set Interrupted() and do nothing else.
void HeedInterrupts();

const std::atomic<bool>& Interrupted();

}  // namespace audit
