#include "parsers/pdf/page_model.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace audit {

Box Union(const Box& a, const Box& b) {
  if (a.right <= a.left) return b;
  if (b.right <= b.left) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

double DominantFontSize(const PdfLine& line) {
  std::map<long, std::size_t> weight;  // in tenths of a point
  for (const PdfWord& word : line.words)
    weight[std::lround(word.font_size_pt * 10)] += word.text.size();
  const auto most =
      std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == weight.end() ? 0 : static_cast<double>(most->first) / 10;
}

bool IsBold(const PdfLine& line) {
  std::size_t bold = 0;
  std::size_t all = 0;
  for (const PdfWord& word : line.words) {
    const bool letters = std::any_of(word.text.begin(), word.text.end(), [](unsigned char c) {
      return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    if (!letters) continue;
    all += word.text.size();
    if (word.bold) bold += word.text.size();
  }
  return all > 0 && bold == all;
}

Hiding DominantHiding(const PdfLine& line) {
  std::map<Hiding, std::size_t> weight;
  for (const PdfWord& word : line.words)
    weight[word.hiding] += word.text.size();
  const auto most =
      std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == weight.end() ? Hiding::kNone : most->first;
}

}  // namespace audit
