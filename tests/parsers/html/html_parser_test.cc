#include "parsers/html/html_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/parsers/html/read_html.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(HtmlParser, CutsHeadingsParagraphsAndListsIntoBlocks) {
  const Document document =
      ReadHtml("<!doctype html><h1>Exosomes</h1><p>First\n  paragraph.<p>Second.<ul><li>One<li>Two</ul>");
  EXPECT_EQ(document.text, "Exosomes\nFirst paragraph.\nSecond.\nOne\nTwo");
  EXPECT_EQ(BlockWith(document, "Exosomes").kind, BlockKind::kHeading);
  EXPECT_EQ(BlockWith(document, "Exosomes").heading_level, 1);
  EXPECT_EQ(BlockWith(document, "First paragraph.").kind, BlockKind::kParagraph);
  EXPECT_EQ(BlockWith(document, "Two").kind, BlockKind::kListItem);
}

TEST(HtmlParser, KeepsAHeadingThatAsksAHeading) {
  EXPECT_EQ(BlockWith(ReadHtml("<h3>Is it approved?</h3>"), "Is it approved?").kind, BlockKind::kHeading);
}

TEST(HtmlParser, JoinsInlineElementsIntoOneSentence) {
  EXPECT_THAT(Texts(ReadHtml("<p>It is <b>not</b> <a href=x>FDA</a>-<i>appr</i>oved.</p>")),
              ElementsAre("It is not FDA-approved."));
}

TEST(HtmlParser, ReadsOneLineBreakAsBlankAndTwoAsANewBlock) {
  EXPECT_THAT(Texts(ReadHtml("<p>One<br>line.<br><br>Another.</p>")), ElementsAre("One line.", "Another."));
}

TEST(HtmlParser, PartsABoldLabelThatAStyleSheetSetsOnALineOfItsOwn) {
  EXPECT_THAT(Texts(ReadHtml("<div><b>Not approved</b>No product has been.</div>")),
              ElementsAre("Not approved", "No product has been."));
  EXPECT_THAT(Texts(ReadHtml("<p>Our Derma<b>Pen</b> works.</p>")), ElementsAre("Our DermaPen works."));
  EXPECT_THAT(Texts(ReadHtml("<p><a>Shop</a><a>Cart</a></p>")), ElementsAre("Shop Cart"));
}

TEST(HtmlParser, NumbersTablesRowsAndColumnsWithSpans) {
  const Document document = ReadHtml(
      "<table><tr><td>a</td><td colspan=2>b</td><td>c</td></tr><tr><td rowspan=2>d</td><td>e</td></tr>"
      "<tr><td>f<table><tr><td>inner</td></tr></table></td></tr></table>");
  auto at = [&](const char* text) {
    const Block block = BlockWith(document, text);
    EXPECT_EQ(block.kind, BlockKind::kTableCell);
    return std::vector<int>{block.table, block.row, block.column};
  };
  EXPECT_THAT(at("a"), ElementsAre(1, 1, 1));
  EXPECT_THAT(at("b"), ElementsAre(1, 1, 2));
  EXPECT_THAT(at("c"), ElementsAre(1, 1, 4));
  EXPECT_THAT(at("d"), ElementsAre(1, 2, 1));
  EXPECT_THAT(at("e"), ElementsAre(1, 2, 2));
  EXPECT_THAT(at("f"), ElementsAre(1, 3, 2)) << "the cell above reaches into the first column";
  EXPECT_THAT(at("inner"), ElementsAre(2, 1, 1));
}

