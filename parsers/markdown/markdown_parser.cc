#include "parsers/markdown/markdown_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "parsers/html/charset.h"
#include "parsers/html/html_parser.h"
#include "parsers/markdown/markdown_html.h"
#include "parsers/text/text_lines.h"

namespace audit {

bool RecognizesMarkdown(std::string_view bytes, std::string_view name) {
  return NameEndsIn(name, {".md", ".markdown"}) && LooksLikeText(bytes);
}

// Markdown is defined by the page that it stands for, tags and character references included: it is made into one, line
// by line, so that places stay true, and read like any other page.
ParseResult ParseMarkdown(std::string_view bytes, const ParseLimits& limits) {
  if (bytes.size() > limits.max_container_bytes) {
    return ParseFailure{
        ParseFailureKind::kLimit, "markdown",
        fmt::format("The text has {} bytes; at most {} are read.", bytes.size(), limits.max_container_bytes)};
  }
  const DecodedText decoded = DecodeToUtf8(bytes);
  ParseResult result = ParseHtml(MarkdownToHtml(decoded.text), limits);
  if (auto* document = std::get_if<Document>(&result)) {
    document->metadata["charset"] = decoded.charset;
    if (document->blocks.empty()) return ParseFailure{ParseFailureKind::kEmpty, "markdown", "The file holds no words."};
    if (decoded.replaced > 0) {
      document->anomalies.push_back(
          {"bad-encoding",
           fmt::format("{} characters could not be read as {}", decoded.replaced, decoded.charset),
           {}});
    }
  }
  return result;
}

}  // namespace audit
