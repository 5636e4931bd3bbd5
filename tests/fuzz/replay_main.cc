// Runs a fuzz target over every file of the folders given, so that seeds and past crashes stay covered without clang.
// Each seed is also run in every short truncation and with single bytes changed, in a fixed order.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

namespace {

constexpr std::size_t kVariantsPerSeed = 200;

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void RunVariants(const std::string& seed) {
  Run(seed);
  const std::size_t step = std::max<std::size_t>(1, seed.size() / (kVariantsPerSeed / 2));
  for (std::size_t at = 0; at < seed.size(); at += step) {
    Run(seed.substr(0, at));
    std::string changed = seed;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    Run(changed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files)
    RunVariants(audit::ReadFile(file));
  fmt::print("{} seeds replayed\n", files.size());
  return files.empty() ? 1 : 0;
}
