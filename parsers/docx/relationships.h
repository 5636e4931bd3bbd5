// Which part of a package refers to which, and as what. The main part is where these say, not where it usually is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/docx/package.h"

namespace audit {

struct Relationship {
  std::string id;
  std::string type;    ///< last segment of the type's URI, the same in transitional and strict files: "footnotes"
  std::string target;  ///< name of a part in the package
};

/// Relationships of `part`, "" for the package itself; those to places outside are left out. A missing or damaged list
/// gives what could be read of it.
std::vector<Relationship> ReadRelationships(DocxPackage& package, std::string_view part, const ParseLimits& limits);

/// The content type that [Content_Types].xml gives each part by name: pairs of part name and type, in file order.
std::vector<std::pair<std::string, std::string>> ReadContentTypes(DocxPackage& package, const ParseLimits& limits);

}  // namespace audit
