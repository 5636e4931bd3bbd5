#include "parsers/pdf/pdf_parser.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/support/document_checks.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<std::string> kProse = {"Exosomes are released by many kinds of cells and have",
                                         "been studied for years in the laboratory, in animals and",
                                         "in a few small trials with patients of several clinics."};

TEST(PdfParser, RecognizesTheSignatureWithinTheFirstKilobyte) {
  EXPECT_TRUE(RecognizesPdf("%PDF-1.4\n", ""));
  EXPECT_TRUE(RecognizesPdf(std::string(1000, ' ') + "%PDF-1.4\n", ""));
  EXPECT_FALSE(RecognizesPdf(std::string(1020, ' ') + "%PDF-1.4\n", ""));
  EXPECT_FALSE(RecognizesPdf("<html>", "brochure.pdf"));
}

TEST(PdfParser, JoinsTheLinesOfAParagraph) {
  const Document document = ParsedPdf(PdfPageText().Lines(72, 100, 11, 14, kProse));
  EXPECT_THAT(PdfTextsOf(document),
              ElementsAre("Exosomes are released by many kinds of cells and have been studied for years in the "
                          "laboratory, in animals and in a few small trials with patients of several clinics."));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::kParagraph);
  EXPECT_EQ(document.blocks[0].visibility, Visibility::kVisible);
  EXPECT_EQ(document.blocks[0].where.page, 1);
  EXPECT_EQ(BrokenPromise(document), "");
}

TEST(PdfParser, LinesOfABlockHaveTheirSpanAndTheirBox) {
  const Document document = ParsedPdf(PdfPageText().Lines(72, 100, 11, 14, kProse));
  ASSERT_EQ(document.blocks.size(), 1u);
  const auto& lines = document.blocks[0].lines;
  ASSERT_EQ(lines.size(), 3u);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(document.text.substr(lines[i].text.begin, lines[i].text.end - lines[i].text.begin), kProse[i]);
    const double baseline = 100 + 14 * static_cast<double>(i);
    EXPECT_NEAR(lines[i].box.left, 72, 1);
    EXPECT_LT(lines[i].box.top, baseline);
    EXPECT_GT(lines[i].box.top, baseline - 12);
    EXPECT_GE(lines[i].box.bottom, baseline);
    EXPECT_LT(lines[i].box.bottom, baseline + 5);
    EXPECT_EQ(lines[i].page, 1);
  }
}

TEST(PdfParser, ReadsTwoColumnsOneAfterTheOther) {
  PdfPageText page;
  page.Text(72, 80, 20, "A title across both columns of the page");
  page.Lines(72, 120, 11, 14,
             {"The left column begins here and", "goes on for a number of lines", "until it ends with a stop."});
  page.Lines(320, 120, 11, 14,
             {"The right column begins later", "and has its own sentence that", "ends with a stop as well."});
  page.Text(72, 220, 11, "Below both columns stands a line that is as wide as the whole page is.");
  EXPECT_THAT(PdfTextsOf(ParsedPdf(page)),
              ElementsAre("A title across both columns of the page",
                          "The left column begins here and goes on for a number of lines until it ends with a stop.",
                          "The right column begins later and has its own sentence that ends with a stop as well.",
                          "Below both columns stands a line that is as wide as the whole page is."));
}

TEST(PdfParser, JoinsASentenceThatRunsIntoTheNextColumn) {
  PdfPageText page;
  page.Lines(72, 120, 11, 14,
             {"The left column begins here and", "its last sentence is not yet over", "when the column comes to an"});
  page.Lines(320, 120, 11, 14,
             {"end. The right column goes on", "with more words of its own and", "ends with a stop as well."});
  const Document document = ParsedPdf(page);
  EXPECT_THAT(document.text, HasSubstr("when the column comes to an end. The right column"));
}

TEST(PdfParser, JoinsASentenceThatRunsOverThePage) {
  PdfPageText first;
  first.Lines(72, 600, 11, 14,
              {"This paragraph stands at the very end of the first page and",
               "its last sentence is not yet over when the page comes to an"});
  PdfPageText second;
  second.Lines(72, 100, 11, 14,
               {"end, because it goes on here for another line or two of text,", "and only then does it stop."});
  const Document document = ParsedPdf(PdfOf({first, second}));
  ASSERT_THAT(document.blocks, testing::SizeIs(1));
  EXPECT_THAT(document.text, HasSubstr("comes to an end, because"));
  EXPECT_EQ(document.blocks[0].where.page, 1);
  ASSERT_EQ(document.blocks[0].lines.size(), 4u);
  EXPECT_EQ(document.blocks[0].lines[3].page, 2);
}

TEST(PdfParser, TellsFontSizeWeightAndColor) {
  PdfPageText page;
  page.Color(0.8, 0, 0).Text(72, 100, 23.5, "Large red words", "F2");
  page.Color(0, 0, 0).Lines(72, 160, 9, 12, kProse);
  const Document document = ParsedPdf(page);
  const Block large = PdfBlockWith(document, "Large red words");
  EXPECT_NEAR(large.style.font_size_pt, 23.5, 0.5);
  EXPECT_TRUE(large.style.bold);
  EXPECT_EQ(large.style.color, (Rgb{204, 0, 0}));
  const Block small = PdfBlockWith(document, "Exosomes are");
  EXPECT_NEAR(small.style.font_size_pt, 9, 0.5);
  EXPECT_FALSE(small.style.bold);
}

