// Reads the program's own CSV reports back (RFC 4180), for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// One map of column name to cell for each row below the header.
std::vector<std::map<std::string, std::string>> ReadCsv(std::string_view text);

}  // namespace audit
