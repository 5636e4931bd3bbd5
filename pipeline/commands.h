// One function a subcommand, each in its own file. They return the exit code (exit_code.h) and throw SetupError when
// they cannot run.
#pragma once

#include "pipeline/options.h"

namespace audit {

int RunCommand(const RunOptions& options);
int RunCommand(const PlanOptions& options);
int RunCommand(const MergeOptions& options);
int RunCommand(const DiffOptions& options);
int RunCommand(const ReportOptions& options);
int RunCommand(const AnnotateOptions& options);
int RunCommand(const PacketOptions& options);
int RunCommand(const ParseOptions& options);
int RunCommand(const ClassifyOptions& options);
int RunCommand(const ExplainOptions& options);
int RunCommand(const PolicyOptions& options);

}  // namespace audit
