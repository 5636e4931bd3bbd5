// What the words of a PDF stand on, for the contrast between the two.
#include <optional>
#include <string>

#include "tests/parsers/pdf/pdf_checks.h"

namespace audit {
namespace {

constexpr Rgb kWhite{255, 255, 255};
constexpr Rgb kNavy{0, 0, 102};

std::optional<Rgb> GroundOf(const PdfPageText& page, std::string_view words) {
  const Document document = ParsedPdf(page);
  return PdfBlockWith(document, words).style.ground;
}

TEST(PdfGround, IsThePaperWhereNothingIsPainted) {
  PdfPageText page;
  page.Color(0.6, 0.6, 0.6).Text(72, 100, 11, "Results vary from person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), kWhite);
  const Document document = ParsedPdf(page);
  EXPECT_EQ(PdfBlockWith(document, "Results").style.color, (Rgb{153, 153, 153}));
}

TEST(PdfGround, IsTheBoxUnderTheWords) {
  PdfPageText page;
  page.Color(0, 0, 0.4).Fill(60, 80, 500, 120).Color(0.5, 0.5, 0.6).Text(72, 105, 11, "Results vary from person.");
  EXPECT_EQ(GroundOf(page, "Results"), kNavy);
}

TEST(PdfGround, IsNotKnownOverAPicture) {
  PdfPageText page;
  page.Picture(60, 80, 500, 120).Text(72, 105, 11, "Results vary from person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

TEST(PdfGround, IsNotOneWhereAWordIsHalfOnABox) {
  PdfPageText page;
  page.Color(0, 0, 0.4).Fill(60, 80, 110, 120).Color(0.5, 0.5, 0.6).Text(72, 105, 30, "Resultsvary");
  EXPECT_EQ(GroundOf(page, "Resultsvary"), std::nullopt);
}

TEST(PdfGround, IsNotOneWhereWordsOfABlockDiffer) {
  PdfPageText page;
  page.Text(72, 100, 11, "Results vary from").Color(0.6, 0.6, 0.6).Text(166, 100, 11, "person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

}  // namespace
}  // namespace audit
