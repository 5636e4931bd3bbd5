// One piece of work on one untrusted document in a process of its own, with the limits of a worker: for commands that
// take up a few documents again. The caller's process never touches the document's structure.
#pragma once

#include <functional>
#include <string>

#include "pipeline/options.h"

namespace audit {

struct TaskEnd {
  bool finished = false;
  std::string answer;   ///< what the work returned
  std::string trouble;  ///< why it did not finish, with the limit, one clause without a full stop
};

/// Runs `work` in a forked, sandboxed process and waits for its answer, at most the time on the clock that `limits`
/// give. What the work knows it knew before the call. Throws SetupError if no process can be started.
TaskEnd RunSandboxed(const DocumentLimits& limits, const std::function<std::string()>& work);

}  // namespace audit
