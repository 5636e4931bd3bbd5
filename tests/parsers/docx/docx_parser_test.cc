#include "parsers/docx/docx_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/parsers/block_lookup.h"
#include "tests/parsers/docx/docx_of.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string TextBox(std::string_view paragraphs, std::string_view shape = "") {
  return "<wp:anchor><wp:docPr id='1' name='Box'/><a:graphic><a:graphicData><wps:wsp>" + std::string(shape) +
         "<wps:txbx><w:txbxContent>" + std::string(paragraphs) +
         "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>";
}

TEST(DocxParser, ReadsParagraphsWithTheirNumbers) {
  const Document document = ReadDocxOf(Paragraph("First.") + "<w:p/>" + Paragraph("Third."));
  EXPECT_EQ(document.text, "First.\nThird.");
  EXPECT_EQ(BlockWith(document, "Third.").where.paragraph, 3);
  EXPECT_EQ(BlockWith(document, "Third.").visibility, Visibility::kVisible);
  EXPECT_TRUE(document.coverage.IsComplete());
}

TEST(DocxParser, JoinsRunsWithoutTrimmingThem) {
  EXPECT_THAT(
      Texts(ReadDocxOf("<w:p>" + Words("not ") + Words("FDA") + Words("-app") + Words("roved", "<w:b/>") + "</w:p>")),
      ElementsAre("not FDA-approved"));
}

TEST(DocxParser, KnowsHeadingsByStyleNameAndOutlineLevel) {
  const FurtherPart styles = {
      "styles", "styles.xml",
      WordPart("styles",
               "<w:style w:type='paragraph' w:styleId='Titre1'><w:name w:val='heading 1'/></w:style>"
               "<w:style w:type='paragraph' w:styleId='Mine'><w:basedOn w:val='Titre1'/></w:style>"
               "<w:style w:type='paragraph' w:styleId='Out'><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>"
               "<w:style w:type='paragraph' w:styleId='Cap'><w:name w:val='caption'/></w:style>")};
  const Document document = ReadDocxOf(
      Paragraph("one", "", "<w:pStyle w:val='Titre1'/>") + Paragraph("mine", "", "<w:pStyle w:val='Mine'/>") +
          Paragraph("three", "", "<w:pStyle w:val='Out'/>") + Paragraph("two", "", "<w:outlineLvl w:val='1'/>") +
          Paragraph("body", "", "<w:pStyle w:val='Titre1'/><w:outlineLvl w:val='9'/>") +
          Paragraph("Figure 1", "", "<w:pStyle w:val='Cap'/>"),
      {styles});
  EXPECT_EQ(BlockWith(document, "one").heading_level, 1);
  EXPECT_EQ(BlockWith(document, "mine").heading_level, 1);
  EXPECT_EQ(BlockWith(document, "three").heading_level, 3);
  EXPECT_EQ(BlockWith(document, "two").heading_level, 2);
  EXPECT_EQ(BlockWith(document, "body").kind, BlockKind::kParagraph);
  EXPECT_EQ(BlockWith(document, "Figure 1").kind, BlockKind::kCaption);
}

