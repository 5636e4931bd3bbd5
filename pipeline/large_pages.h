// Pages of 2 MiB for all memory that the program takes from mimalloc. Single tables that want them in other programs
// too, as the trainer's, have analyzers/model/huge_pages.h.
#pragma once

namespace audit {

/// Asks for large pages for all memory from here on, and for what little came before. To be called first. The system
/// may give small ones: nothing but speed and, a little, the memory in use depend on it. MIMALLOC_LARGE_OS_PAGES=0 in
/// the environment turns it off.
void PreferLargePages();

}  // namespace audit
