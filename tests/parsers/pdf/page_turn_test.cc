#include "parsers/pdf/page_turn.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "parsers/pdf/text_builder.h"
#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {
namespace {

using testing::ElementsAre;

/// Two sentences set sideways, each in a block of its own, written in the wrong order.
std::string Sideways(const std::string& matrix, double first_x, double second_x, double y) {
  PdfPageText page;
  for (const auto& [x, words] :
       {std::pair(second_x, "Second block of words."), std::pair(first_x, "First block of words.")})
    page.Raw(fmt::format("BT /F1 12 Tf {} {} {} Tm ({}) Tj ET", matrix, x, y, words));
  return PdfOf({page});
}

TEST(PageTurn, ReadsLinesThatRunDownwardsFromTheRight) {
  EXPECT_THAT(PdfTextsOf(ParsedPdf(Sideways("0 -1 1 0", 400, 200, 700))),
              ElementsAre("First block of words.", "Second block of words."));
}

TEST(PageTurn, ReadsLinesThatRunUpwardsFromTheLeft) {
  EXPECT_THAT(PdfTextsOf(ParsedPdf(Sideways("0 1 -1 0", 200, 400, 100))),
              ElementsAre("First block of words.", "Second block of words."));
}

TEST(PageTurn, ComesBackToTheSamePlace) {
  for (int rotation = 0; rotation < 4; ++rotation) {
    PdfPage page;
    page.width = 600;
    page.height = 800;
    PdfLine line;
    line.rotation = rotation;
    PdfWord word;
    word.text = "x";
    line.words.push_back(word);
    page.lines.push_back(line);
    const PageTurn turn(page);
    const Box box = turn.Back(turn.Upright({10, 20, 110, 50}));
    EXPECT_EQ(std::vector({box.left, box.top, box.right, box.bottom}), std::vector({10.0, 20.0, 110.0, 50.0}))
        << rotation;
  }
}

TEST(PageTurn, StopsAndBracketsOfColumnsAreThoseOfLines) {
  std::string text;
  for (const char32_t point : U"﹁核准﹂︒︽法︾")
    if (point != 0) AppendPageCharacter(point, &text);
  EXPECT_EQ(text, "「核准」。《法》");
}

}  // namespace
}  // namespace audit