TEST(PdfParser, SmallPrintIsABlockOfItsOwn) {
  PdfPageText page;
  page.Lines(72, 100, 12, 14, {"Our therapy helps everybody who comes to us"});
  page.Lines(72, 110, 6, 7, {"Results vary. Not evaluated by the authority."});
  const Document document = ParsedPdf(page);
  EXPECT_THAT(PdfTextsOf(document), ElementsAre("Our therapy helps everybody who comes to us",
                                                "Results vary. Not evaluated by the authority."));
  EXPECT_NEAR(PdfBlockWith(document, "Results vary").style.font_size_pt, 6, 0.5);
}

TEST(PdfParser, FindsHeadingsAndTheirLevels) {
  PdfPageText page;
  page.Text(72, 80, 26, "A guide to our clinic");
  page.Text(72, 130, 16, "What we offer").Lines(72, 155, 11, 14, kProse);
  page.Text(72, 230, 11, "Safety", "F2").Lines(72, 245, 11, 14, kProse);
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "A guide").kind, BlockKind::kHeading);
  EXPECT_EQ(PdfBlockWith(document, "A guide").heading_level, 1);
  EXPECT_EQ(PdfBlockWith(document, "What we offer").heading_level, 2);
  EXPECT_EQ(PdfBlockWith(document, "Safety").heading_level, 3);
  EXPECT_EQ(PdfBlockWith(document, "Exosomes").kind, BlockKind::kParagraph);
}

TEST(PdfParser, FindsListItemsByLabelAndByDrawnBullet) {
  PdfPageText page;
  page.Lines(72, 80, 11, 14, kProse);
  page.Text(80, 140, 11, "\\225 Less pain for most people who come to us");
  page.Text(80, 155, 11, "2. More movement in the knee");
  page.Fill(82, 165, 85, 168).Text(92, 170, 11, "Better sleep at night");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfTextOf(document, PdfBlockWith(document, "Less pain")), "Less pain for most people who come to us");
  EXPECT_EQ(PdfBlockWith(document, "Less pain").kind, BlockKind::kListItem);
  EXPECT_EQ(PdfTextOf(document, PdfBlockWith(document, "More movement")), "2. More movement in the knee");
  EXPECT_EQ(PdfBlockWith(document, "More movement").kind, BlockKind::kListItem);
  EXPECT_EQ(PdfBlockWith(document, "Better sleep").kind, BlockKind::kListItem);
}

TEST(PdfParser, FillsInRowsAndColumnsOfATableWithRules) {
  PdfPageText page;
  page.Lines(72, 60, 11, 14, kProse);
  for (const double y : {120.0, 140.0, 160.0, 180.0})
    page.Rule(72, y, 400, y);
  for (const double x : {72.0, 220.0, 400.0})
    page.Rule(x, 120, x, 180);
  page.Text(76, 134, 10, "Therapy").Text(224, 134, 10, "Effect");
  page.Text(76, 154, 10, "Exosomes").Text(224, 154, 10, "May support the skin");
  page.Text(76, 174, 10, "Peptides").Text(224, 174, 10, "May support sleep");
  const Document document = ParsedPdf(page);
  const Block cell = PdfBlockWith(document, "May support the skin");
  EXPECT_EQ(cell.kind, BlockKind::kTableCell);
  EXPECT_EQ(cell.table, 1);
  EXPECT_EQ(cell.row, 2);
  EXPECT_EQ(cell.column, 2);
  EXPECT_EQ(PdfBlockWith(document, "Peptides").row, 3);
  EXPECT_EQ(PdfBlockWith(document, "Peptides").column, 1);
  EXPECT_EQ(PdfBlockWith(document, "Exosomes are released").kind, BlockKind::kParagraph);
}

TEST(PdfParser, FindsAPriceListWithoutRulesButNotProseInColumns) {
  PdfPageText prices;
  double y = 100;
  for (const char* name : {"Consultation", "One knee", "Both knees", "Follow-up"}) {
    prices.Text(72, y, 10, name).Text(300, y, 10, "$1,250");
    y += 20;
  }
  const Document document = ParsedPdf(prices);
  EXPECT_EQ(PdfBlockWith(document, "Both knees").kind, BlockKind::kTableCell);
  EXPECT_EQ(PdfBlockWith(document, "Both knees").row, 3);

  PdfPageText cards;
  cards.Lines(72, 100, 10, 12, {"Wakes up your own", "collagen and makes", "the skin glow again"});
  cards.Lines(250, 100, 10, 12, {"Calms the joints", "and lets you walk", "without any pain"});
  EXPECT_THAT(PdfTextsOf(ParsedPdf(cards)), ElementsAre("Wakes up your own collagen and makes the skin glow again",
                                                        "Calms the joints and lets you walk without any pain"));
}

