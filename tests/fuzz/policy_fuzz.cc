#include <string>

#include "analyzers/policy.h"
#include "analyzers/setup_error.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

// The bytes stand in for each file of a pack in turn, beside sound ones.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::TempFolder folder;
  static constexpr std::string_view kPack = "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n";
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string name : {"guarantee.yaml", "pack.yaml", "approvals.yaml"}) {
    const std::string pack = "of-" + name;
    folder.Write(pack + "/pack.yaml", kPack);
    folder.Write(pack + "/" + name, bytes);
    try {
      const audit::Policy policy(AUDIT_SOURCE_DIR "/analyzers", {(folder.Path() / pack).string()});
    } catch (const audit::SetupError&) {
      continue;  // the one way to refuse a pack
    }
  }
  return 0;
}
