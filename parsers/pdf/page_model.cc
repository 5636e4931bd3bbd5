#include "parsers/pdf/page_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace audit {
namespace {

constexpr std::size_t kHidings = static_cast<std::size_t>(Hiding::kShapes) + 1;

}  // namespace

Box Union(const Box& a, const Box& b) {
  if (a.right <= a.left) return b;
  if (b.right <= b.left) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

double DominantFontSize(const PdfLine& line) {
  if (line.words.empty()) return 0;
  const double first = line.words.front().font_size_pt;
  const bool one_size = std::all_of(line.words.begin(), line.words.end(),
                                    [&](const PdfWord& word) { return word.font_size_pt == first; });
  if (one_size) return static_cast<double>(std::lround(first * 10)) / 10;
  std::map<long, std::size_t> weight;  // in tenths of a point
  for (const PdfWord& word : line.words)
    weight[std::lround(word.font_size_pt * 10)] += word.text.size();
  const auto most =
      std::max_element(weight.begin(), weight.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return static_cast<double>(most->first) / 10;
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
  std::array<std::size_t, kHidings> weight{};
  std::array<bool, kHidings> present{};
  for (const PdfWord& word : line.words) {
    weight[static_cast<std::size_t>(word.hiding)] += word.text.size();
    present[static_cast<std::size_t>(word.hiding)] = true;
  }
  std::size_t most = 0;
  bool found = false;
  for (std::size_t i = 0; i < kHidings; ++i) {
    if (!present[i] || (found && weight[i] <= weight[most])) continue;
    most = i;
    found = true;
  }
  return static_cast<Hiding>(most);
}

}  // namespace audit
