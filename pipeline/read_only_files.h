// Landlock: the calling process may from now on read below a few system folders (fonts, character maps) and touch no
// other file by name. Files that are already open stay usable, which is how workers get their documents.
#pragma once

#include <string>

namespace audit {

/// "" when in force, else why not, in words.
std::string AllowOnlySystemFonts();

}  // namespace audit
