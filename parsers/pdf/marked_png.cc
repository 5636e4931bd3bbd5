#include "parsers/pdf/marked_png.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace audit {
namespace {

constexpr int kCompression = 3;                   // costs half as much as the usual 6, for a tenth of size
constexpr int kFrame = 2;                         // pixels
constexpr int kDark = 112;                        // lightness of the ground below which it is dark
constexpr std::array kPaletteSizes = {24, 8, 3};  // the first that gives a file small enough

struct FreePix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using OwnedPix = std::unique_ptr<Pix, FreePix>;

struct Color {
  int red = 0;
  int green = 0;
  int blue = 0;
};

constexpr Color kFrameColor = {196, 64, 0};

/// As a marker pen does it: paper becomes yellow, and ink stays ink.
Color TintedOnLight(Color color) { return {color.red, color.green * 232 / 255, color.blue * 96 / 255}; }

/// The ground becomes lighter, and light words yellow.
Color TintedOnDark(Color color) {
  return {(color.red * 5 + 255 * 3) / 8, (color.green * 5 + 190 * 3) / 8, color.blue * 5 / 8};
}

int LightnessOf(Color color) { return (2 * color.red + 5 * color.green + color.blue) / 8; }

OwnedPix CutOut(const ColorImage& image, PixelBox cut) {
  OwnedPix pix(pixCreate(cut.right - cut.left, cut.bottom - cut.top, 32));
  if (!pix) return pix;
  l_uint32* row = pixGetData(pix.get());
  for (int y = cut.top; y < cut.bottom; ++y, row += pixGetWpl(pix.get())) {
    const std::uint8_t* from = image.rgb.data() + 3 * (static_cast<std::ptrdiff_t>(y) * image.width + cut.left);
    for (int x = 0; x < cut.right - cut.left; ++x, from += 3)
      composeRGBPixel(from[0], from[1], from[2], row + x);
  }
  return pix;
}

/// Eight bits a pixel with at most `colors` colours.
OwnedPix WithPalette(Pix* image, int colors) {
  return OwnedPix(pixMedianCutQuantGeneral(image, /*ditherflag=*/0, /*outdepth=*/8, colors, /*sigbits=*/5,
                                           /*maxsub=*/3, /*checkbw=*/0));
}

PixelBox Within(PixelBox box, PixelBox cut, int slack) {
  return {std::max(box.left - slack, cut.left) - cut.left, std::max(box.top - slack, cut.top) - cut.top,
          std::min(box.right + slack, cut.right) - cut.left, std::min(box.bottom + slack, cut.bottom) - cut.top};
}

/// Finding the colours blurs the purest ones: paper becomes white again and ink black.
void Purify(PixColormap* map) {
  constexpr int kNearly = 12;
  for (int i = 0; i < pixcmapGetCount(map); ++i) {
    Color color;
    if (pixcmapGetColor(map, i, &color.red, &color.green, &color.blue) != 0) return;
    if (std::min({color.red, color.green, color.blue}) >= 255 - kNearly) pixcmapResetColor(map, i, 255, 255, 255);
    if (std::max({color.red, color.green, color.blue}) <= kNearly) pixcmapResetColor(map, i, 0, 0, 0);
  }
}

/// Behind the `count` colours of the picture come those of words on light ground, of words on dark ground, and the
/// frame's.
bool AddMarkColors(PixColormap* map, int count) {
  for (const auto tinted : {TintedOnLight, TintedOnDark}) {
    for (int i = 0; i < count; ++i) {
      Color color;
      if (pixcmapGetColor(map, i, &color.red, &color.green, &color.blue) != 0) return false;
      color = tinted(color);
      if (pixcmapAddColor(map, color.red, color.green, color.blue) != 0) return false;
    }
  }
  return pixcmapAddColor(map, kFrameColor.red, kFrameColor.green, kFrameColor.blue) == 0;
}

/// Lays marks on a picture of `count` colours.
class Marker {
 public:
  Marker(Pix* pix, int count) : pix_(pix), count_(count) {
    for (int i = 0; i < count; ++i) {
      Color color;
      pixcmapGetColor(pixGetColormap(pix), i, &color.red, &color.green, &color.blue);
      lightness_.push_back(LightnessOf(color));
    }
  }

  void Frame(const PixelBox& frame) {
    for (int y = frame.top; y < frame.bottom; ++y)
      for (int x = frame.left; x < frame.right; ++x)
        SET_DATA_BYTE(Row(y), x, static_cast<l_uint8>(3 * count_));
  }

  /// `original`: the picture before frames were laid on it.
  void Fill(const PixelBox& box, const Pix* original) {
    const int ground = IsDark(box, original) ? 2 * count_ : count_;
    for (int y = box.top; y < box.bottom; ++y)
      for (int x = box.left; x < box.right; ++x)
        SET_DATA_BYTE(Row(y), x, static_cast<l_uint8>(ValueAt(original, x, y) + ground));
  }

 private:
  l_uint32* Row(int y) const { return pixGetData(pix_) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix_); }

  static int ValueAt(const Pix* pix, int x, int y) {
    const l_uint32* row = pixGetData(const_cast<Pix*>(pix)) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    return GET_DATA_BYTE(row, x);
  }

  bool IsDark(const PixelBox& box, const Pix* original) const {
    std::int64_t sum = 0;
    for (int y = box.top; y < box.bottom; ++y)
      for (int x = box.left; x < box.right; ++x)
        sum += lightness_[static_cast<std::size_t>(ValueAt(original, x, y))] - kDark;
    return sum < 0;
  }

  Pix* pix_;
  int count_;
  std::vector<int> lightness_;  // of the colours of the picture
};

void LayMarks(Pix* pix, PixelBox cut, std::span<const PixelBox> marks, int count) {
  const OwnedPix original(pixCopy(nullptr, pix));
  if (!original) return;
  Marker marker(pix, count);
  for (const PixelBox& mark : marks)
    marker.Frame(Within(mark, cut, kFrame));
  for (const PixelBox& mark : marks)
    marker.Fill(Within(mark, cut, 0), original.get());
}

std::string Encoded(Pix* pix) {
  pixSetZlibCompression(pix, kCompression);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (pixWriteMemPng(&data, &size, pix, 0) != 0) return "";
  std::string file(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return file;
}

}  // namespace

std::string MarkedPng(const ColorImage& image, PixelBox cut, std::span<const PixelBox> marks, std::size_t max_bytes) {
  setMsgSeverity(L_SEVERITY_NONE);
  cut = {std::max(cut.left, 0), std::max(cut.top, 0), std::min(cut.right, image.width),
         std::min(cut.bottom, image.height)};
  if (cut.left >= cut.right || cut.top >= cut.bottom) return "";
  const OwnedPix part = CutOut(image, cut);
  if (!part) return "";
  for (const int colors : kPaletteSizes) {
    const OwnedPix pix = WithPalette(part.get(), colors);
    PixColormap* map = pix ? pixGetColormap(pix.get()) : nullptr;
    if (map == nullptr || pixGetDepth(pix.get()) != 8) return "";
    Purify(map);
    const int count = pixcmapGetCount(map);
    if (!AddMarkColors(map, count)) return "";
    LayMarks(pix.get(), cut, marks, count);
    std::string file = Encoded(pix.get());
    if (!file.empty() && file.size() <= max_bytes) return file;
  }
  return "";
}

}  // namespace audit
