// Documents that a Word document embeds in its text (w:altChunk): web pages, web archives, plain text, Word documents.
#pragma once

#include <string_view>

#include "parsers/parser.h"

namespace audit {

/// Recognized by content. A failure for what cannot be read, such as RTF.
ParseResult ReadEmbeddedDocument(std::string_view bytes, const ParseLimits& limits, int nesting);

}  // namespace audit
