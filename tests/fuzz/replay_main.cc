// replay SEEDS [CORPUS]: runs a fuzz target over every file of both folders, so that seeds, past crashes and what
// fuzzing found stay covered without clang. Each seed is also run cut short and with single bytes changed, in a fixed
// order.
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

/// In order of name; none if there is no such folder.
std::vector<std::filesystem::path> FilesOf(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
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
  if (argc < 2) return 2;
  const auto seeds = FilesOf(argv[1]);
  for (const auto& file : seeds)
    RunVariants(audit::ReadFile(file));
  const auto corpus = argc > 2 ? FilesOf(argv[2]) : std::vector<std::filesystem::path>();
  for (const auto& file : corpus)
    Run(audit::ReadFile(file));
  fmt::print("{} seeds and {} inputs that were found replayed\n", seeds.size(), corpus.size());
  return seeds.empty() ? 1 : 0;
}
