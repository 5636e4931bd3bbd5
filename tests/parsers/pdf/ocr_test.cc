// OCR on a few small pictures: a scanned sample, and pages of samples drawn and read back.
#include <gtest/gtest.h>
#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/pdf/page_renderer.h"
#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

std::string Sample(const std::string& name) { return ReadFile(std::string(AUDIT_SOURCE_DIR) + "/samples/" + name); }

ParseLimits WithOcr(OcrMode mode) {
  ParseLimits limits;
  limits.ocr.mode = mode;
  return limits;
}

/// The part of a page's picture between two heights in points.
PageImage Strip(const std::string& pdf, double dots_per_inch, double top, double bottom) {
  const Document opened = ParsedPdf(pdf);  // the renderer asks for a document that was opened before
  EXPECT_GT(opened.coverage.pages_total, 0);
  PageImage image = PageRenderer(pdf).Render(1, dots_per_inch).value();
  const auto first = static_cast<std::ptrdiff_t>(top / 72 * image.dots_per_inch);
  const auto last =
      std::min<std::ptrdiff_t>(image.height, static_cast<std::ptrdiff_t>(bottom / 72 * image.dots_per_inch));
  image.gray = {image.gray.begin() + first * image.width, image.gray.begin() + last * image.width};
  image.height = static_cast<int>(last - first);
  return image;
}

/// Operators that draw the picture over the box, in points from the top left of the page.
std::string DrawnPicture(const PageImage& image, const Box& box) {
  std::string hex;
  for (const std::uint8_t gray : image.gray)
    hex += fmt::format("{:02x}", gray);
  return fmt::format("q {} 0 0 {} {} {} cm BI /W {} /H {} /CS /G /BPC 8 /F /AHx ID {}> EI Q", box.right - box.left,
                     box.bottom - box.top, box.left, PdfPageText::kHeight - box.bottom, image.width, image.height, hex);
}

TEST(Ocr, ReadsPagesThatAreOnlyPictures) {
  const Document document = ParsedPdf(Sample("scanned/scanned-flyer.pdf"), WithOcr(OcrMode::kAuto));
  EXPECT_TRUE(document.coverage.IsComplete());
  EXPECT_EQ(document.coverage.pages_by_ocr, 1);
  const Block block = PdfBlockWith(document, "our FDA-approved stem cell injections put an end to arthritis pain");
  EXPECT_GT(block.ocr_confidence, 80);
  EXPECT_EQ(block.where.page, 1);
  EXPECT_NEAR(block.style.font_size_pt, 13.5, 2);
  EXPECT_EQ(PdfBlockWith(document, "surgery is a thing of the past").kind, BlockKind::kListItem);
}

TEST(Ocr, LeavesPicturesUnreadAndSaysSoWhenNotWanted) {
  const Document document = ParsedPdf(Sample("scanned/scanned-flyer.pdf"), WithOcr(OcrMode::kNever));
  EXPECT_EQ(document.coverage.pages_without_text, 1);
  EXPECT_FALSE(document.coverage.IsComplete());
  EXPECT_EQ(document.text, "");
}

TEST(Ocr, SaysWhenItsBudgetIsUsedUp) {
  ParseLimits limits = WithOcr(OcrMode::kAuto);
  limits.ocr.max_pages = 0;
  const Document document = ParsedPdf(Sample("scanned/scanned-flyer.pdf"), limits);
  EXPECT_EQ(document.coverage.pages_without_text, 1);
  ASSERT_EQ(document.coverage.limits_hit.size(), 1u);
  EXPECT_NE(document.coverage.limits_hit[0].find("from page 1 on"), std::string::npos);
}

TEST(Ocr, AsksForTimeOnlyWhenAPageNeedsIt) {
  static int asked = 0;
  ParseLimits limits = WithOcr(OcrMode::kAuto);
  limits.ocr.prolong = [](int seconds) { asked += seconds; };
  ParsedPdf(PdfOf({PdfPageText().Text(72, 100, 11, "A page of words needs none of this")}), limits);
  EXPECT_EQ(asked, 0);
  ParsedPdf(PdfOf({PdfPageText().Picture(0, 0, 612, 792)}), limits);
  EXPECT_EQ(asked, limits.ocr.max_seconds);
}

