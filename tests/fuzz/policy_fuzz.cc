#include <filesystem>
#include <fstream>
#include <string>

#include "analyzers/policy.h"
#include "analyzers/setup_error.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::TempFolder folder;
  folder.Write("house/pack.yaml", "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n");
  folder.Write("house/guarantee.yaml", {reinterpret_cast<const char*>(data), size});
  try {
    const audit::Policy policy(AUDIT_SOURCE_DIR "/analyzers", {(folder.Path() / "house").string()});
  } catch (const audit::SetupError&) {
    return 0;  // the one way to refuse a pack
  }
  return 0;
}
