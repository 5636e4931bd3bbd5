#include "parsers/pdf/paragraphs.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace audit {
namespace {

PdfWord WordAt(double left, double right, double baseline, double size, std::string text) {
  PdfWord word;
  word.text = std::move(text);
  word.box = {left, baseline - 0.8 * size, right, baseline + 0.2 * size};
  word.baseline = baseline;
  word.font_size_pt = size;
  return word;
}

PdfLine LineOf(std::vector<PdfWord> words) {
  PdfLine line;
  for (const PdfWord& word : words)
    line.box = Union(line.box, word.box);
  line.words = std::move(words);
  return line;
}

PdfPage PageOf(std::vector<PdfLine> lines) {
  PdfPage page;
  page.number = 1;
  page.width = 600;
  page.height = 800;
  page.lines = std::move(lines);
  return page;
}

TEST(Paragraphs, TakeTheSizeOfTheLettersNotOfTheSignsBesideThem) {
  PdfPage page = PageOf({LineOf({WordAt(0, 8, 20, 7, "10"), WordAt(8, 13, 17, 5, "–1")})});
  const std::vector<PdfBlock> blocks = BlocksOfPage(&page);
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].font_size_pt, 7);
}

/// Two lines of Chinese, the second of them bold; the first ends at `right` of a column 200 points wide.
std::size_t BlocksOfEmphasis(double right) {
  PdfWord bold = WordAt(0, 120, 34, 10, "法》對細胞製劑另有規定");
  bold.bold = true;
  PdfPage page = PageOf({LineOf({WordAt(0, 200, 6, 10, "本產品未取得任何製劑許可也非藥品亦非醫材")}),
                         LineOf({WordAt(0, right, 20, 10, "療程說明請見下頁因為再生醫療")}), LineOf({bold})});
  return BlocksOfPage(&page).size();
}

TEST(Paragraphs, ChineseThatGoesOnBoldIsNoNewParagraph) {
  EXPECT_EQ(BlocksOfEmphasis(185), 1U);  // no room for 法》, which no line break may part
  EXPECT_EQ(BlocksOfEmphasis(140), 2U);
}

}  // namespace
}  // namespace audit
