#include "parsers/pdf/line_repair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

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

bool IsLabelAlone(const PdfLine& line) {
  const std::string text = LineText(line);
  if (IsNoteNumber(line, text)) return true;
  return text.size() <= 6 && HasListLabel(text + " x");
}

/// "2" or "3.1" in bold letters, as stands before the heading of a section.
bool IsSectionNumber(const PdfLine& line) {
  const std::string text = LineText(line);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return line.words.size() == 1 && text.size() <= 5 && digits && text.front() != '.' && line.words[0].bold;
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
    const bool section = IsSectionNumber(label);
    if (label.rotation != 0 || label.words.size() > 2 || !(section || IsLabelAlone(label))) continue;
    const double size = DominantFontSize(label);
    std::size_t best = lines->size();
    for (std::size_t j = 0; j < lines->size(); ++j) {
      const PdfLine& line = (*lines)[j];
      if (j == i || gone[j] || line.rotation != 0) continue;
      const double gap = line.box.left - label.box.right;
      const double overlap = std::min(line.box.bottom, label.box.bottom) - std::max(line.box.top, label.box.top);
      const bool note = IsNoteNumber(label, LineText(label));
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

/// A shadow or a bold face made by drawing the words again a little aside: the later copy is what is seen.
void DropShadows(std::vector<PdfLine>* lines) {
  std::multimap<std::string, std::pair<std::size_t, std::size_t>> seen;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    auto& words = (*lines)[i].words;
    for (std::size_t w = 0; w < words.size(); ++w) {
      PdfWord& word = words[w];
      auto [at, end] = seen.equal_range(word.text);
      bool repeated = false;
      for (; at != end; ++at) {
        PdfWord& other = (*lines)[at->second.first].words[at->second.second];
        const double reach = 0.35 * word.font_size_pt;
        if (std::abs(other.box.left - word.box.left) > reach || std::abs(other.box.top - word.box.top) > reach ||
            std::abs(other.font_size_pt - word.font_size_pt) > 0.5) {
          continue;
        }
        const bool keep_other =
            other.hiding == Hiding::kNone && (word.hiding != Hiding::kNone || other.order > word.order);
        (keep_other ? word : other).text.clear();
        repeated = keep_other;
        if (!keep_other) {
          seen.erase(at);
        }
        break;
      }
      if (!repeated && !word.text.empty()) seen.emplace(word.text, std::pair{i, w});
    }
  }
  for (PdfLine& line : *lines) {
    std::erase_if(line.words, [](const PdfWord& word) { return word.text.empty(); });
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
