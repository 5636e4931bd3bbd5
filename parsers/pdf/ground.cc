#include "parsers/pdf/ground.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kMaxPaints = 20'000;
constexpr double kMinSidePt = 2;
// Differences up to 6 % of the range in every channel are not seen in print.
constexpr int kIndistinct = 15;

bool Contains(const Box& box, PagePoint p) {
  return p.x >= box.left && p.x <= box.right && p.y >= box.top && p.y <= box.bottom;
}

bool Inside(const Paint& paint, PagePoint p) {
  if (!Contains(paint.box, p)) return false;
  if (paint.outline.empty()) return true;
  int winding = 0;
  int crossings = 0;
  for (const auto& polygon : paint.outline) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const PagePoint& a = polygon[i];
      const PagePoint& b = polygon[(i + 1) % polygon.size()];
      if ((a.y <= p.y) == (b.y <= p.y)) continue;
      if (a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) <= p.x) continue;
      winding += a.y < b.y ? 1 : -1;
      ++crossings;
    }
  }
  return paint.even_odd ? crossings % 2 != 0 : winding != 0;
}

bool Meet(const Box& a, const Box& b) {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

/// Of an outline only its corners and middle are tried.
bool Holds(const Paint& paint, const Box& box) {
  const PagePoint points[] = {{box.left, box.top},
                              {box.right, box.top},
                              {box.left, box.bottom},
                              {box.right, box.bottom},
                              {(box.left + box.right) / 2, (box.top + box.bottom) / 2}};
  return std::all_of(std::begin(points), std::end(points), [&](PagePoint point) { return Inside(paint, point); });
}

double Mix(double over, double under, double opacity) { return over * opacity + under * (1 - opacity); }

/// Colours laid under each other, from the top down to white paper.
class Layers {
 public:
  void Add(Rgb color, double opacity) {
    red_ += share_ * opacity * color.red;
    green_ += share_ * opacity * color.green;
    blue_ += share_ * opacity * color.blue;
    share_ *= 1 - opacity;
  }
  bool ShineThrough() const { return share_ > 0.01; }
  Rgb OnPaper() {
    Add(Rgb{255, 255, 255}, 1);
    const auto byte = [](double value) { return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L)); };
    return Rgb{byte(red_), byte(green_), byte(blue_)};
  }

 private:
  double share_ = 1;  // what still shines through from below
  double red_ = 0;
  double green_ = 0;
  double blue_ = 0;
};

}  // namespace

void Ground::Add(Paint paint) {
  if (paint.box.right - paint.box.left < kMinSidePt || paint.box.bottom - paint.box.top < kMinSidePt) return;
  if (paints_.size() >= kMaxPaints) {
    overflow_ = true;
    return;
  }
  paints_.push_back(std::move(paint));
}

std::optional<Rgb> Ground::ColorUnder(PagePoint point, std::size_t height) const {
  if (overflow_) return std::nullopt;
  Layers layers;
  for (std::size_t i = std::min(height, paints_.size()); i-- > 0 && layers.ShineThrough();) {
    if (!Inside(paints_[i], point)) continue;
    if (!paints_[i].color) return std::nullopt;
    layers.Add(*paints_[i].color, paints_[i].opacity);
  }
  return layers.OnPaper();
}

std::optional<Rgb> Ground::EvenColorUnder(const Box& box, std::size_t height) const {
  if (overflow_) return std::nullopt;
  Layers layers;
  for (std::size_t i = paints_.size(); i-- > 0 && layers.ShineThrough();) {
    const Paint& paint = paints_[i];
    if (!Meet(paint.box, box)) continue;
    if (i >= height || !paint.color || !Holds(paint, box)) return std::nullopt;
    layers.Add(*paint.color, paint.opacity);
  }
  return layers.OnPaper();
}

bool Ground::MayDrawWord(const Box& box) const {
  const double width = box.right - box.left;
  const double height = box.bottom - box.top;
  double drawn = 0;
  for (const Paint& paint : paints_) {
    const bool meets = paint.box.left < box.right && paint.box.right > box.left &&
                       paint.box.top < box.top + 0.7 * height && paint.box.bottom > box.bottom - 0.7 * height;
    if (!meets) continue;
    const bool within = paint.box.left > box.left - 0.3 * height && paint.box.right < box.right + 0.3 * height;
    const bool low = paint.box.bottom - paint.box.top < 6 * height;
    if (!paint.color && low && paint.box.left < box.left + 0.3 * height && paint.box.right > box.right - 0.3 * height) {
      return true;
    }
    const bool letter = std::any_of(paint.outline.begin(), paint.outline.end(),
                                    [](const std::vector<PagePoint>& polygon) { return polygon.size() > 5; });
    if (letter && low && within) drawn += paint.box.right - paint.box.left;
  }
  return drawn > 0.4 * width;
}

bool Ground::Covers(const Box& box, std::size_t height) const {
  const double inset_x = (box.right - box.left) * 0.1;
  const double inset_y = (box.bottom - box.top) * 0.25;  // ascent and descent are rarely both inked
  const Box inner{box.left + inset_x, box.top + inset_y, box.right - inset_x, box.bottom - inset_y};
  for (std::size_t i = height; i < paints_.size(); ++i)
    if (paints_[i].opacity >= 0.95 && Holds(paints_[i], inner)) return true;
  return false;
}

bool StandsOut(Rgb text, double opacity, Rgb ground) {
  const auto differs = [opacity](int a, int b) { return std::abs(Mix(a, b, opacity) - b) > kIndistinct; };
  return differs(text.red, ground.red) || differs(text.green, ground.green) || differs(text.blue, ground.blue);
}

}  // namespace audit
