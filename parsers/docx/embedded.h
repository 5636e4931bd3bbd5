// Documents that a Word document embeds in its text (w:altChunk): web pages, web archives, plain text, Word documents.
#pragma once

#include <string>
#include <string_view>

#include "parsers/parser.h"

namespace audit {

/// Recognized by content. A failure for what cannot be read, such as RTF.
ParseResult ReadEmbeddedDocument(std::string_view bytes, const ParseLimits& limits, int nesting);

/// The web page in a web archive (MIME multipart/related), its transfer encoding undone; "" when there is none.
std::string PageInWebArchive(std::string_view mime);

}  // namespace audit
