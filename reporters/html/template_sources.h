// The texts of templates/, built into the program. For template.cc and the tests of the templates alone.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace audit {

inline constexpr std::size_t kTemplateCount = 9;
extern const std::string_view kStyleSheetSource;
/// In the order of the enumeration Template.
extern const std::array<std::string_view, kTemplateCount> kTemplateSources;

}  // namespace audit
