// A copy of a package with some parts changed or added; all others keep their bytes as they are compressed.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace audit {

/// `parts`: content by name, as DocxPackage::names() has it. Deterministic: changed parts carry a fixed time. "" if the
/// zip cannot be written.
std::string WithParts(std::string_view zip, const std::map<std::string, std::string>& parts);

}  // namespace audit
