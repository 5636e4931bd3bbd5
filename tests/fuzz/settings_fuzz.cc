#include <string>

#include "analyzers/setup_error.h"
#include "pipeline/settings.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::TempFolder folder;
  const auto file = folder.Write("brochure-audit.yaml", {reinterpret_cast<const char*>(data), size});
  try {
    audit::ReadSettings(file, "", audit::FolderSettings());
  } catch (const audit::SetupError&) {
    return 0;
  }
  return 0;
}