TEST(Ocr, ReadsAnEmptyPictureAsAPageWithoutWords) {
  const Document document = ParsedPdf(PdfOf({PdfPageText().Picture(0, 0, 612, 792)}), WithOcr(OcrMode::kAuto));
  EXPECT_TRUE(document.coverage.IsComplete());
  EXPECT_EQ(document.text, "");
}

TEST(Ocr, ReadsPicturesBesideTextOnlyWhenAlwaysWanted) {
  const PageImage picture = Strip(Sample("scanned/scanned-flyer.pdf"), 150, 60, 330);
  PdfPageText page;
  page.Text(72, 72, 12, "Words of the page itself, which are not read twice")
      .Raw(DrawnPicture(picture, {0, 200, 612, 470}));
  const std::string pdf = PdfOf({page});
  EXPECT_EQ(ParsedPdf(pdf, WithOcr(OcrMode::kAuto)).coverage.pages_by_ocr, 0);
  const Document document = ParsedPdf(pdf, WithOcr(OcrMode::kAlways));
  const Block from_picture = PdfBlockWith(document, "arthritis pain");
  EXPECT_GT(from_picture.ocr_confidence, 60);
  EXPECT_GT(from_picture.where.box.value().top, 200);
  EXPECT_EQ(PdfBlockWith(document, "Words of the page itself").ocr_confidence, 0);
  EXPECT_EQ(document.text.find("not read twice"), document.text.rfind("not read twice"));
}

TEST(Ocr, TakesOutlinesOfLettersForAPictureOfWords) {
  PdfPageText page;
  for (int i = 0; i < 120; ++i) {
    const double x = 60 + (i % 40) * 12;
    const double y = 600 - (i / 40) * 30;
    page.Raw(fmt::format("{} {} m {} {} l {} {} l {} {} l {} {} l {} {} l f", x, y, x + 4, y, x + 4, y + 9, x + 8,
                         y + 9, x + 8, y + 12, x, y + 12));
  }
  const Document document = ParsedPdf(PdfOf({page}), WithOcr(OcrMode::kNever));
  EXPECT_EQ(document.coverage.pages_without_text, 1);
}

TEST(Ocr, FindsOutThatAPageIsChinese) {
  const std::string pdf = Sample("tw/mucen-joint-poster.pdf");
  const PageImage picture = Strip(pdf, 200, 0, 400);
  OcrReader reader({});
  OcrLanguage language = OcrLanguage::kEnglish;
  const OcrText text = reader.Read(picture, OcrLayout::kPage, &language);
  EXPECT_EQ(language, OcrLanguage::kChinese);
  std::string read;
  for (const OcrLine& line : text.lines) {
    for (const OcrWord& word : line.words)
      read += word.text;
  }
  EXPECT_NE(read.find("關節"), std::string::npos) << read;
}

bool IsTesseractLoaded() {
  bool found = false;
  dl_iterate_phdr(
      [](dl_phdr_info* library, std::size_t, void* seen) {
        if (std::string_view(library->dlpi_name).find("libtesseract") != std::string_view::npos)
          *static_cast<bool*>(seen) = true;
        return 0;
      },
      &found);
  return found;
}

TEST(Ocr, LoadsItsLibraryOnlyWhenAskedTo) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // in a process of its own, where no other test has asked
  EXPECT_EXIT(
      {
        if (IsTesseractLoaded()) std::exit(1);
        if (!LoadOcr().empty()) std::exit(2);
        std::exit(IsTesseractLoaded() ? 0 : 3);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST(Ocr, StopsWhenAskedTo) {
  int asked = 0;
  OcrReader reader([&asked] { return ++asked > 3; });
  OcrLanguage language = OcrLanguage::kEnglish;
  const OcrText text =
      reader.Read(Strip(Sample("scanned/scanned-flyer.pdf"), 150, 0, 792), OcrLayout::kPage, &language);
  EXPECT_TRUE(text.cut_short);
  EXPECT_LE(asked, 10);
}

}  // namespace
}  // namespace audit
