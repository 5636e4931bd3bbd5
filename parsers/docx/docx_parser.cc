#include "parsers/docx/docx_parser.h"

#include <algorithm>
#include <cstddef>

#include "parsers/docx/container_kind.h"
#include "parsers/docx/word_document.h"

namespace audit {
namespace {

/// A zip's directory lies at its end; it still tells what a file is whose first bytes are damaged.
bool EndsLikeOfficeZip(std::string_view bytes) {
  constexpr std::size_t kDirectoryBytes = 66u << 10;
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kDirectoryBytes));
  return tail.find("PK\5\6") != std::string_view::npos && tail.find("[Content_Types].xml") != std::string_view::npos;
}

}  // namespace

bool RecognizesDocx(std::string_view bytes, std::string_view) {
  return bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6") || IsOleContainer(bytes) ||
         EndsLikeOfficeZip(bytes);
}

ParseResult ParseDocx(std::string_view bytes, const ParseLimits& limits) { return ReadDocx(bytes, limits, 0); }

}  // namespace audit
