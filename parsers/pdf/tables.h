// Finds tables on a page, by ruled lines and painted bands or by columns of short data, and takes their words out of
// the running lines. Careful rather than complete: side-by-side prose must never be read row by row.
#pragma once

#include <optional>
#include <vector>

#include "parsers/pdf/page_model.h"

namespace audit {

struct TableCell {
  int row = 0;     ///< 1-based
  int column = 0;  ///< 1-based
  std::vector<PdfLine> lines;
};

struct PageTable {
  Box box;
  std::vector<TableCell> cells;  ///< by row, then column; empty cells are left out
};

/// Tables drawn with rules or bands. Removes their lines from `page`.
std::vector<PageTable> TakeRuledTables(PdfPage* page);

/// The first table without rules among lines that stand side by side: aligned columns, at least one of short data.
/// Lines that belong to no row of it are left out.
std::optional<PageTable> FindAlignedTable(const std::vector<PdfLine>& lines);

}  // namespace audit
