// Draws places and looks whether the marks lie on the words, and on nothing else.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "parsers/ocr_reader.h"
#include "parsers/parser.h"
#include "parsers/pdf/marked_png.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {
namespace {

constexpr const char* kQuote = "HHHH HHHH HHHH.";

/// The block whose text begins with `words`.
PlaceToDraw PlaceOf(const Document& document, const std::string& words, const std::string& quote) {
  for (const Block& block : document.blocks)
    if (document.text.compare(block.text.begin, words.size(), words) == 0) return {block.where, quote, {}};
  ADD_FAILURE() << words << " is not there";
  return {};
}

std::vector<std::string> Draw(const std::string& bytes, const std::vector<PlaceToDraw>& places,
                              PictureLimits limits = {}) {
  std::vector<std::string> pictures(places.size());
  EXPECT_EQ(DrawPlaces("pdf", bytes, places, limits,
                       [&](std::size_t place, std::string_view png) { pictures.at(place) = png; }),
            "");
  return pictures;
}

Document Parsed(const std::string& bytes) {
  ParseResult result = ParseDocument(bytes, "test.pdf", {});
  EXPECT_TRUE(std::holds_alternative<Document>(result));
  return std::get<Document>(std::move(result));
}

struct Ink {
  int marked = 0;    ///< dark pixels on a mark
  int unmarked = 0;  ///< dark pixels on paper
};

/// Marked paper is an even yellow, whose grey no run of other pixels has; ink is black, and the frame is lighter.
Ink InkOf(const std::string& png) {
  constexpr int kMarkedGray = 212, kDarkest = 60;
  const auto image = DecodePicture(png, 110);
  if (!image) return {};
  const auto gray = [&image](int x, int y) {
    return image
        ->gray[static_cast<std::size_t>(y) * static_cast<std::size_t>(image->width) + static_cast<std::size_t>(x)];
  };
  PixelBox mark{image->width, image->height, 0, 0};
  for (int y = 0; y < image->height; ++y) {
    for (int x = 0; x + 2 < image->width; ++x) {
      if (std::abs(gray(x, y) - kMarkedGray) > 2 || gray(x + 1, y) != gray(x, y) || gray(x + 2, y) != gray(x, y))
        continue;
      mark = {std::min(mark.left, x), std::min(mark.top, y), std::max(mark.right, x + 3), std::max(mark.bottom, y + 1)};
    }
  }
  Ink ink;
  for (int y = 0; y < image->height; ++y) {
    for (int x = 0; x < image->width; ++x) {
      if (gray(x, y) > kDarkest) continue;
      const bool inside = x >= mark.left && x < mark.right && y >= mark.top && y < mark.bottom;
      ++(inside ? ink.marked : ink.unmarked);
    }
  }
  return ink;
}

std::string PageWithQuote(const std::string& entries) {
  PdfPageText page;
  page.Text(200, 300, 20, kQuote, "F2").Entry(entries);
  return PdfOf({page});
}

TEST(PlacePictures, MarkAllWordsOfTheQuoteHoweverThePageLies) {
  for (const std::string entries :
       {"", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [150 400 500 600]",
        "/CropBox [150 400 500 600] /Rotate 90", "/CropBox [150 400 500 600] /Rotate 270"}) {
    const std::string bytes = PageWithQuote(entries);
    const auto pictures = Draw(bytes, {PlaceOf(Parsed(bytes), "HHHH", kQuote)});
    const Ink ink = InkOf(pictures[0]);
    EXPECT_GT(ink.marked, 200) << entries;
    EXPECT_EQ(ink.unmarked, 0) << entries;
  }
}

TEST(PlacePictures, MarkNoOtherWords) {
  PdfPageText page;
  page.Text(72, 300, 16, "IIII IIII IIII. HHHH HHHH HHHH. IIII IIII IIII.", "F2");
  const std::string bytes = PdfOf({page});
  const Document document = Parsed(bytes);
  const Ink whole =
      InkOf(Draw(bytes, {PlaceOf(document, "IIII", "IIII IIII IIII. HHHH HHHH HHHH. IIII IIII IIII.")})[0]);
  const Ink part = InkOf(Draw(bytes, {PlaceOf(document, "IIII", kQuote)})[0]);
  EXPECT_GT(part.marked, 200);
  EXPECT_LT(part.marked, whole.marked);
  EXPECT_GT(part.unmarked, 200);
  EXPECT_EQ(whole.unmarked, 0);
}

TEST(PlacePictures, FindAQuoteThatRunsOverLinesOfAColumn) {
  PdfPageText page;
  page.Lines(72, 300, 14, 17, {"The first column says that the", "treatment is well tol-", "erated by all patients."});
  page.Lines(340, 300, 14, 17, {"The second column speaks", "of the garden and of its", "roses in the spring."});
  const std::string bytes = PdfOf({page});
  const Document document = Parsed(bytes);
  const PlaceToDraw place =
      PlaceOf(document, "The first", "The first column says that the treatment is well tolerated by all patients.");
  const Ink ink = InkOf(Draw(bytes, {place})[0]);
  EXPECT_GT(ink.marked, 200);
  EXPECT_GT(ink.unmarked, 200);
}

TEST(PlacePictures, AreTheSameBytesEachTime) {
  const std::string bytes = PageWithQuote("");
  const PlaceToDraw place = PlaceOf(Parsed(bytes), "HHHH", kQuote);
  EXPECT_EQ(Draw(bytes, {place}), Draw(bytes, {place}));
  EXPECT_EQ(Draw(bytes, {place, place})[1], Draw(bytes, {place})[0]);
}

TEST(PlacePictures, MarkTheBoxWhereThePageHasNoSuchWords) {
  const std::string bytes = PageWithQuote("");
  PlaceToDraw place = PlaceOf(Parsed(bytes), "HHHH", "words that came from OCR");
  const Ink ink = InkOf(Draw(bytes, {place})[0]);
  EXPECT_GT(ink.marked, 200);
  EXPECT_EQ(ink.unmarked, 0);
}

TEST(PlacePictures, KeepToTheirSizeAndPassOverWhatIsNowhere) {
  PdfPageText page;
  for (int i = 0; i < 40; ++i)
    page.Text(40 + i, 250 + 3 * i, 9, "noise upon noise, all over the page, that no palette makes small");
  page.Text(72, 240, 14, kQuote);
  const std::string bytes = PdfOf({page});
  const PlaceToDraw place = PlaceOf(Parsed(bytes), "HHHH", kQuote);
  PlaceToDraw elsewhere = place, outside = place;
  elsewhere.where.page = 7;
  outside.where.box = Box{5000, 5000, 5100, 5100};
  outside.quote = "nowhere";
  PictureLimits limits;
  const auto pictures = Draw(bytes, {place, elsewhere, outside}, limits);
  EXPECT_NE(pictures[0], "");
  EXPECT_LE(pictures[0].size(), limits.max_bytes);
  EXPECT_EQ(pictures[1], "");
  EXPECT_EQ(pictures[2], "");
  limits.max_bytes = 500;
  EXPECT_EQ(Draw(bytes, {place}, limits)[0], "") << "no picture rather than a large one";
}

TEST(PlacePictures, EndWhenTheirTimeIsUsedUp) {
  PdfPageText page;
  page.Text(72, 240, 14, kQuote);
  std::string many;
  for (int i = 0; i < 300'000; ++i)
    many += "0 0 600 700 re f\n";
  page.Color(0.9, 0.9, 0.9).Raw(many);
  const std::string bytes = PdfOf({page});
  PlaceToDraw place;
  place.where.page = 1;
  place.where.box = Box{72, 230, 200, 250};
  place.quote = kQuote;
  PictureLimits limits;
  limits.max_seconds = 0;
  int drawn = 0;
  EXPECT_THAT(DrawPlaces("pdf", bytes, {&place, 1}, limits, [&](std::size_t, std::string_view) { ++drawn; }),
              ::testing::HasSubstr("after 0 s"));
  EXPECT_EQ(drawn, 0);
}

TEST(PlacePictures, AreOfFormatsWithPagesAlone) {
  EXPECT_TRUE(CanDraw("pdf"));
  EXPECT_FALSE(CanDraw("html"));
  EXPECT_FALSE(CanDraw("no such format"));
}

TEST(PlacePictures, SayWhatIsNoDocument) {
  const PlaceToDraw place;
  EXPECT_EQ(DrawPlaces("pdf", "%PDF-1.7 and nothing more", {&place, 1}, {}, {}),
            "the document could not be opened again");
}

}  // namespace
}  // namespace audit
