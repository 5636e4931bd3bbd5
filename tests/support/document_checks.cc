#include "tests/support/document_checks.h"

#include <fmt/format.h>

#include "parsers/utf8.h"

namespace audit {
namespace {

std::string BrokenBlock(const Document& document, std::size_t index) {
  const Block& block = document.blocks[index];
  if (block.text.begin > block.text.end || block.text.end > document.text.size())
    return fmt::format("block {} lies outside the text", index);
  if (index > 0 && block.text.begin < document.blocks[index - 1].text.end)
    return fmt::format("block {} overlaps the one before", index);
  if (!IsValidUtf8(std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin)))
    return fmt::format("block {} cuts a character", index);
  for (const TextLine& line : block.lines)
    if (line.text.begin > line.text.end || line.text.begin < block.text.begin || line.text.end > block.text.end)
      return fmt::format("a line of block {} lies outside the block", index);
  return "";
}

}  // namespace

std::string BrokenPromise(const ParseResult& result) {
  if (const auto* failure = std::get_if<ParseFailure>(&result))
    return failure->message.empty() ? "a failure without a message" : "";
  const auto& document = std::get<Document>(result);
  if (!IsValidUtf8(document.text)) return "the text is not UTF-8";
  for (std::size_t i = 0; i < document.blocks.size(); ++i)
    if (std::string broken = BrokenBlock(document, i); !broken.empty()) return broken;
  for (const auto& [key, value] : document.metadata)
    if (!IsValidUtf8(key) || !IsValidUtf8(value)) return fmt::format("metadata {} is not UTF-8", key);
  const Coverage& coverage = document.coverage;
  if (coverage.pages_read > coverage.pages_total) return "more pages read than there are";
  if (coverage.pages_total < 1) return "a document without pages";
  return "";
}

}  // namespace audit
