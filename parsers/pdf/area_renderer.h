// Draws parts of the pages of a PDF in colour, as a reader sees them. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// Three bytes a pixel, red first; rows from the top without padding.
struct ColorImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

class AreaRenderer {
 public:
  /// `bytes` must remain live while the renderer lives. REQUIRES: a PdfReader has opened the same bytes. `stop` is
  /// asked while a page is drawn and ends that when it says true.
  AreaRenderer(std::string_view bytes, std::function<bool()> stop);
  ~AreaRenderer();
  AreaRenderer(const AreaRenderer&) = delete;
  AreaRenderer& operator=(const AreaRenderer&) = delete;

  /// `area` of page `number` (1-based), which must be on the page, about its size in pixels. Absent: the page cannot be
  /// drawn, or was stopped.
  std::optional<ColorImage> Render(int number, const Box& area, double dots_per_inch);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
