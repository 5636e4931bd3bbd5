#include "parsers/pdf/word_collector.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

constexpr double kTinyPt = 2;
constexpr double kFullOpacity = 0.995;

bool CenterIn(const Box& inner, const Box& outer) {
  const double x = (inner.left + inner.right) / 2;
  const double y = (inner.top + inner.bottom) / 2;
  return x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
}

/// Share of the page under pictures, on a grid, so that overlapping tiles count once.
double ShareUnder(const std::vector<Box>& images, double width, double height) {
  constexpr int kCells = 24;
  if (images.empty()) return 0;
  int covered = 0;
  for (int i = 0; i < kCells * kCells; ++i) {
    const int column = i % kCells;
    const int row = i / kCells;
    const double x = (column + 0.5) * width / kCells;
    const double y = (row + 0.5) * height / kCells;
    const Box spot{x, y, x, y};
    if (std::any_of(images.begin(), images.end(), [&](const Box& image) { return CenterIn(spot, image); })) ++covered;
  }
  return static_cast<double>(covered) / (kCells * kCells);
}

/// Scripts written from right to left come in the order of the page; what one glyph stands for, and marks on a letter,
/// are in reading order already.
std::u32string InReadingOrder(std::span<const unsigned> characters, std::span<const Glyph> glyphs) {
  std::u32string points(characters.begin(), characters.end());
  std::vector<bool> goes_on(points.size(), false);  // with the character before it
  std::size_t at = 0;
  for (const Glyph& glyph : glyphs) {
    for (int k = 1; k < glyph.length && at + static_cast<std::size_t>(k) < goes_on.size(); ++k)
      goes_on[at + static_cast<std::size_t>(k)] = true;
    at += static_cast<std::size_t>(std::max(glyph.length, 1));
  }
  if (at != points.size()) goes_on.assign(points.size(), false);  // the glyphs are not those of the word
  for (std::size_t i = 1; i < points.size(); ++i)
    goes_on[i] = goes_on[i] || IsCombiningMark(points[i]);
  std::u32string ordered;
  for (std::size_t end = points.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && goes_on[begin])
      --begin;
    ordered += points.substr(begin, end - begin);
    end = begin;
  }
  return ordered;
}

/// Appends a character of a word; false if it cannot be read.
bool AppendOfWord(char32_t point, std::string& text) {
  if (IsBlank(point)) {
    // Fonts without a proper code for it draw the blank as a letter.
    if (!text.empty() && text.back() != ' ') text += ' ';
    return true;
  }
  AppendPageCharacter(point, &text);
  return IsReadable(point);
}

}  // namespace

WordCollector::WordCollector(PageNotes& notes) : notes_(notes), page_(notes.page) {
  page_.image_share = ShareUnder(notes_.images, page_.width, page_.height);
}

void WordCollector::BeginLine(int chunk) {
  line_ = PdfLine();
  line_.chunk = chunk;
}

void WordCollector::Add(const DrawnWord& word) {
  PdfWord plain = ToPlain(word);
  if (plain.text.empty()) {
    if (!line_.words.empty() && plain.space_after) line_.words.back().space_after = true;
    return;
  }
  line_.rotation = word.rotation;
  line_.box = Union(line_.box, plain.box);
  if (plain.hiding == Hiding::kNone) page_.visible_glyphs += static_cast<int>(word.characters.size());
  line_.words.push_back(std::move(plain));
}

void WordCollector::EndLine() {
  if (line_.words.empty()) return;
  ToReadingOrder(&line_);
  page_.lines.push_back(std::move(line_));
}

PdfWord WordCollector::ToPlain(const DrawnWord& word) {
  PdfWord plain;
  const std::span<const Glyph> glyphs = GlyphsOf(word);
  plain.text.reserve(word.characters.size());
  if (std::any_of(word.characters.begin(), word.characters.end(),
                  [](unsigned point) { return IsRightToLeft(point); })) {
    for (const char32_t point : InReadingOrder(word.characters, glyphs))
      page_.unreadable_glyphs += AppendOfWord(point, plain.text) ? 0 : 1;
  } else {
    for (const unsigned point : word.characters)
      page_.unreadable_glyphs += AppendOfWord(point, plain.text) ? 0 : 1;
  }
  const bool blank_end = plain.text.ends_with(' ');
  if (blank_end) plain.text.pop_back();
  plain.box = word.box;
  plain.baseline = word.baseline;
  plain.font_size_pt = word.font_size_pt;
  plain.space_after = word.space_after || blank_end;
  plain.order = word.position;
  if (glyphs.size() == 1 && glyphs.front().moved) plain.text.clear();
  if (!glyphs.empty()) {
    plain.color = glyphs.front().color;
    plain.bold = std::all_of(glyphs.begin(), glyphs.end(), [](const Glyph& glyph) { return glyph.bold; });
    plain.hiding = Judge(plain, glyphs);
    if (plain.hiding == Hiding::kNone) plain.ground = GroundOf(glyphs, word.box);
  }
  return plain;
}

