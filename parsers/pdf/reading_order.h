// The order in which a reader takes the areas of a page: columns within bands, found by cutting along empty lanes
// (XY-cut). Pure geometry, stateless; areas that cannot be cut apart are ordered by what stands above and left.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "parsers/document.h"

namespace audit {

struct PageArea {
  Box box;
  double font_size_pt = 0;  ///< the largest in it; a solitary large line separates what is above from what is below
};

struct OrderedArea {
  std::size_t index = 0;  ///< into the areas given
  Box column;             ///< bounds of the text of its kind in the column
  int table = 0;          ///< areas of one number, all in a row, are the cells of one table; 0 = none
};

/// Asked for areas side by side whether some of them are a table; returns those, or nothing.
using TableFinder = std::function<std::vector<std::size_t>(const std::vector<std::size_t>&)>;

/// Every area exactly once.
std::vector<OrderedArea> ReadingOrder(const std::vector<PageArea>& areas, const TableFinder& find_table);

}  // namespace audit
