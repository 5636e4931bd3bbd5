#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/parsers/block_lookup.h"
#include "tests/parsers/docx/docx_of.h"

namespace audit {
namespace {

const FurtherPart kStyles = {
    "styles", "styles.xml",
    WordPart(
        "styles",
        "<w:style w:type='paragraph' w:styleId='Grey'><w:rPr><w:color w:val='777777'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Dark'><w:pPr><w:shd w:val='clear' w:fill='102040'/></w:pPr></w:style>"
        "<w:style w:type='table' w:styleId='Grid'><w:tblPr><w:tblBorders/></w:tblPr></w:style>"
        "<w:style w:type='table' w:styleId='Banded'><w:tblStylePr w:type='firstRow'><w:tcPr>"
        "<w:shd w:val='clear' w:fill='000000'/></w:tcPr></w:tblStylePr></w:style>"
        "<w:style w:type='table' w:styleId='Child'><w:basedOn w:val='Banded'/></w:style>")};

std::string LookIn(const Document& document) { return PaintOf(BlockWith(document, "words")); }
std::string Look(const std::string& body) { return LookIn(ReadDocxOf(body, {kStyles})); }

const std::string kGrey = "<w:color w:val='777777'/>";

std::string Cell(std::string_view content, std::string_view cell = "", std::string_view table = "") {
  return fmt::format("<w:tbl><w:tblPr>{}</w:tblPr><w:tr><w:tc><w:tcPr>{}</w:tcPr>{}</w:tc></w:tr></w:tbl>", table, cell,
                     content);
}

TEST(DocxColors, StandOnTheWhitePage) {
  EXPECT_EQ(Look(Paragraph("words", kGrey)), "#777777 on #ffffff");
  EXPECT_EQ(Look(Paragraph("words", "", "<w:pStyle w:val='Grey'/>")), "#777777 on #ffffff");
  EXPECT_EQ(Look(Paragraph("words")), "unknown") << "Word makes it to be seen";
  EXPECT_EQ(Look(Paragraph("words", "<w:color w:val='auto'/>", "<w:pStyle w:val='Grey'/>")), "unknown");
}

TEST(DocxColors, StandOnHighlightAndShadingOfTheRun) {
  EXPECT_EQ(Look(Paragraph("words", kGrey + "<w:highlight w:val='yellow'/>")), "#777777 on #ffff00");
  EXPECT_EQ(Look(Paragraph("words", kGrey + "<w:shd w:val='clear' w:fill='EEEEEE'/>")), "#777777 on #eeeeee");
  EXPECT_EQ(Look(Paragraph("words", kGrey + "<w:highlight w:val='yellow'/><w:shd w:val='clear' w:fill='EEEEEE'/>")),
            "#777777 on #ffff00")
      << "a highlight lies over shading";
  EXPECT_EQ(Look(Paragraph("words", kGrey + "<w:highlight w:val='none'/><w:shd w:val='clear' w:fill='EEEEEE'/>")),
            "#777777 on #eeeeee");
}

TEST(DocxColors, StandOnShadingOfTheParagraph) {
  EXPECT_EQ(Look(Paragraph("words", kGrey, "<w:shd w:val='clear' w:fill='EEEEEE'/>")), "#777777 on #eeeeee");
  EXPECT_EQ(Look(Paragraph("words", kGrey, "<w:pStyle w:val='Dark'/>")), "#777777 on #102040");
  EXPECT_EQ(Look(Paragraph("words", kGrey, "<w:pStyle w:val='Dark'/><w:shd w:val='clear' w:fill='auto'/>")),
            "#777777 on #ffffff")
      << "none of its own takes away the style's";
}

TEST(DocxColors, MixPatternsAndLeaveOthersUnknown) {
  const auto with = [](const std::string& shading) {
    return Look(Paragraph("words", kGrey, "<w:shd " + shading + "/>"));
  };
  EXPECT_EQ(with("w:val='solid' w:color='203040' w:fill='FFFFFF'"), "#777777 on #203040");
  EXPECT_EQ(with("w:val='pct25' w:color='auto' w:fill='auto'"), "#777777 on #bfbfbf");
  EXPECT_EQ(with("w:val='pct50' w:color='FF0000' w:fill='0000FF'"), "#777777 on #800080");
  EXPECT_EQ(with("w:val='diagStripe' w:color='FF0000' w:fill='0000FF'"), "unknown");
  EXPECT_EQ(with("w:val='clear' w:fill='EEEEEE' w:themeFill='accent1'"), "#777777 on #eeeeee") << "Word writes both";
  EXPECT_EQ(with("w:val='clear' w:fill='auto' w:themeFill='accent1'"), "unknown");
}

TEST(DocxColors, StandOnCellsAndTables) {
  const std::string words = Paragraph("words", kGrey);
  EXPECT_EQ(Look(Cell(words)), "#777777 on #ffffff");
  EXPECT_EQ(Look(Cell(words, "<w:shd w:val='clear' w:fill='EEEEEE'/>")), "#777777 on #eeeeee");
  EXPECT_EQ(Look(Cell(words, "", "<w:shd w:val='clear' w:fill='DDDDDD'/>")), "#777777 on #dddddd");
  EXPECT_EQ(Look(Cell(Cell(words), "<w:shd w:val='clear' w:fill='EEEEEE'/>")), "#777777 on #eeeeee");
  EXPECT_EQ(Look(Cell(words, "", "<w:tblStyle w:val='Grid'/>")), "#777777 on #ffffff");
  EXPECT_EQ(Look(Cell(words, "", "<w:tblStyle w:val='Banded'/>")), "unknown");
  EXPECT_EQ(Look(Cell(words, "", "<w:tblStyle w:val='Child'/>")), "unknown");
  EXPECT_EQ(Look(Cell(words, "<w:shd w:val='clear' w:fill='EEEEEE'/>", "<w:tblStyle w:val='Banded'/>")),
            "#777777 on #eeeeee");
  EXPECT_EQ(Look(Cell(Paragraph("words", "", "<w:pStyle w:val='Grey'/>"), "<w:shd w:val='clear' w:fill='EEEEEE'/>",
                      "<w:tblStyle w:val='Banded'/>")),
            "unknown")
      << "the table's style may give another colour";
  EXPECT_EQ(Look("<w:tbl><w:tr><w:tblPrEx><w:shd w:val='clear' w:fill='000000'/></w:tblPrEx><w:tc>" + words +
                 "</w:tc></w:tr></w:tbl>"),
            "unknown");
}

TEST(DocxColors, StandOnTheFillOfATextBox) {
  const auto box = [](const std::string& fill) {
    return Look("<w:p><w:r><w:drawing><wp:anchor><wps:wsp><wps:spPr>" + fill + "</wps:spPr><wps:txbx><w:txbxContent>" +
                Paragraph("words", kGrey) +
                "</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r></w:p>");
  };
  EXPECT_EQ(box("<a:solidFill><a:srgbClr val='EEEEEE'/></a:solidFill>"), "#777777 on #eeeeee");
  EXPECT_EQ(box("<a:solidFill><a:srgbClr val='EEEEEE'><a:alpha val='50000'/></a:srgbClr></a:solidFill>"), "unknown");
  EXPECT_EQ(box("<a:noFill/>"), "unknown");
  const auto vml = [](const std::string& fill) {
    return Look("<w:p><w:r><w:pict><v:rect fillcolor='#eeeeee'>" + fill + "<v:textbox><w:txbxContent>" +
                Paragraph("words", kGrey) + "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>");
  };
  EXPECT_EQ(vml(""), "#777777 on #eeeeee");
  EXPECT_EQ(vml("<v:fill type='gradient'/>"), "unknown");
}

TEST(DocxColors, AreUnknownOnThePageWhereADrawingLiesBehindTheText) {
  const std::string behind = "<w:p><w:r><w:drawing><wp:anchor behindDoc='1'/></w:drawing></w:r></w:p>";
  const std::string before = "<w:p><w:r><w:drawing><wp:anchor behindDoc='0'/></w:drawing></w:r></w:p>";
  EXPECT_EQ(Look(Paragraph("words", kGrey) + behind), "unknown");
  EXPECT_EQ(Look(Paragraph("words", kGrey) + before), "#777777 on #ffffff");
  EXPECT_EQ(Look(behind + Paragraph("words", kGrey, "<w:shd w:val='clear' w:fill='EEEEEE'/>")), "#777777 on #eeeeee");
  const FurtherPart watermark = {
      "header", "header1.xml",
      WordPart("hdr", "<w:p><w:r><w:pict><v:shape style='position:absolute;z-index:-251'/></w:pict></w:r></w:p>")};
  EXPECT_EQ(LookIn(ReadDocxOf(Paragraph("words", kGrey), {kStyles, watermark})), "unknown");
}

/// With this w:background and, unless "", these settings.
std::string LookOnPage(const std::string& background, const std::string& settings) {
  std::vector<FurtherPart> further = {kStyles};
  if (!settings.empty()) further.push_back({"settings", "settings.xml", WordPart("settings", settings)});
  std::vector<ZipEntry> parts = DocxParts("", further);
  parts[1].content = WordPart("document", background + "<w:body>" + Paragraph("words", kGrey) + "</w:body>");
  const ParseResult result = ParseDocx(ZipOf(parts), {});
  const auto* document = std::get_if<Document>(&result);
  return document == nullptr ? "not read" : LookIn(*document);
}

TEST(DocxColors, StandOnTheColourOfThePagesOnlyWhereItIsShown) {
  const std::string navy = "<w:background w:color='102040'/>";
  EXPECT_EQ(LookOnPage(navy, "<w:displayBackgroundShape/>"), "#777777 on #102040");
  EXPECT_EQ(LookOnPage(navy, "<w:displayBackgroundShape w:val='0'/>"), "#777777 on #ffffff");
  EXPECT_EQ(LookOnPage(navy, "<w:zoom/>"), "#777777 on #ffffff");
  EXPECT_EQ(LookOnPage(navy, ""), "#777777 on #ffffff");
  EXPECT_EQ(LookOnPage("<w:background w:themeColor='accent1'/>", "<w:displayBackgroundShape/>"), "unknown");
  EXPECT_EQ(
      LookOnPage("<w:background w:color='102040'><v:background><v:fill type='frame'/></v:background></w:background>",
                 "<w:displayBackgroundShape/>"),
      "unknown");
}

TEST(DocxColors, AreGivenOnlyWhenTheyAreTheSameForTheWholeBlock) {
  const auto both = [](const std::string& second) {
    const Document document = ReadDocxOf("<w:p>" + Words("words ", kGrey) + Words("and", second) + "</w:p>");
    return BlockWith(document, "words and").style.ground.has_value();
  };
  EXPECT_TRUE(both(kGrey + "<w:b/>"));
  EXPECT_FALSE(both("<w:color w:val='000000'/>"));
  EXPECT_FALSE(both(""));
}

TEST(DocxColors, OfAHighlightOverShadingDecideWhatIsHidden) {
  const Document document = ReadDocxOf(Paragraph(
      "words", "<w:color w:val='FFFFFF'/><w:highlight w:val='darkBlue'/><w:shd w:val='clear' w:fill='FFFFFF'/>"));
  EXPECT_EQ(BlockWith(document, "words").visibility, Visibility::kVisible);
}

}  // namespace
}  // namespace audit
