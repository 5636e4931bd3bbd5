#include "parsers/pdf/line_repair.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parsers/pdf/list_labels.h"
#include "parsers/pdf/text_builder.h"

namespace audit {
namespace {

double Height(const PdfLine& line) { return line.box.bottom - line.box.top; }

/// A mark or a number of one or two digits, as stands raised before a footnote.
bool IsNoteNumber(const PdfLine& line, std::string_view text) {
  constexpr std::u32string_view kMarks = U"*∗†‡§＊";
  if (line.words.size() == 1 && text.size() <= 3 && kMarks.find(FirstCharacter(text)) != std::u32string_view::npos) {
    return true;
  }
  return text.size() <= 2 && line.words.size() == 1 && DominantFontSize(line) < 8 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t BytesOf(const PdfLine& line) {
  std::size_t bytes = 0;
  for (const PdfWord& word : line.words)
    bytes += word.text.size();
  return bytes;
}

bool IsLabelAlone(const PdfLine& line) {
  constexpr std::size_t kLongest = 6;
  if (BytesOf(line) > kLongest) return false;
  const std::string text = LineText(line);
  if (IsNoteNumber(line, text)) return true;
  return text.size() <= kLongest && HasListLabel(text + " x");
}

/// "2" or "3.1" in bold letters, as stands before the heading of a section.
bool IsSectionNumber(const PdfLine& line) {
  if (line.words.size() != 1 || !line.words[0].bold) return false;
  const std::string text = LineText(line);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return text.size() <= 5 && digits && text.front() != '.';
}

/// The line is a heading that the number stands before: bold, of its size, and alone on its level.
bool IsHeadingOf(const PdfLine& number, const PdfLine& line, const std::vector<PdfLine>& lines) {
  if (!IsBold(line) || std::abs(DominantFontSize(line) - DominantFontSize(number)) > 0.6) return false;
  return std::none_of(lines.begin(), lines.end(), [&](const PdfLine& other) {
    const double overlap = std::min(line.box.bottom, other.box.bottom) - std::max(line.box.top, other.box.top);
    return other.chunk == line.chunk && overlap > 0.5 * Height(line) && other.box.left > line.box.right;
  });
}

/// Puts list labels that stand apart back before the line that they introduce; otherwise labels and texts would be
/// read as two columns.
void AttachLabels(std::vector<PdfLine>* lines) {
  std::vector<bool> gone(lines->size(), false);
  for (std::size_t i = 0; i < lines->size(); ++i) {
    PdfLine& label = (*lines)[i];
    if (label.rotation != 0 || label.words.size() > 2) continue;
    const bool section = IsSectionNumber(label);
    if (!section && !IsLabelAlone(label)) continue;
    const bool note = IsNoteNumber(label, LineText(label));
    const double size = DominantFontSize(label);
    std::size_t best = lines->size();
    for (std::size_t j = 0; j < lines->size(); ++j) {
      const PdfLine& line = (*lines)[j];
      if (j == i || gone[j] || line.rotation != 0) continue;
      const double gap = line.box.left - label.box.right;
      const double overlap = std::min(line.box.bottom, label.box.bottom) - std::max(line.box.top, label.box.top);
      const double reach = note ? size : 4 * std::max(size, DominantFontSize(line));
      if (gap < -1 || gap > reach || overlap < 0.5 * Height(label)) continue;
      if (section && !IsHeadingOf(label, line, *lines)) continue;
      if (note && size > 0.85 * DominantFontSize(line)) continue;
      if (best == lines->size() || line.box.left < (*lines)[best].box.left) best = j;
    }
    if (best == lines->size() || IsLabelAlone((*lines)[best])) continue;
    PdfLine& line = (*lines)[best];
    label.words.back().space_after = true;
    line.words.insert(line.words.begin(), label.words.begin(), label.words.end());
    line.box = Union(line.box, label.box);
    gone[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    if (gone[i]) continue;
    if (kept != i) (*lines)[kept] = std::move((*lines)[i]);
    ++kept;
  }
  lines->resize(kept);
}

/// Bullets that are drawn, not written: a small shape at the left of a line, level with its middle.
void AttachDots(const std::vector<Box>& dots, std::vector<PdfLine>* lines) {
  for (const Box& dot : dots) {
    const double y = (dot.top + dot.bottom) / 2;
    PdfLine* nearest = nullptr;
    for (PdfLine& line : *lines) {
      const double size = DominantFontSize(line);
      const double gap = line.box.left - dot.right;
      const bool level = y > line.box.top + 0.15 * Height(line) && y < line.box.bottom - 0.1 * Height(line);
      if (line.rotation != 0 || !level || gap < 0 || gap > 2 * size || dot.right - dot.left > 0.8 * size) continue;
      if (nearest == nullptr || line.box.left < nearest->box.left) nearest = &line;
    }
    if (nearest != nullptr) nearest->bullet = true;
  }
}

/// Which words were drawn again a little aside; the later copy is what is seen.
class Shadows {
 public:
  explicit Shadows(std::size_t words) : gone_(words), next_(words, kNone) { words_.reserve(words); }

  void Add(const PdfWord& word) {
    const std::size_t number = words_.size();
    words_.push_back(&word);
    const auto [chain, is_new] = of_text_.try_emplace(word.text, number, number);
    if (is_new) return;
    std::size_t at = chain->second.first;
    while (at != kNone && (gone_[at] || !IsCopy(*words_[at], word)))
      at = next_[at];
    if (at != kNone) {
      const PdfWord& other = *words_[at];
      const bool keep_other =
          other.hiding == Hiding::kNone && (word.hiding != Hiding::kNone || other.order > word.order);
      gone_[keep_other ? number : at] = true;
    }
    next_[chain->second.second] = number;
    chain->second.second = number;
  }

  bool IsGone(std::size_t number) const { return gone_[number]; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  static bool IsCopy(const PdfWord& a, const PdfWord& b) {
    const double reach = 0.35 * b.font_size_pt;
    return !(std::abs(a.box.left - b.box.left) > reach || std::abs(a.box.top - b.box.top) > reach ||
             std::abs(a.font_size_pt - b.font_size_pt) > 0.5);
  }

  std::vector<const PdfWord*> words_;
  std::vector<bool> gone_;
  std::vector<std::size_t> next_;                                                      // word of the same text
  std::unordered_map<std::string_view, std::pair<std::size_t, std::size_t>> of_text_;  // first and last word
};

/// A shadow or a bold face is made by drawing the words again.
void DropShadows(std::vector<PdfLine>* lines) {
  std::size_t words = 0;
  for (const PdfLine& line : *lines)
    words += line.words.size();
  Shadows shadows(words);
  for (const PdfLine& line : *lines) {
    for (const PdfWord& word : line.words)
      shadows.Add(word);
  }
  std::size_t number = 0;
  for (PdfLine& line : *lines) {
    std::erase_if(line.words, [&](const PdfWord&) { return shadows.IsGone(number++); });
    line.box = Box();
    for (const PdfWord& word : line.words)
      line.box = Union(line.box, word.box);
  }
  std::erase_if(*lines, [](const PdfLine& line) { return line.words.empty(); });
}

/// Hidden words within a visible line become lines of their own, so that they are not read into its sentence.
void SeparateHidden(std::vector<PdfLine>* lines) {
  std::vector<PdfLine> result;
  for (PdfLine& line : *lines) {
    PdfLine part;
    for (PdfWord& word : line.words) {
      const bool differs = !part.words.empty() && part.words.back().hiding != word.hiding;
      if (differs) {
        result.push_back(std::move(part));
        part = PdfLine();
      }
      part.chunk = line.chunk;
      part.rotation = line.rotation;
      part.box = Union(part.box, word.box);
      part.words.push_back(std::move(word));
    }
    if (!part.words.empty()) result.push_back(std::move(part));
  }
  *lines = std::move(result);
}

/// That of the words of the line's own size: a raised or lowered sign has another.
double BaselineOf(const PdfLine& line) {
  const double size = DominantFontSize(line);
  const auto own = std::find_if(line.words.begin(), line.words.end(),
                                [&](const PdfWord& word) { return std::abs(word.font_size_pt - size) < 0.5; });
  return own == line.words.end() ? line.words.front().baseline : own->baseline;
}

bool IsLevel(const PdfLine& a, const PdfLine& b) {
  const double least = std::min(DominantFontSize(a), DominantFontSize(b));
  return std::abs(BaselineOf(a) - BaselineOf(b)) < 0.15 * least;
}

bool HasRightToLeft(const PdfLine& line) {
  return std::any_of(line.words.begin(), line.words.end(),
                     [](const PdfWord& word) { return IsRightToLeft(FirstCharacter(word.text)); });
}

/// A bar over a letter or a raised sign makes the library break a line in two and give the second half first. Where
/// most lines of a block have a neighbour, they are columns instead.
void OrderFragments(std::vector<PdfLine>::iterator begin, std::vector<PdfLine>::iterator end) {
  std::vector<std::pair<std::vector<PdfLine>::iterator, std::vector<PdfLine>::iterator>> broken;
  int levels = 0;
  for (auto first = begin; first != end; ++levels) {
    auto last = first + 1;
    while (last != end && IsLevel(*(last - 1), *last))
      ++last;
    if (last - first > 1) broken.emplace_back(first, last);
    first = last;
  }
  if (levels > 1 && 3 * static_cast<int>(broken.size()) > levels) return;
  for (const auto& [first, last] : broken) {
    std::stable_sort(first, last, [](const PdfLine& a, const PdfLine& b) { return a.box.left < b.box.left; });
  }
}

void OrderFragments(std::vector<PdfLine>* lines) {
  for (auto begin = lines->begin(); begin != lines->end();) {
    const auto end = std::find_if(begin, lines->end(), [&](const PdfLine& line) {
      return line.chunk != begin->chunk || line.rotation != begin->rotation;
    });
    if (begin->rotation == 0 && std::none_of(begin, end, HasRightToLeft)) OrderFragments(begin, end);
    begin = end;
  }
}

}  // namespace

void RepairLines(PdfPage* page) {
  DropShadows(&page->lines);
  SeparateHidden(&page->lines);
  OrderFragments(&page->lines);
  AttachLabels(&page->lines);
  AttachDots(page->dots, &page->lines);
}

}  // namespace audit
