#include "analyzers/text/segment.h"

#include <algorithm>
#include <optional>

#include "analyzers/text/sentence_ends.h"

namespace audit {
namespace {

Box Union(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

/// The block's place, narrowed to the lines that hold the span. Of a sentence that runs over a page's end: its first
/// page.
SourceLocation PlaceOf(const Block& block, TextSpan span) {
  SourceLocation where = block.where;
  std::optional<Box> box;
  auto line = std::partition_point(block.lines.begin(), block.lines.end(),
                                   [&](const TextLine& l) { return l.text.end <= span.begin; });
  for (; line != block.lines.end() && line->text.begin < span.end; ++line) {
    if (box && line->page != where.page) break;
    box = box ? Union(*box, line->box) : line->box;
    where.page = line->page;
  }
  if (box) where.box = box;
  return where;
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

std::vector<Statement> SegmentDocument(const Document& document) {
  std::vector<Statement> statements;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    const std::string_view text =
        std::string_view(document.text).substr(block.text.begin, block.text.end - block.text.begin);
    for (const TextSpan& sentence : SegmentSentences(text)) {
      Statement& statement = statements.emplace_back();
      statement.text = OneLine(text.substr(sentence.begin, sentence.end - sentence.begin));
      statement.span = {block.text.begin + sentence.begin, block.text.begin + sentence.end};
      statement.block = b;
      statement.block_kind = block.kind;
      statement.where = PlaceOf(block, statement.span);
    }
  }
  return statements;
}

}  // namespace audit
