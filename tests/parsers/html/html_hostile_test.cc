#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/parsers/html/read_html.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

std::string Repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i)
    all += text;
  return all;
}

TEST(HtmlHostile, ReadsTextBelowAnyNesting) {
  for (const char* tag : {"div", "b", "ul><li", "table><tr><td", "span class=x", "blockquote", "svg", "x-custom"}) {
    const Document document = ReadHtml("<p>top</p>" + Repeat("<" + std::string(tag) + ">", 100'000) + "bottom");
    EXPECT_TRUE(document.text.ends_with("bottom")) << tag;
    EXPECT_TRUE(HasAnomaly(document, "deep-nesting")) << tag;
    EXPECT_TRUE(document.coverage.IsComplete()) << "all words were read";
  }
}

TEST(HtmlHostile, SurvivesFloodsOfEndTags) {
  EXPECT_THAT(Texts(ReadHtml("<p>a</p>" + Repeat("<i>", 50'000) + Repeat("</b></p></div>", 50'000) + "<p>z</p>")),
              ElementsAre("a", "z"));
}

TEST(HtmlHostile, SurvivesAttributeBombs) {
  std::string bomb = "<p>before</p><div";
  for (int i = 0; i < 100'000; ++i)
    bomb += " a" + std::to_string(i) + "=x style=color:red";
  bomb += ">words</div><p title='" + std::string(1u << 20, 'x') + "' hidden>after</p>";
  const Document document = ReadHtml(bomb);
  EXPECT_THAT(Texts(document), ElementsAre("before", "words", "after"));
}

TEST(HtmlHostile, SurvivesZerosAndControlCharacters) {
  const std::string page("<p>a\0b\x01 c\x7F</p>", 15);
  EXPECT_THAT(Texts(ReadHtml(page)), ElementsAre("ab c"));
}

TEST(HtmlHostile, ReportsACommentThatNeverEnds) {
  const Document document = ReadHtml("<p>shown</p><!-- swallowed <p>gone</p>");
  EXPECT_THAT(Texts(document), ElementsAre("shown"));
  EXPECT_TRUE(HasAnomaly(document, "unterminated-markup"));
}

TEST(HtmlHostile, ReportsATagThatNeverEnds) {
  const Document document = ReadHtml("<p>shown</p><a href=\"x>gone");
  EXPECT_THAT(Texts(document), ElementsAre("shown"));
  EXPECT_TRUE(HasAnomaly(document, "unterminated-markup"));
}

TEST(HtmlHostile, OpensNoEntityAndNoFile) {
  const Document document =
      ReadHtml("<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY y \"yy\">]><p>&x;&y;.</p>");
  EXPECT_THAT(Texts(document), ElementsAre("]>", "&x;&y;.")) << "as browsers show it";
}

TEST(HtmlHostile, CutsTextAtItsLimitAndSaysSo) {
  ParseLimits limits;
  limits.max_text_bytes = 10;
  const Document document = ReadHtml("<p>療法療法療法", limits);
  EXPECT_EQ(document.text, "療法療");
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(HtmlHostile, RefusesAPageBeyondTheLimit) {
  ParseLimits limits;
  limits.max_container_bytes = 10;
  EXPECT_TRUE(std::holds_alternative<ParseFailure>(ParseHtml("<p>eleven bytes", limits)));
}

TEST(HtmlHostile, BoundsSpansOfCells) {
  const Document document =
      ReadHtml("<table>" + Repeat("<tr><td rowspan=99999999999 colspan=4000000000>x</td></tr>", 50) + "</table>");
  EXPECT_EQ(document.blocks.size(), 50u);
}

TEST(HtmlHostile, IgnoresDamagedOrDeepStructuredData) {
  const std::string start = "<p>words</p><script type=application/ld+json>";
  EXPECT_THAT(Texts(ReadHtml(start + "{\"@type\":</script>")), ElementsAre("words"));
  EXPECT_THAT(Texts(ReadHtml(start + Repeat("[", 200'000) + "</script>")), ElementsAre("words"));
  EXPECT_THAT(Texts(ReadHtml(start + Repeat("[", 200'000) + Repeat("]", 200'000) + "</script>")), ElementsAre("words"));
}

TEST(HtmlHostile, KeepsItsPromisesForTruncationsOfAPage) {
  const std::string page =
      "<!doctype html><html lang=en><title>T</title><p style='color:#fff'>a&amp;b<!-- c "
      "--><table><tr><td>d</td></tr></table>"
      "<details><summary>q</summary>a</details><script "
      "type=application/ld+json>{\"@type\":\"Question\",\"name\":\"n\"}</script>";
  for (std::size_t size = 0; size <= page.size(); ++size) {
    EXPECT_EQ(BrokenPromise(ParseHtml(page.substr(0, size), {})), "") << size;
  }
}

}  // namespace
}  // namespace audit
