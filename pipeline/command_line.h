// The command line as one table of subcommands and options (CLI11), from which --help is made as well.
#pragma once

#include <optional>

#include "pipeline/options.h"

namespace audit {

/// Either a command to run, or the exit code if the command line itself was the answer (--help, --version, a usage
/// error, whose message has then been printed).
struct ParsedCommandLine {
  std::optional<Command> command;
  int exit_code = 0;
};

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv);

}  // namespace audit
