#include "parsers/pdf/page_turn.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace audit {

PageTurn::PageTurn(const PdfPage& page) : width_(page.width), height_(page.height) {
  std::array<std::size_t, 4> bytes{};
  for (const PdfLine& line : page.lines) {
    for (const PdfWord& word : line.words)
      bytes.at(static_cast<std::size_t>(line.rotation & 3)) += word.text.size();
  }
  const auto most = std::max_element(bytes.begin(), bytes.end());  // upright text comes first where all are equal
  quarters_ = static_cast<int>(most - bytes.begin());
}

Box PageTurn::Turned(const Box& box, int quarters) const {
  // Back and forth must agree, so the turned page's own measures serve for the way back.
  const bool back = quarters != quarters_;
  const double width = back && quarters_ % 2 == 1 ? height_ : width_;
  const double height = back && quarters_ % 2 == 1 ? width_ : height_;
  switch (quarters) {
    case 1:  // lines run downwards: the right edge becomes the top
      return {box.top, width - box.right, box.bottom, width - box.left};
    case 2:
      return {width - box.right, height - box.bottom, width - box.left, height - box.top};
    case 3:
      return {height - box.bottom, box.left, height - box.top, box.right};
    default:
      return box;
  }
}

}  // namespace audit
