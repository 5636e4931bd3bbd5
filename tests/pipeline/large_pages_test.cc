// Whether the system was asked for large pages, as it says itself; whether it gives them is its own affair.
#include "pipeline/large_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

namespace audit {
namespace {

/// The flags of the mapping that holds `memory`, as in /proc/self/smaps; "hg" among them: large pages were asked for.
std::string FlagsOf(const void* memory) {
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  std::ifstream maps("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    std::istringstream words(line);
    std::uintptr_t begin = 0, end = 0;
    char dash = 0;
    if (words >> std::hex >> begin >> dash >> end && dash == '-') here = begin <= address && address < end;
    if (here && line.starts_with("VmFlags:")) return line + " ";
  }
  return "";
}

TEST(LargePages, AreAskedForLittleAndMuchMemoryAndThatOfThreads) {
#if !defined(AUDIT_MIMALLOC)
  GTEST_SKIP() << "a sanitizer's memory is its own";
#endif
  if (!std::filesystem::exists("/sys/kernel/mm/transparent_hugepage")) GTEST_SKIP() << "the system has no large pages";
  PreferLargePages();
  const auto little = std::make_unique<char[]>(100);
  const auto much = std::make_unique<char[]>(std::size_t{64} << 20);
  EXPECT_NE(FlagsOf(little.get()).find(" hg "), std::string::npos) << FlagsOf(little.get());
  EXPECT_NE(FlagsOf(much.get()).find(" hg "), std::string::npos) << FlagsOf(much.get());
  std::thread([] {
    const auto of_a_thread = std::make_unique<char[]>(100);
    EXPECT_NE(FlagsOf(of_a_thread.get()).find(" hg "), std::string::npos) << FlagsOf(of_a_thread.get());
  }).join();
}

}  // namespace
}  // namespace audit
