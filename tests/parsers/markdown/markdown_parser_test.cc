#include <gmock/gmock.h>

#include "parsers/markdown/markdown_parser.h"
#include "tests/parsers/block_lookup.h"

namespace audit {
namespace {

std::string Shown(std::string_view markdown) {
  ParseResult result = ParseMarkdown(markdown, {});
  if (const auto* failure = std::get_if<ParseFailure>(&result)) return failure->message;
  return std::get<Document>(result).text;
}

Block Only(std::string_view markdown) {
  ParseResult result = ParseMarkdown(markdown, {});
  const auto& blocks = std::get<Document>(result).blocks;
  EXPECT_EQ(blocks.size(), 1u);
  return blocks.empty() ? Block() : blocks.front();
}

TEST(MarkdownParser, TakesMarksAwayAndKeepsWords) {
  EXPECT_EQ(Shown("Our **FDA-approved** _therapy_ is `safe`"), "Our FDA-approved therapy is safe");
  EXPECT_EQ(Shown("a [link with *words*](https://x.example/a) and [another][1]"), "a link with words and another");
  EXPECT_EQ(Shown("snake_case 2 * 3 and \\*stars\\*"), "snake_case 2 * 3 and *stars*");
  EXPECT_EQ(Shown("5 &lt; 6 <b>bold</b>"), "5 < 6 bold");
}

TEST(MarkdownParser, JoinsLinesOfAParagraph) {
  EXPECT_EQ(Shown("This is not\napproved.\n\nNext."), "This is not approved.\nNext.");
  EXPECT_EQ(Shown("本產品未經\n核准"), "本產品未經核准");
}

TEST(MarkdownParser, KnowsHeadingsItemsAndCells) {
  EXPECT_EQ(Only("## Benefits ##").kind, BlockKind::kHeading);
  EXPECT_EQ(Only("## Benefits ##").heading_level, 2);
  EXPECT_EQ(Only("Benefits\n========").heading_level, 1);
  EXPECT_EQ(Only("- less pain\n  and more sleep").kind, BlockKind::kListItem);
  EXPECT_EQ(Shown("- [x] less pain"), "less pain");
  EXPECT_EQ(Only("![reviewed by doctors](seal.png)\n").kind, BlockKind::kAltText);
  ParseResult table = ParseMarkdown("| a | b |\n|---|---|\n| c \\| d | e |", {});
  const Document& document = std::get<Document>(table);
  ASSERT_EQ(document.blocks.size(), 4u);
  EXPECT_EQ(document.blocks[3].row, 2);
  EXPECT_EQ(document.blocks[3].column, 2);
}

TEST(MarkdownParser, KeepsLineNumbersOfTheSource) { EXPECT_EQ(Only("---\ntitle: x\n---\n\nWords").where.line, 5); }

TEST(MarkdownParser, IsAskedForByNameOnly) {
  EXPECT_TRUE(RecognizesMarkdown("# a", "x/README.MD"));
  EXPECT_FALSE(RecognizesMarkdown("# a", "settings.yaml"));
  EXPECT_FALSE(RecognizesMarkdown(std::string_view("\0\1", 2), "a.md"));
}

TEST(MarkdownParser, EndsOnMarksThatNeverClose) {
  EXPECT_EQ(Shown(std::string(50'000, '[')).size(), 50'000u);
  EXPECT_EQ(Shown("`open **bold [link](http://x"), "`open bold [link](http://x");
}

}  // namespace
}  // namespace audit