TEST(DocxParser, KeepsNumberingOutOfTheSentence) {
  const FurtherPart styles = {"styles", "styles.xml",
                              WordPart("styles",
                                       "<w:style w:type='paragraph' w:styleId='LB'><w:pPr><w:numPr><w:numId "
                                       "w:val='3'/></w:numPr></w:pPr></w:style>")};
  const Document document =
      ReadDocxOf(Paragraph("direct", "", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>") +
                     Paragraph("styled", "", "<w:pStyle w:val='LB'/>") +
                     Paragraph("taken back", "", "<w:pStyle w:val='LB'/><w:numPr><w:numId w:val='0'/></w:numPr>"),
                 {styles});
  EXPECT_THAT(TextsOfKind(document, BlockKind::kListItem), ElementsAre("direct", "styled"));
  EXPECT_EQ(BlockWith(document, "taken back").kind, BlockKind::kParagraph);
}

TEST(DocxParser, NumbersCellsOfNestedAndMergedTables) {
  const Document document =
      ReadDocxOf("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + Paragraph("wide") + "</w:tc><w:tc>" +
                 Paragraph("third") + "</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>" +
                 Paragraph("second") + "<w:tbl><w:tr><w:tc>" + Paragraph("inner") +
                 "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>" + Paragraph("after"));
  auto at = [&](const char* text) {
    const Block block = BlockWith(document, text);
    return std::vector<int>{block.table, block.row, block.column};
  };
  EXPECT_THAT(at("wide"), ElementsAre(1, 1, 1));
  EXPECT_THAT(at("third"), ElementsAre(1, 1, 3));
  EXPECT_THAT(at("second"), ElementsAre(1, 2, 2));
  EXPECT_THAT(at("inner"), ElementsAre(2, 1, 1));
  EXPECT_THAT(at("after"), ElementsAre(0, 0, 0));
  EXPECT_EQ(BlockWith(document, "inner").kind, BlockKind::kTableCell);
}

TEST(DocxParser, ReadsATextBoxOnceAfterItsParagraph) {
  const std::string box = TextBox(Paragraph("In the box."));
  const Document document = ReadDocxOf(
      "<w:p>" + Words("Before ") + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box +
      "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>" + Paragraph("In the box.") +
      "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + Words("after.") +
      "</w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("Before after.", "In the box."));
}

TEST(DocxParser, TakesTheFirstAlternativeThatItUnderstands) {
  const Document document = ReadDocxOf(
      "<w:p><mc:AlternateContent><mc:Choice Requires='wps later'>" + Words("later") +
      "</mc:Choice><mc:Choice Requires='wps'>" + Words("known") + "</mc:Choice><mc:Choice Requires='a'>" +
      Words("second") + "</mc:Choice><mc:Fallback>" + Words("old") +
      "</mc:Fallback></mc:AlternateContent><mc:AlternateContent><mc:Choice Requires='later'>" + Words("later") +
      "</mc:Choice><mc:Fallback>" + Words(" fallback") + "</mc:Fallback></mc:AlternateContent></w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("known fallback"));
}

TEST(DocxParser, ReadsVmlBoxesAndWordArt) {
  const Document document =
      ReadDocxOf("<w:p><w:r><w:pict><v:shape alt='Seal'><v:textbox><w:txbxContent>" + Paragraph("Old box.") +
                 "</w:txbxContent></v:textbox></v:shape><v:shape><v:textpath string='FDA &amp; CE'/>"
                 "</v:shape></w:pict></w:r></w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("Seal", "Old box.", "FDA & CE"));
  EXPECT_EQ(BlockWith(document, "Seal").kind, BlockKind::kAltText);
  EXPECT_EQ(BlockWith(document, "FDA & CE").kind, BlockKind::kParagraph);
}

TEST(DocxParser, KeepsInsertionsAndSetsDeletionsApart) {
  const Document document =
      ReadDocxOf("<w:p>" + Words("It is ") + "<w:del><w:r><w:delText>FDA approved</w:delText></w:r></w:del><w:ins>" +
                 Words("unapproved") + "</w:ins>.</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:moveFrom>" +
                 Words("Moved.") + "</w:moveFrom></w:p><w:p><w:moveTo>" + Words("Moved here.") +
                 "</w:moveTo></w:p><w:p>" + Words("struck", "<w:strike/>") + "</w:p>");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kParagraph), ElementsAre("It is unapproved", "Moved here."));
  EXPECT_THAT(TextsOfKind(document, BlockKind::kDeletedText), ElementsAre("FDA approved", "Moved.", "struck"));
}

TEST(DocxParser, ReadsContentControlsAndMarksPlaceholders) {
  const Document document =
      ReadDocxOf("<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>" + Paragraph("Filled in.") +
                 "</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" +
                 Paragraph("Click here.") + "</w:sdtContent></w:sdt>");
  EXPECT_THAT(Texts(document), ElementsAre("Filled in.", "Click here."));
  EXPECT_EQ(BlockWith(document, "Filled in.").visibility, Visibility::kVisible);
  ASSERT_EQ(document.anomalies.size(), 1u);
  EXPECT_EQ(document.anomalies[0].name, "placeholder-text");
  EXPECT_EQ(document.anomalies[0].where.paragraph, 2);
}

TEST(DocxParser, ReadsTheResultOfAFieldNotItsInstruction) {
  const std::string begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>";
  const std::string separate = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
  const Document document =
      ReadDocxOf("<w:p>" + Words("See ") + begin + "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + separate +
                 Words("our page") + end + "<w:fldSimple w:instr='PAGE'>" + Words(" 7") + "</w:fldSimple></w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("See our page 7"));
}

TEST(DocxParser, DoesNotLetAnUnclosedFieldHideTheRest) {
  const Document document = ReadDocxOf("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>" + Words("odd") + "</w:p>" +
                                       Paragraph("The rest."));
  EXPECT_EQ(BlockWith(document, "The rest.").visibility, Visibility::kVisible);
  EXPECT_EQ(BlockWith(document, "odd").visibility, Visibility::kHidden);
}

TEST(DocxParser, ReadsSymbolsHyphensTabsAndBreaks) {
  const Document document = ReadDocxOf(
      "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:tab/>"
      "<w:t>FDA</w:t><w:noBreakHyphen/><w:t>ap</w:t><w:softHyphen/><w:t>proved</w:t><w:br/><w:t>next</w:t>"
      "<w:sym w:font='Symbol' w:char='F0E4'/><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Webdings' "
      "w:char='F041'/></w:r></w:p>");
  EXPECT_THAT(Texts(document), ElementsAre("✓ FDA\u2011ap\u00ADproved next™α\uFFFD"));
}

TEST(DocxParser, LeavesOutReadingAidsAndSectionProperties) {
  const Document document = ReadDocxOf("<w:p><w:ruby><w:rt>" + Words("wài") + "</w:rt><w:rubyBase>" + Words("外") +
                                       "</w:rubyBase></w:ruby></w:p><w:sectPr><w:p/></w:sectPr>");
  EXPECT_THAT(Texts(document), ElementsAre("外"));
}

TEST(DocxParser, ReadsFormulas) {
  EXPECT_THAT(
      Texts(ReadDocxOf("<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
                       "</m:f></m:oMath></w:p>")),
      ElementsAre("1/2"));
}

TEST(DocxParser, ReadsAlternativeTextsOnce) {
  const Document document = ReadDocxOf(
      "<w:p>" + Words("Picture:") +
      "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='CE &amp; FDA "
      "seal'/><a:graphic><a:graphicData><pic:pic>"
      "<pic:nvPicPr><pic:cNvPr id='1' name='x' descr='CE &amp; FDA "
      "seal'/></pic:nvPicPr><a:blip/></pic:pic></a:graphicData></a:graphic>"
      "</wp:inline></w:drawing></w:r></w:p><w:tbl><w:tblPr><w:tblCaption w:val='Prices'/></w:tblPr></w:tbl>");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kAltText), ElementsAre("CE & FDA seal", "Prices"));
}

TEST(DocxParser, ReadsEveryStory) {
  auto notes = [](const char* name, const char* text) {
    return std::string("<w:") + name + " w:type='separator'>" + Paragraph("line") + "</w:" + name + "><w:" + name +
           " w:id='1'>" + Paragraph(text) + "</w:" + name + ">";
  };
  const Document document =
      ReadDocxOf(Paragraph("Body."),
                 {{"header", "h.xml", WordPart("hdr", Paragraph("Head."))},
                  {"header", "h2.xml", WordPart("hdr", Paragraph("Head."))},
                  {"footer", "f.xml", WordPart("ftr", Paragraph("Foot."))},
                  {"footnotes", "fn.xml", WordPart("footnotes", notes("footnote", "Note."))},
                  {"endnotes", "en.xml", WordPart("endnotes", notes("endnote", "End."))},
                  {"comments", "c.xml", WordPart("comments", "<w:comment>" + Paragraph("Why?") + "</w:comment>")},
                  {"glossaryDocument", "g.xml", WordPart("glossaryDocument", Paragraph("Building block."))}});
  EXPECT_THAT(Texts(document), ElementsAre("Body.", "Head.", "Foot.", "Note.", "End.", "Why?"));
  EXPECT_EQ(BlockWith(document, "Head.").kind, BlockKind::kHeader);
  EXPECT_EQ(BlockWith(document, "Foot.").kind, BlockKind::kFooter);
  EXPECT_EQ(BlockWith(document, "Note.").kind, BlockKind::kFootnote);
  EXPECT_EQ(BlockWith(document, "End.").where.part, "endnotes");
  EXPECT_EQ(BlockWith(document, "Why?").kind, BlockKind::kComment);
}

TEST(DocxParser, ReadsChartsAndSmartArt) {
  const std::string chart = "<c:chartSpace" + std::string(kNamespaces) +
                            "><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:rPr "
                            "sz='1400'/><a:t>Relief</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:cat>"
                            "<c:strRef><c:f>Sheet1!A1</c:f><c:strCache><c:pt><c:v>Week 1</c:v></c:pt><c:pt><c:v>Week "
                            "2</c:v></c:pt></c:strCache></c:strRef></c:cat>"
                            "<c:val><c:numRef><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>80</c:v></"
                            "c:pt><c:pt><c:v>95</c:v></c:pt></c:numCache>"
                            "</c:numRef></c:val></c:ser><c:ser><c:cat><c:strRef><c:strCache><c:pt><c:v>Week "
                            "1</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser>"
                            "</c:chart></c:chartSpace>";
  const std::string data = "<dgm:dataModel" + std::string(kNamespaces) +
                           "><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>Step "
                           "one</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>";
  const Document document = ReadDocxOf(
      "<w:p><w:r><w:drawing><wp:inline><c:chart r:id='r1'/><dgm:relIds r:dm='r2'/></wp:inline></w:drawing></w:r></w:p>",
      {{"chart", "chart1.xml", chart}, {"diagramData", "data1.xml", data}});
  EXPECT_THAT(Texts(document), ElementsAre("Relief", "Week 1", "Week 2", "80 95", "Step one"));
  EXPECT_EQ(BlockWith(document, "Relief").where.part, "chart");
  EXPECT_DOUBLE_EQ(BlockWith(document, "Relief").style.font_size_pt, 14);
  EXPECT_EQ(BlockWith(document, "Step one").where.part, "diagram");
}

TEST(DocxParser, ReadsEmbeddedDocumentsWhereTheyStand) {
  const std::string archive =
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B42\"\r\n\r\n--B42\r\nContent-Type: "
      "text/html\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>From an arch=\r\nive: 5=C2=B0</p>\r\n--B42--\r\n";
  const Document document =
      ReadDocxOf(Paragraph("Before.") + "<w:altChunk r:id='r1'/><w:altChunk r:id='r2'/><w:altChunk r:id='r3'/>" +
                     Paragraph("After."),
                 {{"aFChunk", "a.htm", "<html><title>t</title><h2>From a page</h2></html>"},
                  {"aFChunk", "a.mht", archive},
                  {"aFChunk", "a.docx", DocxOf(Paragraph("From a document"))}});
  EXPECT_THAT(Texts(document),
              ElementsAre("Before.", "From a page", "From an archive: 5°", "From a document", "After."));
  EXPECT_EQ(BlockWith(document, "From a page").kind, BlockKind::kHeading);
  EXPECT_EQ(BlockWith(document, "From a page").where.part, "embedded");
  EXPECT_TRUE(document.coverage.IsComplete());
}

TEST(DocxParser, CallsADocumentWithAnUnreadEmbeddedDocumentIncomplete) {
  const Document document =
      ReadDocxOf(Paragraph("Words.") + "<w:altChunk r:id='r1'/>", {{"aFChunk", "a.rtf", "{\\rtf1 cured}"}});
  EXPECT_FALSE(document.coverage.IsComplete());
}

TEST(DocxParser, ReadsStrictFiles) {
  std::vector<ZipEntry> parts =
      DocxParts(Paragraph("Strict."), {{"header", "h.xml", WordPart("hdr", Paragraph("Head."))}});
  auto replace = [](std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
      text.replace(at, from.size(), to);
  };
  for (ZipEntry& part : parts) {
    replace(part.content, "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main");
    replace(part.content, "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships");
  }
  EXPECT_THAT(Texts(std::get<Document>(ParseDocx(ZipOf(parts), {}))), ElementsAre("Strict.", "Head."));
}

TEST(DocxParser, FindsTheMainPartByRelationship) {
  const std::string zip = ZipOf({{"_rels/.rels", RelationshipsPart({{"officeDocument", "/content/main.xml"}})},
                                 {"word/document.xml", BodyPart(Paragraph("Decoy."))},
                                 {"content/main.xml", BodyPart(Paragraph("Real."))}});
  EXPECT_THAT(Texts(std::get<Document>(ParseDocx(zip, {}))), ElementsAre("Real."));
}

TEST(DocxParser, ReadsMetadata) {
  std::vector<ZipEntry> parts = DocxParts(Paragraph("Body."));
  parts[0].content =
      "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/>"
      "<Relationship Id='b' Type='x/metadata/core-properties' Target='docProps/core.xml'/></Relationships>";
  parts.push_back(
      {"docProps/core.xml",
       "<cp:p xmlns:cp='u:cp' xmlns:dc='u:dc'><dc:title>Miracle cure</dc:title><dc:creator>Ann</dc:creator></cp:p>"});
  const Document document = std::get<Document>(ParseDocx(ZipOf(parts), {}));
  EXPECT_EQ(document.metadata.at("title"), "Miracle cure");
  EXPECT_EQ(document.metadata.at("author"), "Ann");
  EXPECT_THAT(TextsOfKind(document, BlockKind::kMetadata), ElementsAre("Miracle cure"));
}

TEST(DocxParser, CallsADocumentOfPicturesUnread) {
  EXPECT_EQ(ReadDocxOf("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>").coverage.pages_without_text, 1);
  const Document empty = ReadDocxOf("<w:p/>");
  EXPECT_TRUE(empty.coverage.IsComplete());
  EXPECT_THAT(empty.blocks, IsEmpty());
}

}  // namespace
}  // namespace audit
