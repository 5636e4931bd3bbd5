// Markdown as the web page that it stands for: headings, lists, tables, quotes, code, emphasis, links and pictures of
// CommonMark and the tables of GitHub, as far as they bear on words and structure. Stateless.
#pragma once

#include <string>
#include <string_view>

namespace audit {

/// `markdown` is valid UTF-8. The page has the same number of lines, each with the words of its source line.
std::string MarkdownToHtml(std::string_view markdown);

}  // namespace audit