std::span<const Glyph> WordCollector::GlyphsOf(const DrawnWord& word) const {
  constexpr std::ptrdiff_t kEnough = 64;
  const auto& all = notes_.glyphs;
  const int end = word.position + std::max(1, word.position_length);
  const auto first = std::lower_bound(all.begin(), all.end(), word.position,
                                      [](const Glyph& glyph, int position) { return glyph.position < position; });
  auto last = first;
  while (last != all.end() && last->position < end && last - first < kEnough)
    ++last;
  return {first, last};
}

Hiding WordCollector::FirstReason(const PdfWord& word, std::span<const Glyph> glyphs) const {
  const auto all = [&](auto&& predicate) { return std::all_of(glyphs.begin(), glyphs.end(), predicate); };
  if (all([](const Glyph& g) { return g.invisible_mode || g.opacity < kMinOpacity; })) return Hiding::kInvisibleMode;
  if (word.font_size_pt < kTinyPt && word.box.bottom - word.box.top < 1.5 * kTinyPt) return Hiding::kTiny;
  if (all([](const Glyph& g) { return g.clipped; })) return Hiding::kClipped;
  if (all([&](const Glyph& g) { return Blends(g, word.box); })) return Hiding::kGroundColor;
  if (notes_.ground.Covers(word.box, glyphs.back().height)) return Hiding::kCovered;
  return Hiding::kNone;
}

Hiding WordCollector::Judge(const PdfWord& word, std::span<const Glyph> glyphs) const {
  const Hiding hiding = FirstReason(word, glyphs);
  if (hiding == Hiding::kNone) return hiding;
  if (hiding != Hiding::kInvisibleMode && hiding != Hiding::kTiny && HasVisibleTwin(glyphs.front())) {
    return Hiding::kNone;
  }
  const bool over_picture = page_.image_share >= 0.5 &&
                            (hiding == Hiding::kInvisibleMode || hiding == Hiding::kCovered) &&
                            std::any_of(notes_.images.begin(), notes_.images.end(),
                                        [&](const Box& image) { return CenterIn(word.box, image); });
  if (over_picture) return Hiding::kOcrLayer;
  return hiding == Hiding::kInvisibleMode && notes_.ground.MayDrawWord(word.box) ? Hiding::kShapes : hiding;
}

bool WordCollector::Blends(const Glyph& glyph, const Box& box) const {
  if (glyph.unknown_paint || !glyph.color) return false;
  const double y = (box.top + box.bottom) / 2;
  for (const double share : {0.2, 0.5, 0.8}) {
    const PagePoint spot{box.left + share * (box.right - box.left), y};
    const std::optional<Rgb> ground = notes_.ground.ColorUnder(spot, glyph.height);
    if (!ground || StandsOut(*glyph.color, glyph.opacity, *ground)) return false;
  }
  return true;
}

std::optional<Rgb> WordCollector::GroundOf(std::span<const Glyph> glyphs, const Box& box) const {
  const Glyph& first = glyphs.front();
  const auto plain = [&](const Glyph& glyph) {
    return !glyph.unknown_paint && glyph.color == first.color && glyph.opacity >= kFullOpacity;
  };
  if (!first.color || !std::all_of(glyphs.begin(), glyphs.end(), plain)) return std::nullopt;
  // Letters seldom reach to the very edges of their place.
  const double inset_x = std::min(1.0, (box.right - box.left) * 0.05);
  const double inset_y = (box.bottom - box.top) * 0.1;
  return notes_.ground.EvenColorUnder(
      {box.left + inset_x, box.top + inset_y, box.right - inset_x, box.bottom - inset_y}, first.height);
}

/// A word drawn twice is kept once; it is seen if either copy is.
bool WordCollector::HasVisibleTwin(const Glyph& glyph) const {
  for (const Glyph& other : notes_.glyphs) {
    if (other.position == glyph.position || other.unicode != glyph.unicode || other.invisible_mode) continue;
    if (std::abs(other.at.x - glyph.at.x) > 2 || std::abs(other.at.y - glyph.at.y) > 2) continue;
    const Box spot{other.at.x, other.at.y - 2, other.at.x + 2, other.at.y};
    if (!other.clipped && !Blends(other, spot) && !notes_.ground.Covers(spot, other.height)) return true;
  }
  return false;
}

void WordCollector::FinishSlanted() {
  auto& runs = page_.slanted;
  for (PdfLine& run : runs) {
    std::erase_if(run.words, [](const PdfWord& word) { return word.text.empty(); });
    for (const PdfWord& word : run.words)
      run.box = Union(run.box, word.box);
    for (const PdfWord& word : run.words)
      page_.visible_glyphs += static_cast<int>(word.text.size());
  }
  std::erase_if(runs, [](const PdfLine& run) { return run.words.empty(); });
}

}  // namespace audit
