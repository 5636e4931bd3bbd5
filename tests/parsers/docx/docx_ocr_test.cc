// Word documents whose pages are scans.
#include <gtest/gtest.h>

#include "parsers/pdf/page_renderer.h"
#include "tests/parsers/block_lookup.h"
#include "tests/parsers/docx/docx_of.h"
#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

/// The upper half of a scanned page as a picture file of the plainest kind.
std::string Scan() {
  const std::string pdf = ReadFile(std::string(AUDIT_SOURCE_DIR) + "/samples/scanned/scanned-flyer.pdf");
  ParsedPdf(pdf);  // the renderer asks for a document that was opened before
  const PageImage image = PageRenderer(pdf).Render(1, 200).value();
  const int height = image.height / 2;
  return fmt::format("P5\n{} {}\n255\n", image.width, height) +
         std::string(image.gray.begin(), image.gray.begin() + static_cast<std::ptrdiff_t>(image.width) * height);
}

Document Read(const std::string& picture, const std::string& body, OcrMode mode) {
  ParseLimits limits;
  limits.ocr.mode = mode;
  const std::string drawing = "<w:p><w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r></w:p>";
  ParseResult result = ParseDocx(DocxOf(body + drawing, {{"image", "media/image1.pgm", picture}}), limits);
  if (const auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << failure->message;
    return {};
  }
  return std::get<Document>(std::move(result));
}

TEST(DocxOcr, ReadsDocumentsThatAreOnlyPictures) {
  const Document document = Read(Scan(), Paragraph("- 1 -"), OcrMode::kAuto);
  EXPECT_TRUE(document.coverage.IsComplete());
  EXPECT_EQ(document.coverage.pages_by_ocr, 1);
  EXPECT_NE(document.text.find("FDA-approved stem cell injections"), std::string::npos) << document.text;
  EXPECT_GT(document.blocks.back().ocr_confidence, 60);
  EXPECT_EQ(document.blocks.back().where.part, "word/media/image1.pgm");
}

TEST(DocxOcr, LeavesThemUnreadAndSaysSoWhenNotWanted) {
  const Document document = Read(Scan(), Paragraph("- 1 -"), OcrMode::kNever);
  EXPECT_FALSE(document.coverage.IsComplete());
  EXPECT_EQ(document.coverage.pages_without_text, 1);
}

TEST(DocxOcr, DoesNotReadPicturesBesideText) {
  const Document document = Read(Scan(), Paragraph("Words of the document itself, more than a few"), OcrMode::kAuto);
  EXPECT_TRUE(document.coverage.IsComplete());
  EXPECT_EQ(document.coverage.pages_by_ocr, 0);
}

TEST(DocxOcr, CountsPicturesThatCannotBeDecodedAsUnread) {
  const Document document = Read("no picture at all", "", OcrMode::kAuto);
  EXPECT_FALSE(document.coverage.IsComplete());
  EXPECT_EQ(document.coverage.limits_hit.size(), 1u);
}

TEST(DocxOcr, TakesSmallPicturesForOrnaments) {
  EXPECT_TRUE(Read("P5\n20 20\n255\n" + std::string(400, 'x'), "", OcrMode::kAuto).coverage.IsComplete());
}

TEST(DecodePicture, RefusesWhatIsTooLargeOrCut) {
  EXPECT_FALSE(DecodePicture("P5\n60000 60000\n255\nxx", 200));
  EXPECT_FALSE(DecodePicture("", 200));
  EXPECT_FALSE(DecodePicture("\x89PNG\r\n\x1a\n", 200));
}

}  // namespace
}  // namespace audit