TEST(HtmlParser, LabelsCaptionsAndPartsOfTheSite) {
  const Document document = ReadHtml(
      "<body><header><p>Clinic name</p></header><nav><ul><li>Prices</ul></nav>"
      "<main><header><p>Lead of the article.</p></header><figure><img "
      "src=x><figcaption>Before</figcaption></figure></main>"
      "<footer><h4>Disclaimer</h4><p>Not evaluated.</p></footer>");
  EXPECT_EQ(BlockWith(document, "Clinic name").kind, BlockKind::kHeader);
  EXPECT_EQ(BlockWith(document, "Prices").kind, BlockKind::kHeader);
  EXPECT_EQ(BlockWith(document, "Lead of the article.").kind, BlockKind::kParagraph);
  EXPECT_EQ(BlockWith(document, "Before").kind, BlockKind::kCaption);
  EXPECT_EQ(BlockWith(document, "Disclaimer").kind, BlockKind::kHeading);
  EXPECT_EQ(BlockWith(document, "Not evaluated.").kind, BlockKind::kFooter);
}

TEST(HtmlParser, ReadsDisclosureWidgetsAsQuestionsAndAnswers) {
  const Document document =
      ReadHtml("<details><summary><h3>Is it safe?</h3></summary><p>Ask.</p><ul><li>Always.</ul></details><p>After.");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kFaqQuestion), ElementsAre("Is it safe?"));
  EXPECT_THAT(TextsOfKind(document, BlockKind::kFaqAnswer), ElementsAre("Ask.", "Always."));
  EXPECT_EQ(BlockWith(document, "Ask.").visibility, Visibility::kVisible) << "a collapsed accordion is readable";
  EXPECT_EQ(BlockWith(document, "After.").kind, BlockKind::kParagraph);
}

TEST(HtmlParser, ReadsADefinitionListThatAsksAsQuestionsAndAnswers) {
  const Document document = ReadHtml("<dl><dt>Does it hurt?<dd>No.<dt>Exosome<dd>A vesicle.</dl>");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kFaqQuestion), ElementsAre("Does it hurt?"));
  EXPECT_THAT(TextsOfKind(document, BlockKind::kFaqAnswer), ElementsAre("No."));
  EXPECT_THAT(TextsOfKind(document, BlockKind::kListItem), ElementsAre("Exosome", "A vesicle."));
}

TEST(HtmlParser, AddsDeclaredQuestionsThatThePageDoesNotShow) {
  const Document document = ReadHtml(R"(<p>Is it sold?</p><script type="application/ld+json">
    {"@context":"https://schema.org","@graph":[{"@type":"FAQPage","mainEntity":[
      {"@type":"Question","name":"Is it sold?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes &amp; <b>everywhere</b>.</p>"}},
      {"@type":["Question"],"name":"Is it cleared?","acceptedAnswer":[{"text":"No."}]}]}]}</script>)");
  EXPECT_THAT(Texts(document), ElementsAre("Is it sold?", "Yes & everywhere.", "Is it cleared?", "No."));
  EXPECT_EQ(BlockWith(document, "Is it sold?").kind, BlockKind::kParagraph);
  EXPECT_EQ(BlockWith(document, "Is it cleared?").kind, BlockKind::kFaqQuestion);
  EXPECT_EQ(BlockWith(document, "No.").kind, BlockKind::kFaqAnswer);
  EXPECT_EQ(BlockWith(document, "No.").where.part, "structured-data");
}

TEST(HtmlParser, ReadsTitleDescriptionAndLanguage) {
  const Document document = ReadHtml(
      "<html lang=zh-TW><head><title>Serum &ndash; shop</title><meta name=Description content='Cures &quot;acne&quot;'>"
      "<meta property=og:title content='Serum – shop'><meta name=author content=Ann></head><body><p>Text.");
  EXPECT_EQ(document.metadata.at("title"), "Serum – shop");
  EXPECT_EQ(document.metadata.at("language"), "zh-TW");
  EXPECT_EQ(document.metadata.at("author"), "Ann");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kMetadata), ElementsAre("Serum – shop", "Cures \"acne\""));
  EXPECT_EQ(document.blocks.front().where.part, "metadata");
}

