#include <fmt/core.h>

#include <clocale>
#include <cstdio>
#include <exception>
#include <variant>

#include "analyzers/setup_error.h"
#include "pipeline/command_line.h"
#include "pipeline/commands.h"
#include "pipeline/exit_code.h"
#include "pipeline/large_pages.h"

int main(int argc, char** argv) {
  audit::PreferLargePages();
  std::setlocale(LC_ALL, "C.UTF-8");
  try {
    const audit::ParsedCommandLine line = audit::ParseCommandLine(argc, argv);
    if (!line.command) return line.exit_code;
    return std::visit([](const auto& options) { return audit::RunCommand(options); }, *line.command);
  } catch (const audit::SetupError& error) {
    fmt::print(stderr, "brochure-audit: {}\n", error.what());
  } catch (const std::exception& error) {
    fmt::print(stderr, "brochure-audit: unexpected: {}\n", error.what());
  }
  return audit::kExitSetup;
}
