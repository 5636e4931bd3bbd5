// What a zip or an OLE container that is no Word document is, so that a person is told by name.
#pragma once

#include <string>
#include <string_view>

#include "parsers/docx/package.h"
#include "parsers/parser.h"

namespace audit {

bool IsOleContainer(std::string_view bytes);

/// Why an OLE container cannot be read: an encrypted office document, a Word document of the old kind, or another.
ParseFailure DescribeOleContainer(std::string_view bytes);

/// Why a zip without a Word document in it cannot be read. `main_part` = "" when it names none.
ParseFailure DescribeForeignZip(DocxPackage& package, std::string_view main_part);

/// True when the main part belongs to another office program.
bool IsForeignMainPart(std::string_view main_part);

}  // namespace audit
