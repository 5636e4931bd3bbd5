// Pages whose text runs downwards or upwards, as Chinese in columns and sheets set sideways: turned so that lines run
// from left to right and follow one another downwards. Plain values.
#pragma once

#include "parsers/pdf/page_model.h"

namespace audit {

class PageTurn {
 public:
  /// Turned as most characters of the page are.
  explicit PageTurn(const PdfPage& page);

  bool IsNeeded() const { return quarters_ != 0; }

  /// A box of the page as it lies on the turned page.
  Box Upright(const Box& box) const { return Turned(box, quarters_); }

  /// A box of the turned page as it lies on the page.
  Box Back(const Box& box) const { return Turned(box, (4 - quarters_) % 4); }

 private:
  Box Turned(const Box& box, int quarters) const;

  double width_ = 0;
  double height_ = 0;
  int quarters_ = 0;  ///< clockwise
};

}  // namespace audit
