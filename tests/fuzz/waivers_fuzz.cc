#include "analyzers/setup_error.h"
#include "pipeline/waivers.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const audit::TempFolder folder;
  static const std::vector<audit::RuleInfo> rules = [] {
    std::vector<audit::RuleInfo> out(1);
    out[0].id = "us/superiority";
    return out;
  }();
  for (const std::string name : {"waivers.csv", "waivers.yaml"}) {
    const auto file = folder.Write(name, {reinterpret_cast<const char*>(data), size});
    try {
      audit::ReadWaivers(file, rules, "2026-11-27");
    } catch (const audit::SetupError&) {
      continue;  // the one way to refuse a file
    }
  }
  return 0;
}
