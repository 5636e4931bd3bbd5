// What both ways of finding tables share: lanes between columns, and cells put together from lines. Stateless.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "parsers/pdf/tables.h"

namespace audit {

inline double CenterX(const Box& box) { return (box.left + box.right) / 2; }
inline double CenterY(const Box& box) { return (box.top + box.bottom) / 2; }

/// Middles of the empty upright lanes between the lines, ascending.
std::vector<double> LanesBetween(const std::vector<const PdfLine*>& lines);

/// Which of the slots that the boundaries (ascending) make holds the value; 0 is the one before the first.
std::size_t SlotOf(double value, const std::vector<double>& boundaries);

/// A table of the cells by row and column; uses them up.
PageTable AssembleTable(std::map<std::pair<int, int>, TableCell>* cells);

}  // namespace audit
