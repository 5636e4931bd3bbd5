#include <gmock/gmock.h>

#include "parsers/text/text_parser.h"
#include "tests/parsers/block_lookup.h"

namespace audit {
namespace {

Document Read(std::string_view text) {
  ParseResult result = ParseText(text, {});
  if (const auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << failure->message;
    return {};
  }
  return std::get<Document>(std::move(result));
}

TEST(TextParser, PutsLinesBrokenToAWidthTogether) {
  EXPECT_EQ(Read("The injections that our clinic offers to its patients are not\napproved by the FDA for any disease "
                 "that is named on this\npage.\n")
                .text,
            "The injections that our clinic offers to its patients are not approved by the FDA for any disease that is "
            "named on this page.");
}

TEST(TextParser, LeavesShortLinesApart) {
  EXPECT_EQ(Read("Address: 12 Main Street\nPhone: 555 0100\n").text, "Address: 12 Main Street\nPhone: 555 0100");
}

TEST(TextParser, LeavesLinesThatAreWholeParagraphsApart) {
  const std::string paragraph = std::string(70, 'a') + " " + std::string(80, 'b');
  EXPECT_EQ(Read(paragraph + "\n" + paragraph).blocks.size(), 2u);
}

TEST(TextParser, KnowsHeadingsAndItems) {
  const Document document = Read("EXOSOME THERAPY\n\n- less pain\n* more sleep\n1. Call us\n\nResults\n=======\n");
  ASSERT_EQ(document.blocks.size(), 5u);
  EXPECT_EQ(document.blocks[0].kind, BlockKind::kHeading);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::kListItem);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::kListItem);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::kHeading);
  EXPECT_EQ(document.blocks[4].where.line, 7);
  EXPECT_EQ(document.text, "EXOSOME THERAPY\nless pain\nmore sleep\n1. Call us\nResults");
}

TEST(TextParser, ReadsChineseInBig5AndUtf16) {
  const std::string big5 =
      "\xA5\xBB\xB2\xA3\xAB\x7E\xA9\x7C\xA5\xBC\xA8\xFA\xB1\x6F\xA5\xF4\xA6\xF3\xBB\x73\xB5\xFB\xB8\xD5\xA5\xA6\xBB\xDD"
      "\xAA\xBA\xBD\xC3\xA5\xCD\xAE\xD6\xAD\xE3";
  EXPECT_TRUE(Read(big5).text.starts_with("本產品尚未取得")) << Read(big5).text;
  EXPECT_EQ(Read(std::string_view("\xFF\xFE\x2C\x67\x22\x75", 6)).text, "本產");
}

TEST(TextParser, SaysWhenThereAreNoWords) {
  const ParseResult result = ParseText(" \n\n", {});
  EXPECT_EQ(std::get<ParseFailure>(result).kind, ParseFailureKind::kEmpty);
}

TEST(TextParser, IsAskedForByNameAndContent) {
  EXPECT_TRUE(RecognizesText("words", "a.TXT"));
  EXPECT_FALSE(RecognizesText("words", "a.css"));
  EXPECT_FALSE(RecognizesText(std::string_view("a\0b", 3), "a.txt"));
}

}  // namespace
}  // namespace audit
