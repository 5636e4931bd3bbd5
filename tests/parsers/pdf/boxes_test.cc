// Draws pages and looks whether there is ink where the parser says that words stand, and none elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/pdf/page_renderer.h"
#include "tests/parsers/pdf/pdf_checks.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

constexpr double kDotsPerInch = 144;

struct Pixels {
  std::ptrdiff_t left, top, right, bottom;
};

Pixels PixelsOf(const Box& box, const PageImage& image, double slack_pt) {
  const double scale = image.dots_per_inch / 72;
  const auto clamp = [](double value, int most) {
    return std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(value), 0, most);
  };
  return {clamp((box.left - slack_pt) * scale, image.width), clamp((box.top - slack_pt) * scale, image.height),
          clamp((box.right + slack_pt) * scale, image.width), clamp((box.bottom + slack_pt) * scale, image.height)};
}

/// True if the pixels of the box are not all alike.
bool HasInk(const Box& box, const PageImage& image) {
  const Pixels at = PixelsOf(box, image, 0);
  int darkest = 255;
  int lightest = 0;
  for (std::ptrdiff_t y = at.top; y < at.bottom; ++y) {
    for (std::ptrdiff_t x = at.left; x < at.right; ++x) {
      const int gray = image.gray[static_cast<std::size_t>(y * image.width + x)];
      darkest = std::min(darkest, gray);
      lightest = std::max(lightest, gray);
    }
  }
  return lightest - darkest > 40;
}

/// Dark pixels of the page after those in the boxes were wiped away.
std::size_t InkOutside(const Document& document, PageImage image) {
  for (const Block& block : document.blocks) {
    for (const TextLine& line : block.lines) {
      const Pixels at = PixelsOf(line.box, image, 1.5);
      for (std::ptrdiff_t y = at.top; y < at.bottom; ++y)
        std::fill_n(image.gray.begin() + y * image.width + at.left, at.right - at.left, std::uint8_t{255});
    }
  }
  return static_cast<std::size_t>(
      std::count_if(image.gray.begin(), image.gray.end(), [](std::uint8_t gray) { return gray < 128; }));
}

TEST(PdfBoxes, HoldAllInkOfAPageOfText) {
  PdfPageText page;
  page.Text(72, 80, 30, "Exosome therapy", "F2").Text(400, 200, 7.5, "Results may vary.");
  page.Lines(72, 120, 11, 14, {"Our clinic offers a therapy that is not", "approved by the FDA for any disease."});
  page.Raw("q 0 1 -1 0 560 200 cm BT /F1 12 Tf 0 0 Td (Turned by a quarter) Tj ET Q");
  page.Entry("/CropBox [36 36 600 780]");
  const std::string pdf = PdfOf({page});
  const Document document = ParsedPdf(pdf);
  const PageImage image = PageRenderer(pdf).Render(1, kDotsPerInch).value();
  EXPECT_EQ(InkOutside(document, image), 0u);
  for (const Block& block : document.blocks) {
    for (const TextLine& line : block.lines)
      EXPECT_TRUE(HasInk(line.box, image)) << PdfTextOf(document, block);
  }
}

TEST(PdfBoxes, LandOnTheWordsOfSamples) {
  for (const std::string name :
       {"us/prp-tendon-leaflet.pdf", "us/knee-program-trifold.pdf", "tw/mucen-joint-poster.pdf"}) {
    const std::string pdf = ReadFile(std::string(AUDIT_SOURCE_DIR) + "/samples/" + name);
    const Document document = ParsedPdf(pdf);
    const PageImage image = PageRenderer(pdf).Render(1, kDotsPerInch).value();
    int seen = 0;
    for (const Block& block : document.blocks) {
      if (block.visibility == Visibility::kHidden) continue;
      for (const TextLine& line : block.lines) {
        if (line.page != 1) continue;
        EXPECT_TRUE(HasInk(line.box, image)) << name << ": " << PdfTextOf(document, block);
        ++seen;
      }
    }
    EXPECT_GT(seen, 10) << name;
  }
}

TEST(PdfBoxes, SayTheSizeOfLetters) {
  PdfPageText page;
  double y = 60;
  const std::vector<double> sizes = {5.5, 6.5, 8, 9.7, 11, 14, 18, 24.5, 36};
  for (const double size : sizes) {
    page.Text(72, y += 1.8 * size + 20, size, fmt::format("Words of {} points", size));
  }
  const Document document = ParsedPdf(page);
  for (const double size : sizes) {
    EXPECT_NEAR(PdfBlockWith(document, fmt::format("Words of {} points", size)).style.font_size_pt, size, 0.1);
  }
}

}  // namespace
}  // namespace audit
