#include "parsers/pdf/table_grid.h"

#include <algorithm>
#include <cmath>

namespace audit {
namespace {

constexpr double kMinGutterPt = 5;

}  // namespace

std::vector<double> LanesBetween(const std::vector<const PdfLine*>& lines) {
  std::vector<std::pair<double, double>> filled;
  for (const PdfLine* line : lines)
    filled.emplace_back(line->box.left, line->box.right);
  std::sort(filled.begin(), filled.end());
  std::vector<double> lanes;
  double end = filled.empty() ? 0 : filled.front().second;
  for (const auto& [left, right] : filled) {
    if (left - end >= kMinGutterPt) lanes.push_back((left + end) / 2);
    end = std::max(end, right);
  }
  return lanes;
}

std::size_t SlotOf(double value, const std::vector<double>& boundaries) {
  return static_cast<std::size_t>(std::upper_bound(boundaries.begin(), boundaries.end(), value) - boundaries.begin());
}

PageTable AssembleTable(std::map<std::pair<int, int>, TableCell>* cells) {
  PageTable table;
  for (auto& [place, cell] : *cells) {
    cell.row = place.first;
    cell.column = place.second;
    std::stable_sort(cell.lines.begin(), cell.lines.end(), [](const PdfLine& a, const PdfLine& b) {
      const bool same = std::abs(CenterY(a.box) - CenterY(b.box)) < 0.4 * (a.box.bottom - a.box.top);
      return same ? a.box.left < b.box.left : CenterY(a.box) < CenterY(b.box);
    });
    for (const PdfLine& line : cell.lines)
      table.box = Union(table.box, line.box);
    table.cells.push_back(std::move(cell));
  }
  return table;
}

}  // namespace audit