TEST(HtmlParser, ReadsAlternativeTextsAndButtons) {
  const Document document =
      ReadHtml("<p>See <img src=a alt='FDA approved'>here.</p><input type=submit value='Book now'>");
  EXPECT_THAT(Texts(document), ElementsAre("See here.", "FDA approved", "Book now"));
  EXPECT_EQ(BlockWith(document, "FDA approved").kind, BlockKind::kAltText);
}

TEST(HtmlParser, SetsCrossedOutWordsApart) {
  const Document document = ReadHtml("<p>It is <del>approved</del> <s>cleared</s> sold.</p>");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kParagraph), ElementsAre("It is sold."));
  EXPECT_THAT(TextsOfKind(document, BlockKind::kDeletedText), ElementsAre("approved", "cleared"));
}

TEST(HtmlParser, DropsScriptsStylesTemplatesAndComments) {
  const Document document = ReadHtml(
      "<script>var a='</p>cured';</script><style>p{}</style><template><p>ghost</p></template>"
      "<p>a<!-- x -->b<!-->c<!--->d<!-- y --!>e<![if gte mso 9]>f<![endif]></p>");
  EXPECT_THAT(Texts(document), ElementsAre("abcdef"));
}

TEST(HtmlParser, KeepsTheLineOfTheSource) {
  const Document document = ReadHtml(
      "<html>\n<!-- a\nb -->\r\n<script>\n\n</script>\n<p>Seventh\n&lt;line</p>\n\n<h2\nclass=x>Eleventh</h2>");
  EXPECT_EQ(BlockWith(document, "Seventh <line").where.line, 7);
  EXPECT_EQ(BlockWith(document, "Eleventh").where.line, 11);
}

TEST(HtmlParser, ReadsQuotationElementsWithTheirMarks) {
  EXPECT_THAT(Texts(ReadHtml("<p>She said <q>it works</q>.")), ElementsAre("She said “it works”."));
}

TEST(HtmlParser, PartsPreformattedTextAtBlankLines) {
  EXPECT_THAT(Texts(ReadHtml("<pre>one\ntwo\n\nthree</pre>")), ElementsAre("one two", "three"));
}

TEST(HtmlParser, LeavesOutReadingAids) {
  EXPECT_THAT(Texts(ReadHtml("<p><ruby>外<rp>(</rp><rt>wài</rt><rp>)</rp></ruby>泌體</p>")), ElementsAre("外泌體"));
}

TEST(HtmlParser, RecognizesPagesByContent) {
  EXPECT_TRUE(RecognizesHtml("\xEF\xBB\xBF <!-- saved -->\n<!DOCTYPE HTML><p>x", ""));
  EXPECT_TRUE(RecognizesHtml("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", ""));
  EXPECT_TRUE(RecognizesHtml(std::string_view("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14), ""));
  EXPECT_TRUE(RecognizesHtml("<div><p>a</p><br></div>", ""));
  EXPECT_TRUE(RecognizesHtml("Only words", "page.HTM"));
  EXPECT_FALSE(RecognizesHtml("Only words, 1 < 2", "notes.txt"));
  EXPECT_FALSE(RecognizesHtml("%PDF-1.7 <html>", "a.html"));
  EXPECT_FALSE(RecognizesHtml("", "a.html"));
}

TEST(HtmlParser, CallsAPageOfPicturesOrScriptsUnread) {
  const Document pictures = ReadHtml("<html><body><img src=a.png alt='seal'></body></html>");
  EXPECT_FALSE(pictures.coverage.IsComplete());
  EXPECT_EQ(pictures.coverage.pages_without_text, 1);
  EXPECT_FALSE(ReadHtml("<html><div id=root></div><script src=app.js></script>").coverage.IsComplete());
  EXPECT_TRUE(ReadHtml("<html><p>Words.</p>").coverage.IsComplete());
}

TEST(HtmlParser, LeavesNothingWhereThereIsNothing) {
  EXPECT_THAT(ReadHtml("<html><p> &nbsp; &#8203; </p></html>").blocks, IsEmpty());
}

}  // namespace
}  // namespace audit
