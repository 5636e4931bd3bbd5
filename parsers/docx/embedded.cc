#include "parsers/docx/embedded.h"

#include "parsers/docx/container_kind.h"
#include "parsers/docx/word_document.h"
#include "parsers/html/html_parser.h"
#include "parsers/mht/mht_parser.h"
#include "parsers/text/text_parser.h"

namespace audit {

ParseResult ReadEmbeddedDocument(std::string_view bytes, const ParseLimits& limits, int nesting) {
  if (bytes.starts_with("PK\3\4") || IsOleContainer(bytes)) return ReadDocx(bytes, limits, nesting);
  if (bytes.starts_with("{\\rtf"))
    return ParseFailure{ParseFailureKind::kUnsupported, "", "It is RTF, which is not read."};
  if (RecognizesMht(bytes, "")) return ParseMht(bytes, limits);
  if (RecognizesHtml(bytes, "")) return ParseHtml(bytes, limits);
  return ParseText(bytes, limits);
}

}  // namespace audit
