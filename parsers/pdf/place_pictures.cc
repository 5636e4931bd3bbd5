#include "parsers/pdf/place_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <map>
#include <optional>
#include <vector>

#include "parsers/pdf/area_renderer.h"
#include "parsers/pdf/marked_png.h"
#include "parsers/pdf/open_pdf.h"
#include "parsers/pdf/quote_boxes.h"

namespace audit {
namespace {

constexpr double kDotsPerInch = 110;
constexpr double kPixelsAcross = 1'000;     // most of one picture
constexpr double kJointPixels = 2'000'000;  // pictures of one page are cut from one drawing if it has no more
constexpr std::size_t kPageTextBytes = 4u << 20;

// In points. A common page is shown in its whole width, of a wider one the column.
constexpr double kCommonWidth = 640;
constexpr double kColumnWidth = 300;
constexpr double kMarginAcross = 24;
constexpr double kMarginDown = 48;
constexpr double kMinHeight = 110;
constexpr double kMaxHeight = 420;

double ProcessorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Box Hull(const std::vector<Box>& boxes) {
  Box hull = boxes.front();
  for (const Box& box : boxes)
    hull = {std::min(hull.left, box.left), std::min(hull.top, box.top), std::max(hull.right, box.right),
            std::max(hull.bottom, box.bottom)};
  return hull;
}

Box Clipped(const Box& box, const PdfPage& page) {
  return {std::clamp(box.left, 0.0, page.width), std::clamp(box.top, 0.0, page.height),
          std::clamp(box.right, 0.0, page.width), std::clamp(box.bottom, 0.0, page.height)};
}

/// Widens [low, high] to `least`, evenly, and pushes it into [0, most].
void Widen(double least, double most, double& low, double& high) {
  const double missing = std::max(0.0, least - (high - low));
  low -= missing / 2;
  high += missing / 2;
  const double shift = low < 0 ? -low : std::min(0.0, most - high);
  low = std::max(0.0, low + shift);
  high = std::min(most, high + shift);
}

/// What the picture shows: the words with some of what stands around them.
Box Surroundings(const std::vector<Box>& words, const PdfPage& page) {
  Box area = Hull(words);
  area = {area.left - kMarginAcross, area.top - kMarginDown, area.right + kMarginAcross, area.bottom + kMarginDown};
  if (page.width <= kCommonWidth) {
    area.left = 0;
    area.right = page.width;
  }
  area.bottom = std::min(area.bottom, std::max(area.top, 0.0) + kMaxHeight);
  Widen(kColumnWidth, page.width, area.left, area.right);
  Widen(kMinHeight, page.height, area.top, area.bottom);
  return area;
}

/// A place whose words were found on its page.
struct Shot {
  std::size_t place = 0;
  std::vector<Box> words;
  Box area;
};

class Photographer {
 public:
  Photographer(std::string_view bytes, PdfReader& reader, const PictureLimits& limits, const PictureSink& sink)
      : reader_(reader), limits_(limits), sink_(sink), begin_(ProcessorSeconds()), renderer_(bytes, [this] {
          return OutOfTime();
        }) {}

  bool OutOfTime() const { return ProcessorSeconds() - begin_ > limits_.max_seconds; }

  void Page(int number, std::span<const PlaceToDraw> places, const std::vector<std::size_t>& wanted) {
    const std::optional<PdfPage> page = reader_.ReadPage(number, kPageTextBytes);
    if (!page || !(page->width >= 1 && page->height >= 1)) return;
    std::vector<Shot> shots;
    for (const std::size_t index : wanted) {
      Shot shot{index, WordsOf(places[index], *page), {}};
      if (shot.words.empty()) continue;
      shot.area = Surroundings(shot.words, *page);
      if (shot.area.right - shot.area.left >= 1 && shot.area.bottom - shot.area.top >= 1) shots.push_back(shot);
    }
    if (shots.empty()) return;
    std::vector<Box> areas;
    double widest = 0;
    for (const Shot& shot : shots) {
      areas.push_back(shot.area);
      widest = std::max(widest, shot.area.right - shot.area.left);
    }
    const double resolution = std::min(kDotsPerInch, kPixelsAcross * 72 / widest);
    const Box hull = Hull(areas);
    const double pixels = (hull.right - hull.left) * (hull.bottom - hull.top) * resolution * resolution / (72 * 72);
    if (pixels <= kJointPixels) return Take(number, hull, resolution, shots);
    for (const Shot& shot : shots)
      Take(number, shot.area, resolution, {&shot, 1});
  }

 private:
  static std::vector<Box> WordsOf(const PlaceToDraw& place, const PdfPage& page) {
    std::vector<Box> words;
    if (place.where.box) words = BoxesOfQuote(page, *place.where.box, place.quote);
    if (words.empty()) words = place.lines;
    if (words.empty() && place.where.box) words.push_back(*place.where.box);
    for (Box& box : words)
      box = Clipped(box, page);
    std::erase_if(words, [](const Box& box) { return !(box.right > box.left && box.bottom > box.top); });
    return words;
  }

  /// Draws `area` once and cuts the shots out of it.
  void Take(int number, const Box& area, double resolution, std::span<const Shot> shots) {
    const std::optional<ColorImage> image = renderer_.Render(number, area, resolution);
    if (!image) return;
    const int left = Pixels(area.left, resolution);
    const int top = Pixels(area.top, resolution);
    const auto in_image = [&](const Box& box) {
      return PixelBox{Pixels(box.left, resolution) - left, Pixels(box.top, resolution) - top,
                      Pixels(box.right, resolution) - left, Pixels(box.bottom, resolution) - top};
    };
    for (const Shot& shot : shots) {
      std::vector<PixelBox> marks;
      for (const Box& box : shot.words)
        marks.push_back(in_image(box));
      const std::string file = MarkedPng(*image, in_image(shot.area), marks, limits_.max_bytes);
      if (!file.empty()) sink_(shot.place, file);
    }
  }

  static int Pixels(double points, double resolution) {
    return static_cast<int>(std::lround(points * resolution / 72));
  }

  PdfReader& reader_;
  const PictureLimits& limits_;
  const PictureSink& sink_;
  double begin_;
  AreaRenderer renderer_;
};

}  // namespace

std::string DrawPdfPlaces(std::string_view bytes, std::span<const PlaceToDraw> places, const PictureLimits& limits,
                          const PictureSink& sink) {
  auto opened = OpenPdf(bytes);
  const auto* pdf = std::get_if<OpenedPdf>(&opened);
  if (pdf == nullptr) return "the document could not be opened again";
  std::map<int, std::vector<std::size_t>> by_page;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].where.page > 0) by_page[places[i].where.page].push_back(i);
  Photographer photographer(pdf->Bytes(bytes), *pdf->reader, limits, sink);
  for (const auto& [number, wanted] : by_page) {
    photographer.Page(number, places, wanted);
    if (photographer.OutOfTime())
      return fmt::format("drawing ended on page {} after {} s of processor time", number, limits.max_seconds);
  }
  return "";
}

}  // namespace audit
