// Namespaces of office documents. Transitional and strict files use different URIs for the same vocabulary.
#pragma once

#include <cstdint>
#include <string_view>

namespace audit {

enum class OoxmlSpace : std::uint8_t {
  kOther,
  kWord,           ///< w:
  kDrawing,        ///< a:
  kWordDrawing,    ///< wp:
  kChart,          ///< c:
  kChartEx,        ///< cx:
  kDiagram,        ///< dgm:
  kCompatibility,  ///< mc:
  kMath,           ///< m:
  kVml,            ///< v:
};

OoxmlSpace OoxmlSpaceOf(std::string_view uri);

/// True when text in an mc:Choice that requires `uri` is read here, so that its mc:Fallback would say it twice.
bool IsUnderstoodNamespace(std::string_view uri);

}  // namespace audit
