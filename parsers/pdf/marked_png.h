// A part of a drawn page as a small PNG file of few colours, with marks laid over words. The only door to the picture
// library for writing. Stateless.
#pragma once

#include <span>
#include <string>

#include "parsers/pdf/area_renderer.h"

namespace audit {

/// Half-open, in pixels.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

/// `cut` of the image as a PNG file: `marks` (in the image's pixels) tinted, so that words on light and on dark ground
/// stay readable, and framed, so that they show in black and white too. "" if it cannot be made in `max_bytes`. The
/// same picture gives the same bytes.
std::string MarkedPng(const ColorImage& image, PixelBox cut, std::span<const PixelBox> marks, std::size_t max_bytes);

}  // namespace audit
