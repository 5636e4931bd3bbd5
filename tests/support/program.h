// Runs the built brochure-audit as a person would, and returns what it said.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace audit {

struct ProgramResult {
  int exit_code = -1;  ///< -1 = ended by a signal
  std::string out;
  std::string err;
};

/// `arguments` without the program's name; `input` goes to standard input.
ProgramResult RunProgram(const std::vector<std::string>& arguments, std::string_view input = "");

/// Whether the program may pass over the permissions of files.
enum class Permissions { kAsWeHave, kHeeded };

/// As above; with kHeeded, root too can be denied.
ProgramResult RunProgram(const std::vector<std::string>& arguments, Permissions permissions);

/// Compares `text` with the file tests/`name`. With AUDIT_UPDATE_GOLDEN=1 in the environment, rewrites the file instead
/// (refused when CI is set). Returns "" if equal, else what differs first.
std::string CompareGolden(std::string_view name, std::string_view text);

}  // namespace audit
