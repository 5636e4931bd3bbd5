// Numbers and file names within a packet. Nothing of a document's own name gets into them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audit {

/// "BA-000001"
std::string ExhibitNumber(std::string_view prefix, std::size_t number);

/// "BA-D00001"
std::string DocumentNumber(std::string_view prefix, std::size_t number);

/// ".pdf" for a name that ends so, whatever its case; the endings of formats that are read alone, else ".bin".
std::string SafeEnding(std::string_view path, std::string_view format);

}  // namespace audit
