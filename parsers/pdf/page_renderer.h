// Draws pages of a PDF as a reader sees them. Opens the document anew, so it costs nothing until it is needed. One
// thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "parsers/ocr_reader.h"

namespace audit {

class PageRenderer {
 public:
  /// `bytes` must remain live while the renderer lives. REQUIRES: a PdfReader has opened the same bytes.
  explicit PageRenderer(std::string_view bytes);
  ~PageRenderer();
  PageRenderer(const PageRenderer&) = delete;
  PageRenderer& operator=(const PageRenderer&) = delete;

  /// The crop box of page `number` (1-based) in grey at about `dots_per_inch`; less for large pages, so that no side
  /// has more than 5,000 pixels, and more for small ones. Absent: the page cannot be drawn.
  std::optional<PageImage> Render(int number, double dots_per_inch);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
