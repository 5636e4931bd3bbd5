#include "pipeline/large_pages.h"

#if defined(AUDIT_MIMALLOC)

#include <mimalloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace audit {
namespace {

// What mimalloc 2 takes from the system at a time, and how it lies.
constexpr std::size_t kSegmentBytes = std::size_t{32} << 20;

}  // namespace

// A document's text and pictures come and go by the megabyte, and workers are forked from a process full of tables:
// giving out pages of 4 KiB took a tenth of an audit (compare with MIMALLOC_LARGE_OS_PAGES=0 in the environment).
void PreferLargePages() {
  mi_option_set_enabled_default(mi_option_large_os_pages, true);
  if (!mi_option_is_enabled(mi_option_large_os_pages)) return;
  // The first segment of each further thread, too: models and packs are read by some of them.
  mi_option_set_default(mi_option_eager_commit_delay, 0);
  // The first of all was taken before main.
  void* any = mi_malloc(1);
  auto* segment = static_cast<char*>(any) - reinterpret_cast<std::uintptr_t>(any) % kSegmentBytes;
  madvise(segment, kSegmentBytes, MADV_HUGEPAGE);  // advice: it may be refused
  mi_free(any);
}

}  // namespace audit

#else

void audit::PreferLargePages() {}

#endif
