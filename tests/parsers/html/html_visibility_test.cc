#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/parsers/html/read_html.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

Visibility VisibilityIn(const std::string& element_start) {
  return BlockWith(ReadHtml("<body><" + element_start + ">words</div>"), "words").visibility;
}

TEST(HtmlVisibility, DecidesWhatTheElementItselfSays) {
  EXPECT_EQ(VisibilityIn("div"), Visibility::kVisible);
  for (const char* hidden :
       {"div hidden", "div style='display:none'", "div style='DISPLAY : none !important; color:red'",
        "div style=visibility:hidden", "div style=font-size:0", "div style=font-size:1px", "div style=opacity:0",
        "div style='position:absolute;left:-9999px'", "div style=text-indent:-5000px", "div style=color:transparent",
        "div style='color:#fff;background:white'", "div bgcolor=white style='color:#FFFFFE'"}) {
    EXPECT_EQ(VisibilityIn(hidden), Visibility::kHidden) << hidden;
  }
}

TEST(HtmlVisibility, LeavesToStyleSheetsWhatOnlyTheyKnow) {
  for (const char* unknown : {"div class=sr-only", "div class='x visually-hidden'", "div class='panel collapse'",
                              "div class=d-none", "div style='height:0;overflow:hidden'", "div hidden=until-found"}) {
    EXPECT_EQ(VisibilityIn(unknown), Visibility::kUnknown) << unknown;
  }
  for (const char* visible : {"div class=overflow-hidden", "div class=hideaway-resort", "div style=color:white",
                              "div style='color:white;background:#123'", "div style='color:#fff;background:url(a.png)'",
                              "div style=font-size:5pt"}) {
    EXPECT_EQ(VisibilityIn(visible), Visibility::kVisible) << visible;
  }
}

TEST(HtmlVisibility, LetsAChildShowItselfInAHiddenParentButNotInOneThatIsNotDisplayed) {
  const Document document = ReadHtml(
      "<div style=visibility:hidden>a <p style=visibility:visible>shown</p></div>"
      "<div style=display:none><p style='display:block;visibility:visible'>gone</p></div>");
  EXPECT_EQ(BlockWith(document, "shown").visibility, Visibility::kVisible);
  EXPECT_EQ(BlockWith(document, "gone").visibility, Visibility::kHidden);
}

TEST(HtmlVisibility, KeepsHiddenWordsOutOfVisibleSentences) {
  const Document document = ReadHtml("<p>We are <span style=display:none>not</span> approved.</p>");
  EXPECT_EQ(BlockWith(document, "We are approved.").visibility, Visibility::kVisible);
  EXPECT_EQ(BlockWith(document, "not").visibility, Visibility::kHidden);
  EXPECT_TRUE(HasAnomaly(document, "hidden-text"));
}

TEST(HtmlVisibility, DoesNotTrustAColourWhoseGroundAClassMayChange) {
  const Document document = ReadHtml("<div style=background:white><div class=hero style=color:white>words</div></div>");
  EXPECT_EQ(BlockWith(document, "words").visibility, Visibility::kVisible);
}

TEST(HtmlStyle, CountsSizesInPoints) {
  auto size = [](const std::string& start) {
    return BlockWith(ReadHtml("<body>" + start + "words"), "words").style.font_size_pt;
  };
  EXPECT_DOUBLE_EQ(size("<p>"), 0);
  EXPECT_DOUBLE_EQ(size("<p style=font-size:5pt>"), 5);
  EXPECT_DOUBLE_EQ(size("<p style='font-size: 16px'>"), 12);
  EXPECT_DOUBLE_EQ(size("<div style=font-size:20pt><p style=font-size:50%>"), 10);
  EXPECT_DOUBLE_EQ(size("<div style=font-size:20pt><p style=font-size:.5em>"), 10);
  EXPECT_DOUBLE_EQ(size("<div style=font-size:20pt><p style=font-size:.5rem>"), 6);
  EXPECT_DOUBLE_EQ(size("<p style='font:italic bold 8px/1.2 Arial'>"), 6);
  EXPECT_DOUBLE_EQ(size("<p style=font-size:x-small>"), 7.5);
  EXPECT_DOUBLE_EQ(size("<p><font size=1>"), 7.5);
  EXPECT_NEAR(size("<p><small>"), 10, 0.01);
  EXPECT_DOUBLE_EQ(size("<p style='font-size:calc(1px + 2vw)'>"), 0) << "undecidable is unknown";
}

TEST(HtmlStyle, ReadsColourAndWeight) {
  const Document document =
      ReadHtml("<p style='color:rgb(255, 0, 128)'><b>words</b></p><p><font color=#0f0>green</font>");
  EXPECT_EQ(BlockWith(document, "words").style.color, (Rgb{255, 0, 128}));
  EXPECT_TRUE(BlockWith(document, "words").style.bold);
  EXPECT_EQ(BlockWith(document, "green").style.color, (Rgb{0, 255, 0}));
}

TEST(HtmlStyle, PartsSmallPrintOfASentenceFromItsParagraph) {
  const Document document =
      ReadHtml("<p>Exosomes restore hair in weeks. <span style=font-size:5pt>Not evaluated by the FDA.</span></p>");
  EXPECT_THAT(Texts(document), ElementsAre("Exosomes restore hair in weeks.", "Not evaluated by the FDA."));
  EXPECT_DOUBLE_EQ(document.blocks[1].style.font_size_pt, 5);
}

TEST(HtmlStyle, KeepsSmallWordsInTheirSentence) {
  EXPECT_THAT(Texts(ReadHtml("<p>A 10<sup>9</sup> dose<small>(of many cells in one)</small> is given.</p>")),
              ElementsAre("A 109 dose(of many cells in one) is given."));
}

}  // namespace
}  // namespace audit
