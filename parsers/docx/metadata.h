// Title, author and the like out of the property parts of a Word document.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "parsers/docx/package.h"

namespace audit {

/// Text of each element below the root by its local name ("title", "creator"); the first of a name counts.
std::map<std::string, std::string> ReadPropertyPart(DocxPackage& package, std::string_view part,
                                                    const ParseLimits& limits);

}  // namespace audit
