#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/parsers/block_lookup.h"
#include "tests/parsers/docx/docx_of.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

const FurtherPart kStyles = {
    "styles", "styles.xml",
    WordPart(
        "styles",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:lang "
        "w:val='en-US'/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:rPr><w:color "
        "w:val='112233'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Small'><w:basedOn w:val='Normal'/><w:rPr><w:sz "
        "w:val='12'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Smaller'><w:basedOn w:val='Small'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Loop'><w:basedOn w:val='Loop'/><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='Ghost'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Dark'><w:pPr><w:shd w:val='clear' w:fill='102040'/></w:pPr></w:style>"
        "<w:style w:type='table' w:styleId='Grid'><w:rPr><w:sz w:val='14'/></w:rPr></w:style>")};

Block OnlyBlock(const std::string& body) {
  const Document document = ReadDocxOf(body, {kStyles});
  EXPECT_EQ(document.blocks.size(), 1u) << document.text;
  return document.blocks.empty() ? Block() : document.blocks.front();
}

TEST(DocxLooks, FindsTheSizeFromRunStyleChainAndDefaults) {
  auto size = [](const std::string& body) { return OnlyBlock(body).style.font_size_pt; };
  EXPECT_DOUBLE_EQ(size(Paragraph("x")), 11);
  EXPECT_DOUBLE_EQ(size(Paragraph("x", "", "<w:pStyle w:val='Smaller'/>")), 6);
  EXPECT_DOUBLE_EQ(size(Paragraph("x", "<w:sz w:val='10'/>", "<w:pStyle w:val='Smaller'/>")), 5);
  EXPECT_DOUBLE_EQ(size("<w:tbl><w:tblPr><w:tblStyle w:val='Grid'/></w:tblPr><w:tr><w:tc>" + Paragraph("x") +
                        "</w:tc></w:tr></w:tbl>"),
                   7);
  EXPECT_DOUBLE_EQ(ReadDocxOf(Paragraph("x")).blocks.front().style.font_size_pt, 10) << "without any styles";
  EXPECT_NEAR(size(Paragraph("x", "<w:sz w:val='20'/><w:vertAlign w:val='superscript'/>")), 6.5, 0.01);
}

TEST(DocxLooks, SurvivesStylesBasedOnThemselves) {
  EXPECT_TRUE(OnlyBlock(Paragraph("x", "", "<w:pStyle w:val='Loop'/>")).style.bold);
}

TEST(DocxLooks, ReadsColourAndBold) {
  const Block block = OnlyBlock(Paragraph("x", "<w:b/><w:color w:val='FF0080'/>"));
  EXPECT_EQ(block.style.color, (Rgb{255, 0, 128}));
  EXPECT_TRUE(block.style.bold);
  EXPECT_EQ(OnlyBlock(Paragraph("x")).style.color, (Rgb{0x11, 0x22, 0x33}));
  EXPECT_FALSE(OnlyBlock(Paragraph("x", "<w:b w:val='0'/>", "<w:pStyle w:val='Loop'/>")).style.bold);
}

TEST(DocxLooks, CallsVanishedTextHidden) {
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:vanish/>")).visibility, Visibility::kHidden);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:rStyle w:val='Ghost'/>")).visibility, Visibility::kHidden);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:rStyle w:val='Ghost'/><w:vanish w:val='false'/>")).visibility,
            Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:webHidden/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "", "<w:rPr><w:vanish/></w:rPr>")).visibility, Visibility::kVisible)
      << "the paragraph's mark only";
}

TEST(DocxLooks, KeepsHiddenWordsOutOfVisibleSentences) {
  const Document document =
      ReadDocxOf("<w:p>" + Words("We are ") + Words("not ", "<w:vanish/>") + Words("approved.") + "</w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("We are approved.", "not"));
  EXPECT_EQ(document.blocks[1].visibility, Visibility::kHidden);
  EXPECT_TRUE(HasAnomaly(document, "hidden-text"));
}

TEST(DocxLooks, JudgesWhiteTextByWhatLiesUnderIt) {
  const std::string white = "<w:color w:val='FFFFFF'/>";
  EXPECT_EQ(OnlyBlock(Paragraph("x", white)).visibility, Visibility::kHidden) << "on the bare page";
  EXPECT_EQ(OnlyBlock(Paragraph("x", white + "<w:shd w:fill='000000'/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", white + "<w:highlight w:val='darkBlue'/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", white, "<w:shd w:fill='0A0A60'/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", white, "<w:pStyle w:val='Dark'/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:color w:val='101010'/><w:shd w:fill='0C0C0C'/>")).visibility,
            Visibility::kHidden);
  auto cell = [&](const std::string& properties) {
    return OnlyBlock("<w:tbl><w:tr><w:tc><w:tcPr>" + properties + "</w:tcPr>" + Paragraph("x", white) +
                     "</w:tc></w:tr></w:tbl>")
        .visibility;
  };
  EXPECT_EQ(cell("<w:shd w:val='clear' w:fill='203060'/>"), Visibility::kVisible);
  EXPECT_EQ(cell(""), Visibility::kUnknown) << "the table's style may shade it";
  const Document flagged = ReadDocxOf(Paragraph("x", white));
  EXPECT_TRUE(HasAnomaly(flagged, "white-text"));
}

TEST(DocxLooks, KnowsTheFillOfATextBox) {
  auto box = [](const std::string& fill) {
    return OnlyBlock(
               "<w:p><w:r><w:drawing><wp:anchor><wps:wsp><wps:spPr>" + fill +
               "<a:ln><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>" +
               Paragraph("x", "<w:color w:val='FFFFFF'/>") +
               "</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r></w:p>")
        .visibility;
  };
  EXPECT_EQ(box("<a:solidFill><a:srgbClr val='203864'/></a:solidFill>"), Visibility::kVisible);
  EXPECT_EQ(box("<a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>"), Visibility::kHidden);
  EXPECT_EQ(box("<a:blipFill/>"), Visibility::kUnknown);
}

TEST(DocxLooks, FlagsTinyText) {
  EXPECT_TRUE(HasAnomaly(ReadDocxOf(Paragraph("results vary", "<w:sz w:val='6'/>")), "tiny-text"));
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:sz w:val='6'/>")).visibility, Visibility::kVisible);
  EXPECT_EQ(OnlyBlock(Paragraph("x", "<w:sz w:val='2'/>")).visibility, Visibility::kHidden);
}

TEST(DocxLooks, CallsTextOfAHiddenShapeHidden) {
  const Document document = ReadDocxOf(
      "<w:p><w:r><w:drawing><wp:anchor><wp:docPr id='1' name='n' hidden='1'/><wps:txbx><w:txbxContent>" +
      Paragraph("ghost") + "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r></w:p>" + Paragraph("seen"));
  EXPECT_EQ(BlockWith(document, "ghost").visibility, Visibility::kHidden);
  EXPECT_EQ(BlockWith(document, "seen").visibility, Visibility::kVisible);
}

TEST(DocxLooks, PartsSmallPrintOfASentence) {
  const Document document =
      ReadDocxOf("<w:p>" + Words("Cells restore your knee. ", "<w:sz w:val='40'/>") +
                 Words("This has not been evaluated by the FDA.", "<w:sz w:val='10'/>") + "</w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("Cells restore your knee.", "This has not been evaluated by the FDA."));
  EXPECT_DOUBLE_EQ(document.blocks[0].style.font_size_pt, 20);
  EXPECT_DOUBLE_EQ(document.blocks[1].style.font_size_pt, 5);
}

}  // namespace
}  // namespace audit
