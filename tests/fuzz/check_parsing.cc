#include "tests/fuzz/check_parsing.h"

#include <fmt/core.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/parser.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

/// Marks on what was read, on what is not there, and on the document as a whole; as many outcomes must come back.
bool MarksUp(const FormatParser& format, std::string_view bytes, const ParseResult& read, const ParseLimits& limits) {
  if (format.mark_up == nullptr) return true;
  SourceLocation nowhere;
  nowhere.page = 3;
  nowhere.paragraph = 9;
  std::vector<Mark> marks = {{{}, "", "heading", "<&>", {}}, {nowhere, "no such words", "heading", "\"", {}}};
  if (const auto* document = std::get_if<Document>(&read)) {
    for (const Block& block : document->blocks) {
      if (marks.size() == 6) break;
      marks.push_back(
          {block.where, document->text.substr(block.text.begin, block.text.end - block.text.begin), "", "", {}});
    }
  }
  const MarkUpResult result = format.mark_up(bytes, marks, limits);
  const auto* copy = std::get_if<MarkedCopy>(&result);
  return copy == nullptr || (copy->marks.size() == marks.size() && !copy->bytes.empty());
}

/// Draws the first words that have a place.
void Draws(const FormatParser& format, std::string_view bytes, const ParseResult& read) {
  const auto* document = std::get_if<Document>(&read);
  if (format.draw == nullptr || document == nullptr || document->blocks.empty()) return;
  const Block& block = document->blocks.front();
  PictureLimits limits;
  limits.mode = PictureMode::kAlways;
  limits.max_seconds = 2;
  const PlaceToDraw place{block.where, document->text.substr(block.text.begin, block.text.end - block.text.begin), {}};
  format.draw(bytes, {&place, 1}, limits, [](std::size_t, std::string_view) {});
}

}  // namespace

void CheckParsing(std::string_view name, std::string_view bytes) {
  ParseLimits limits;
  limits.max_pages = 20;
  limits.max_part_bytes = 4u << 20;
  limits.max_container_bytes = 8u << 20;
  for (const FormatParser& format : FormatParsers()) {
    if (format.name != name) continue;
    format.recognizes(bytes, "");
    const ParseResult read = format.parse(bytes, limits);
    const std::string broken = BrokenPromise(read);
    if (!broken.empty()) {
      fmt::print(stderr, "{}\n", broken);
      std::abort();
    }
    if (!MarksUp(format, bytes, read, limits)) {
      fmt::print(stderr, "a marked copy does not tell what became of each mark\n");
      std::abort();
    }
    Draws(format, bytes, read);
    return;
  }
  std::abort();  // the registry does not know this format
}

}  // namespace audit
