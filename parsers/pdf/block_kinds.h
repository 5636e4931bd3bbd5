// What each block of the whole document is: running header or footer, heading, list item, caption, footnote or
// paragraph, judged by look and place relative to the body text. Also joins paragraphs that a column or page cuts.
#pragma once

#include <vector>

#include "parsers/pdf/paragraphs.h"

namespace audit {

struct PdfLayout {
  std::vector<PdfBlock> blocks;      ///< in reading order
  std::vector<double> page_heights;  ///< in points, of page 1, 2, ...
};

/// Sets kind and heading_level of every block.
void ClassifyBlocks(PdfLayout* layout);

/// Joins a paragraph with its beginning where a column or page ends in mid-sentence.
void JoinCutParagraphs(PdfLayout* layout);

}  // namespace audit
