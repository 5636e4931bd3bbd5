// From the lines of a page to blocks that each hold one paragraph, list item, heading or table cell: lines in reading
// order are put together until size, gap, weight or label say that something new begins. Stateless.
#pragma once

#include <vector>

#include "parsers/pdf/page_model.h"

namespace audit {

struct PdfBlock {
  BlockKind kind = BlockKind::kParagraph;
  std::vector<PdfLine> lines;   ///< never empty
  std::vector<int> line_pages;  ///< 1-based page of each line; a paragraph may run on over the page
  Box box;                      ///< of the lines on the first page
  Box column;                   ///< bounds of the column it stands in
  int page = 0;
  double font_size_pt = 0;
  bool bold = false;
  Hiding hiding = Hiding::kNone;
  int heading_level = 0;
  int table = 0;  ///< 1-based within the page, 0 = none
  int row = 0;
  int column_number = 0;
  bool slanted = false;
};

/// Blocks of the page in reading order. Uses up the lines of `page`.
std::vector<PdfBlock> BlocksOfPage(PdfPage* page);

}  // namespace audit
