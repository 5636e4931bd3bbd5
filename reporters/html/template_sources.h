// The texts of templates/, built into the program. For template.cc, page_writer.cc and their tests alone.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace audit {

inline constexpr std::size_t kTemplateCount = 9;
extern const std::string_view kStyleSheetSource;
extern const std::string_view kReviewScriptSource;
extern const std::string_view kListScriptSource;
/// In the order of the enumeration Template.
extern const std::array<std::string_view, kTemplateCount> kTemplateSources;

}  // namespace audit
