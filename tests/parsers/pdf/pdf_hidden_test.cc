#include <string>

#include "tests/parsers/pdf/pdf_checks.h"

namespace audit {
namespace {

const char kBody[] = "Words that everybody who opens the page can see";

void ExpectHidden(const Document& document, std::string_view words) {
  EXPECT_EQ(PdfBlockWith(document, words).visibility, Visibility::kHidden);
  EXPECT_EQ(PdfBlockWith(document, kBody).visibility, Visibility::kVisible);
  ASSERT_EQ(CountPdfAnomalies(document, "hidden-text"), 1);
  EXPECT_NE(document.anomalies[0].detail.find(words), std::string::npos);
  EXPECT_EQ(document.anomalies[0].where.page, 1);
}

TEST(PdfHiddenText, WithoutInk) {
  ExpectHidden(ParsedPdf(PdfPageText().Text(72, 100, 11, kBody).RenderMode(3).Text(72, 200, 11, "cures cancer")),
               "cures cancer");
}

TEST(PdfHiddenText, WhiteOnWhite) {
  ExpectHidden(ParsedPdf(PdfPageText().Text(72, 100, 11, kBody).Color(1, 1, 1).Text(72, 200, 11, "cures cancer")),
               "cures cancer");
}

TEST(PdfHiddenText, InTheMiddleOfAVisibleLine) {
  PdfPageText page;
  page.Text(72, 100, 11, kBody).Color(1, 1, 1).Text(310, 100, 11, "not at all").Color(0, 0, 0);
  const Document document = ParsedPdf(page);
  ExpectHidden(document, "not at all");
  EXPECT_EQ(PdfTextOf(document, PdfBlockWith(document, kBody)), kBody);
}

TEST(PdfHiddenText, DarkOnADarkBox) {
  PdfPageText page;
  page.Text(72, 100, 11, kBody).Color(0.1, 0.1, 0.3).Fill(60, 180, 300, 220).Text(72, 200, 11, "results vary");
  ExpectHidden(ParsedPdf(page), "results vary");
}

TEST(PdfHiddenText, PaintedOver) {
  PdfPageText page;
  page.Text(72, 100, 11, kBody).Text(72, 200, 11, "results vary").Color(0, 0.5, 0).Fill(60, 180, 300, 220);
  ExpectHidden(ParsedPdf(page), "results vary");
}

TEST(PdfHiddenText, TinyLetters) {
  ExpectHidden(ParsedPdf(PdfPageText().Text(72, 100, 11, kBody).Text(72, 200, 1.2, "results vary a lot")),
               "results vary");
}

TEST(PdfHiddenText, WhiteLettersOnADarkBannerAreVisible) {
  PdfPageText page;
  page.Color(0, 0, 0.4).Fill(0, 0, 612, 120).Color(1, 1, 1).Text(72, 80, 30, "Renew from the inside out");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "Renew").visibility, Visibility::kVisible);
  EXPECT_EQ(CountPdfAnomalies(document, "hidden-text"), 0);
}

TEST(PdfHiddenText, WhiteLettersOnAThickStrokeOrAPictureAreVisible) {
  PdfPageText page;
  page.Raw("0 0 0.4 RG 30 w 60 700 m 400 700 l S").Color(1, 1, 1).Text(72, 95, 14, "On a thick stroke");
  page.Picture(60, 180, 400, 260).Text(72, 220, 14, "On a picture");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "On a thick stroke").visibility, Visibility::kVisible);
  EXPECT_EQ(PdfBlockWith(document, "On a picture").visibility, Visibility::kVisible);
}

TEST(PdfHiddenText, WhiteShadowUnderVisibleWordsHidesNothing) {
  PdfPageText page;
  page.Color(1, 1, 1).Text(72.5, 100.5, 24, "Feel young again").Color(0, 0, 0).Text(72, 100, 24, "Feel young again");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfTextsOf(document), std::vector<std::string>{"Feel young again"});
  EXPECT_EQ(document.blocks[0].visibility, Visibility::kVisible);
  EXPECT_EQ(CountPdfAnomalies(document, "hidden-text"), 0);
}

TEST(PdfHiddenText, TextLayerUnderAScanIsReadAndCalledSo) {
  PdfPageText page;
  page.Picture(0, 0, 612, 792).RenderMode(3).Text(72, 100, 11, "Words of a scanned page");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "scanned").visibility, Visibility::kUnknown);
  EXPECT_EQ(CountPdfAnomalies(document, "ocr-layer"), 1);
  EXPECT_EQ(CountPdfAnomalies(document, "hidden-text"), 0);
  EXPECT_EQ(document.coverage.pages_by_ocr, 1);
}

TEST(PdfHiddenText, InvisibleWordsOverLettersDrawnAsShapesAreNotCalledHidden) {
  PdfPageText page;
  page.Text(72, 100, 11, kBody);
  for (int x = 72; x < 200; x += 12) {  // outlines with curves, as effects on text are printed
    page.Raw(fmt::format("{0} 500 m {1} 500 {1} 516 {0} 516 c {2} 512 l {2} 504 l {0} 502 l h f", x, x + 10, x + 4));
  }
  page.RenderMode(3).Text(72, 290, 18, "Gradient words");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "Gradient").visibility, Visibility::kUnknown);
  EXPECT_EQ(CountPdfAnomalies(document, "hidden-text"), 0);
}

TEST(PdfHiddenText, WordsOutsideTheCropBoxAreReportedNotRead) {
  PdfPageText page;
  page.Entry("/CropBox [50 50 562 742]").Text(100, 100, 11, kBody).Text(100, 780, 11, "printer note");
  const Document document = ParsedPdf(page);
  EXPECT_EQ(document.text, kBody);
  EXPECT_NEAR(document.blocks[0].where.box->left, 50, 1);
  ASSERT_EQ(CountPdfAnomalies(document, "text-outside-page"), 1);
  EXPECT_NE(document.anomalies[0].detail.find("printer note"), std::string::npos);
}

}  // namespace
}  // namespace audit
