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

TEST(PdfGround, IsNotKnownOverAGradient) {
  PdfPageText page;
  page.Resource(
          "/Shading << /Sh0 << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [60 0 500 0] "
          "/Function << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [0 0 0.4] /N 1 >> >> >>")
      .Raw("q 60 672 440 40 re W n /Sh0 sh Q")
      .Text(72, 105, 11, "Results vary from person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

constexpr const char* kThirtyPercent = "/ExtGState << /G0 << /ca 0.3 >> >>";

TEST(PdfGround, IsNotKnownOfWordsThatShineThrough) {
  PdfPageText page;
  page.Resource(kThirtyPercent).Raw("/G0 gs").Text(72, 105, 11, "Results vary from person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

TEST(PdfGround, IsMixedUnderABoxThatShinesThrough) {
  PdfPageText page;
  page.Resource(kThirtyPercent);
  page.Raw("q /G0 gs").Color(0, 0, 0).Fill(60, 80, 500, 120).Raw("Q").Text(72, 105, 11, "Results vary from person.");
  EXPECT_EQ(GroundOf(page, "Results"), (Rgb{179, 179, 179}));
}

TEST(PdfGround, IsNotKnownUnderAVeilThatIsPaintedLater) {
  PdfPageText page;
  page.Resource(kThirtyPercent).Text(72, 105, 11, "Results vary from person to person.");
  page.Raw("q /G0 gs").Color(1, 1, 1).Fill(60, 80, 500, 120).Raw("Q");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

TEST(PdfGround, IsNotOneWhereABoxLiesUnderPartOfAWord) {
  struct Part {
    const char* which;
    Box box;
  };
  // The word stands from x = 72 to 260 and from y = 78 to 112, with its baseline at 105.
  for (const auto& [which, box] :
       {Part{"its first half", {60, 70, 160, 120}}, Part{"its beginning", {60, 70, 95, 120}},
        Part{"its middle", {140, 70, 180, 120}}, Part{"its lower half", {60, 90, 500, 120}}}) {
    PdfPageText page;
    page.Color(0, 0, 0.4).Fill(box.left, box.top, box.right, box.bottom);
    page.Color(0.5, 0.5, 0.6).Text(72, 105, 30, "Resultsvarymuch");
    EXPECT_EQ(GroundOf(page, "Resultsvarymuch"), std::nullopt) << which;
  }
}

TEST(PdfGround, IsNotOneWhereWordsOfABlockDiffer) {
  PdfPageText page;
  page.Text(72, 100, 11, "Results vary from").Color(0.6, 0.6, 0.6).Text(166, 100, 11, "person to person.");
  EXPECT_EQ(GroundOf(page, "Results"), std::nullopt);
}

}  // namespace
}  // namespace audit
