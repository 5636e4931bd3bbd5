// A table of comma-separated values (RFC 4180) as the tree that the policy files' strict reader takes: a list of maps
// from the header's words to the cells, each with its place.
#pragma once

#include <filesystem>

#include "analyzers/judge/yaml_tree.h"

namespace audit {

/// Empty cells are left out, and so are rows of nothing but empty cells. Throws SetupError "FILE:LINE:COLUMN: ...".
YamlFile ReadCsvTable(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace audit
