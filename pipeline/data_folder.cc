#include "pipeline/data_folder.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "analyzers/setup_error.h"

namespace audit {

std::filesystem::path DataFolder() {
  std::vector<std::filesystem::path> candidates;
  if (const char* named = std::getenv("BROCHURE_AUDIT_DATA")) {
    candidates.emplace_back(named);
  } else {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) candidates.push_back(program.parent_path().parent_path() / "share/brochure-audit");
    candidates.emplace_back(AUDIT_SOURCE_DIR "/analyzers");
  }
  std::string tried;
  for (const auto& folder : candidates) {
    std::error_code error;
    if (std::filesystem::is_directory(folder / "lexicons", error) &&
        std::filesystem::is_directory(folder / "policies", error))
      return folder;
    tried += fmt::format("{}{}", tried.empty() ? "" : ", ", folder.string());
  }
  throw SetupError(fmt::format(
      "the folders lexicons and policies were not found in {}; set BROCHURE_AUDIT_DATA to the folder that holds them",
      tried));
}

}  // namespace audit
