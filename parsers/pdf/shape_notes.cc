#include "parsers/pdf/shape_notes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kMaxRules = 4'000;

void AddRule(PagePoint a, PagePoint b, PdfPage& page) {
  const double width = std::abs(a.x - b.x);
  const double height = std::abs(a.y - b.y);
  if (page.rules.size() >= kMaxRules || std::min(width, height) > 2 || std::max(width, height) < 8) return;
  page.rules.push_back(
      PdfRule{{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}, width > height});
}

Box BoundsOf(const Polygon& polygon, Box box) {
  for (const PagePoint& point : polygon) {
    box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
           std::max(box.bottom, point.y)};
  }
  return box;
}

constexpr double kFar = 1e9;
constexpr Box kNowhere{kFar, kFar, -kFar, -kFar};

/// Outlines with many points, none larger than a headline's letters: words may be drawn with them.
void CountLetterShapes(const std::vector<Polygon>& outline, PdfPage& page) {
  constexpr std::size_t kSimple = 6;
  constexpr double kLowest = 2;
  constexpr double kHighest = 60;
  for (const Polygon& polygon : outline) {
    if (polygon.size() < kSimple) continue;
    const Box box = BoundsOf(polygon, {polygon[0].x, polygon[0].y, polygon[0].x, polygon[0].y});
    const double height = box.bottom - box.top;
    if (height >= kLowest && height <= kHighest && box.right - box.left <= kHighest) ++page.letter_shapes;
  }
}

void AddToGround(Paint paint, const Ink& ink, Ground& ground) {
  paint.color = ink.color;
  paint.opacity = ink.color ? ink.opacity : 0.5;  // unknown, and never a cover
  if (paint.opacity > kMinOpacity) ground.Add(std::move(paint));
}

/// A stroke so thick that text may stand on it.
void AddBand(PagePoint a, PagePoint b, double reach, const Box& clip, const Ink& ink, Ground& ground) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length <= 0) return;
  const double across_x = (b.y - a.y) / length * reach;
  const double across_y = (a.x - b.x) / length * reach;
  Paint paint;
  paint.outline = {{{a.x + across_x, a.y + across_y},
                    {b.x + across_x, b.y + across_y},
                    {b.x - across_x, b.y - across_y},
                    {a.x - across_x, a.y - across_y}}};
  const double wide = std::abs(across_x);
  const double high = std::abs(across_y);
  paint.box = Intersection(
      {std::min(a.x, b.x) - wide, std::min(a.y, b.y) - high, std::max(a.x, b.x) + wide, std::max(a.y, b.y) + high},
      clip);
  AddToGround(std::move(paint), ink, ground);
}

}  // namespace

Box Intersection(const Box& a, const Box& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

void NoteFill(std::vector<Polygon> outline, bool even_odd, const Box& clip, const Ink& ink, PageNotes& notes) {
  if (outline.empty()) return;
  PdfPage& page = notes.page;
  Box box = kNowhere;
  for (const Polygon& polygon : outline)
    box = BoundsOf(polygon, box);
  const double width = box.right - box.left;
  const double height = box.bottom - box.top;
  CountLetterShapes(outline, page);
  const bool dot = width >= 1 && width <= 9 && std::abs(width - height) < 0.35 * width;
  if (dot && page.dots.size() < kMaxRules) page.dots.push_back(box);
  if (outline.size() == 1 && outline[0].size() <= 5) {
    AddRule({box.left, box.top}, {box.right, box.bottom}, page);
    if (width > 20 && height > 6) {  // bands tell rows apart as lines do
      AddRule({box.left, box.top}, {box.right, box.top}, page);
      AddRule({box.left, box.bottom}, {box.right, box.bottom}, page);
    }
  }
  Paint paint;
  paint.outline = std::move(outline);
  paint.even_odd = even_odd;
  paint.box = Intersection(box, clip);
  AddToGround(std::move(paint), ink, notes.ground);
}

void NoteStroke(const std::vector<Polygon>& lines, double width, const Box& clip, const Ink& ink, PageNotes& notes) {
  constexpr double kThick = 4;
  for (const Polygon& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      AddRule(line[i], line[i + 1], notes.page);
      if (width > kThick) AddBand(line[i], line[i + 1], width / 2, clip, ink, notes.ground);
    }
  }
}

}  // namespace audit