TEST(PdfParser, LabelsRunningHeadersAndFooters) {
  std::vector<PdfPageText> pages(3);
  for (int i = 0; i < 3; ++i) {
    pages[i].Text(72, 40, 9, "Harbor Clinic").Lines(72, 120, 11, 14, kProse);
    pages[i].Text(72, 760, 9, fmt::format("For physicians only, page {}", i + 1));
  }
  const Document document = ParsedPdf(PdfOf(pages));
  int headers = 0;
  int footers = 0;
  for (const Block& block : document.blocks) {
    headers += block.kind == BlockKind::kHeader ? 1 : 0;
    footers += block.kind == BlockKind::kFooter ? 1 : 0;
  }
  EXPECT_EQ(headers, 3);
  EXPECT_EQ(footers, 3);
}

TEST(PdfParser, FindsFootnotesAndCaptions) {
  PdfPageText page;
  page.Lines(72, 100, 11, 14, kProse);
  page.Text(72, 300, 9, "Figure 2. Particles under the microscope");
  page.Text(72, 720, 8, "* Based on a survey of nine people.");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "Figure 2").kind, BlockKind::kCaption);
  EXPECT_EQ(PdfBlockWith(document, "Based on a survey").kind, BlockKind::kFootnote);
}

TEST(PdfParser, PutsWordsBrokenAtTheEndOfALineTogether) {
  PdfPageText page;
  page.Lines(72, 100, 11, 14,
             {"The regulation of such products is strict, and each regu-", "lation names the long-",
              "term effects of an FDA-", "approved product."});
  EXPECT_THAT(ParsedPdf(page).text,
              HasSubstr("each regulation names the long-term effects of an FDA-approved product"));
}

TEST(PdfParser, TakesLigaturesApartAndKeepsSuperscripts) {
  PdfPageText page;
  page.Raw("/F1 11 Tf BT 72 700 Td (Proven in nine trials) Tj 5 Ts /F1 7 Tf (12) Tj 0 Ts /F1 11 Tf ( so far) Tj ET");
  EXPECT_THAT(ParsedPdf(page).text, HasSubstr("Proven in nine trials12 so far"));
}

TEST(PdfParser, TextDrawnTwiceIsReadOnce) {
  PdfPageText page;
  page.Color(0.6, 0.6, 0.6).Text(73.5, 101.5, 24, "Feel young again");
  page.Color(0, 0, 0).Text(72, 100, 24, "Feel young again");
  page.Text(72, 200, 11, "Fake bold words").Text(72.3, 200, 11, "Fake bold words");
  EXPECT_THAT(PdfTextsOf(ParsedPdf(page)), ElementsAre("Feel young again", "Fake bold words"));
}

TEST(PdfParser, KeepsTheWordsOfSlantedStamps) {
  PdfPageText page;
  page.Lines(72, 100, 11, 14, kProse);
  page.Raw("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 400 Tm (FDA APPROVED) Tj ET");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfTextOf(document, PdfBlockWith(document, "APPROVED")), "FDA APPROVED");
  EXPECT_EQ(PdfTextOf(document, PdfBlockWith(document, "Exosomes")).find("FDA"), std::string::npos);
}

TEST(PdfParser, ReadsMetadataAndPageCount) {
  const Document document = ParsedPdf(PdfOf({PdfPageText().Text(72, 100, 11, "Words")},
                                            "/Title (Our clinic) /Author (Harbor \\(Clinic\\)) /Producer (test)"));
  EXPECT_EQ(document.metadata.at("title"), "Our clinic");
  EXPECT_EQ(document.metadata.at("author"), "Harbor (Clinic)");
  EXPECT_EQ(document.metadata.at("producer"), "test");
  EXPECT_EQ(document.metadata.at("pages"), "1");
}

TEST(PdfParser, ReadsCommentsAndLinks) {
  PdfPageText page;
  page.Text(72, 100, 11, "Words");
  page.Entry(
      "/Annots [<< /Type /Annot /Subtype /Text /Rect [100 600 120 620] /Contents (Ask the lawyer) >> "
      "<< /Type /Annot /Subtype /Link /Rect [72 690 120 700] /A << /S /URI /URI (https://clinic.example/) >> >>]");
  const Document document = ParsedPdf(page);
  const Block comment = PdfBlockWith(document, "Ask the lawyer");
  EXPECT_EQ(comment.kind, BlockKind::kComment);
  ASSERT_TRUE(comment.where.box.has_value());
  EXPECT_NEAR(comment.where.box->top, 792 - 620, 1);
  EXPECT_EQ(document.metadata.at("links"), "https://clinic.example/");
}

TEST(PdfParser, OpenCorpusGivesADocumentOrAReason) {
  const char* corpus = std::getenv("AUDIT_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "AUDIT_CORPUS does not name the folder of open documents";
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(corpus) / "pdf")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".pdf" || name.find("bomb") != std::string::npos) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const ParseResult result = ParseDocument(bytes, name, {});
    EXPECT_EQ(BrokenPromise(result), "") << name;
    ++read;
  }
  EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace audit
