// What a worker process gives up before it sees its first document: memory, files, network, programs. One way: nothing
// here can be undone by the process that called it.
#pragma once

#include <string>
#include <vector>

#include "pipeline/options.h"

namespace audit {

/// To be called once in a freshly forked worker. Returns what could not be applied, in words; empty = all of it.
std::vector<std::string> EnterSandbox(const DocumentLimits& limits);

/// What EnterSandbox would return on this machine, tried in a child process: for the report's warnings.
std::vector<std::string> ProbeSandbox(const DocumentLimits& limits);

/// Starts the processor-time allowance of one document; the kernel ends the process with SIGPROF when it is spent.
void StartCpuAllowance(int seconds);
void StopCpuAllowance();

/// Adds to the allowance of the document in hand; does nothing when there is none.
void ProlongCpuAllowance(int seconds);

}  // namespace audit
