// Pages of 2 MiB for the program's memory.
#pragma once

namespace audit {

/// Asks for large pages for all memory from here on, and for what little came before. To be called first. The system
/// may give small ones: nothing but speed and, a little, the memory in use depend on it. MIMALLOC_LARGE_OS_PAGES=0 in
/// the environment turns it off.
void PreferLargePages();

}  // namespace audit
