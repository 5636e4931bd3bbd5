#include "analyzers/model/huge_pages.h"

#include <sys/mman.h>

#include <cstdlib>

namespace audit {
namespace {

constexpr std::size_t kPageBytes = std::size_t{2} << 20;

}  // namespace

void* AllocateHugePages(std::size_t bytes) {
  if (bytes > std::numeric_limits<std::size_t>::max() - kPageBytes) throw std::bad_alloc();
  const std::size_t whole = (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
  void* memory = std::aligned_alloc(kPageBytes, whole);
  if (memory == nullptr) throw std::bad_alloc();
  madvise(memory, whole, MADV_HUGEPAGE);  // advice: a system that cannot follow it gives small pages
  return memory;
}

void FreeHugePages(void* memory) { std::free(memory); }

}  // namespace audit
