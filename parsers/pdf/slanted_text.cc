#include "parsers/pdf/slanted_text.h"

#include <algorithm>
#include <cmath>

#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

bool IsLevel(const SlantedText::Turn& turn) {
  const double a = std::abs(turn.m11);
  const double b = std::abs(turn.m12);
  const double along = a == 0 || b == 0 ? a + b : std::hypot(a, b);
  return along <= 0 || std::min(a, b) < 0.1 * along;
}

double Distance(PagePoint a, PagePoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The level letter before the first slanted one is of the same words.
void TakeLevelBeginning(const Glyph& next, std::span<Glyph> before, PdfWord& word) {
  if (before.empty()) return;
  const double size = next.size;
  Glyph& last = before.back();
  const double gap_before = before.size() < 2 ? size : Distance(last.at, before[before.size() - 2].end);
  if (Distance(next.at, last.end) > 0.3 * size || gap_before < 0.5 * size || std::abs(last.size - size) > 0.5) return;
  last.moved = true;
  AppendPageCharacter(static_cast<char32_t>(last.unicode), &word.text);
  word.box = {last.at.x - size / 2, last.at.y - size, last.end.x + size / 2, last.end.y + size / 4};
}

}  // namespace

bool SlantedText::Take(const Glyph& glyph, const Turn& turn, std::span<const unsigned> characters,
                       std::span<Glyph> before, PdfPage& page) {
  const bool level = IsLevel(turn);
  if (level && page.slanted.empty()) return false;
  const double size = glyph.size;
  const double gap = Distance(glyph.at, end_);
  // Words set round a seal are level or upright for a letter or two.
  if (level && !(gap < 0.5 * size)) return false;
  end_ = glyph.end;
  if (page.slanted.empty() || gap > 1.5 * size) {
    page.slanted.emplace_back();
    page.slanted.back().words.emplace_back();
    TakeLevelBeginning(glyph, before, page.slanted.back().words.back());
  } else if (gap > 0.25 * size && !page.slanted.back().words.back().text.empty()) {
    page.slanted.back().words.back().space_after = true;
    page.slanted.back().words.emplace_back();
  }
  PdfLine& line = page.slanted.back();
  PdfWord& word = line.words.back();
  bool blank = false;
  for (const unsigned point : characters) {
    if (IsBlank(point)) {
      blank = true;
    } else {
      AppendPageCharacter(point, &word.text);
    }
  }
  const double reach = 0.7 * size;
  word.box = Union(word.box, Box{std::min(glyph.at.x, end_.x) - reach / 2, std::min(glyph.at.y, end_.y) - reach / 2,
                                 std::max(glyph.at.x, end_.x) + reach / 2, std::max(glyph.at.y, end_.y) + reach / 2});
  word.font_size_pt = size;
  word.color = glyph.color;
  word.bold = glyph.bold;
  if (glyph.invisible_mode || glyph.opacity < kMinOpacity) word.hiding = Hiding::kInvisibleMode;
  if (blank && !word.text.empty()) {
    word.space_after = true;
    line.words.emplace_back();
  }
  return true;
}

}  // namespace audit
