#include "analyzers/judge/contrast.h"

#include <algorithm>
#include <cmath>

namespace audit {
namespace {

/// Linear light of one channel of sRGB. WCAG writes 0.03928 where sRGB has 0.04045; no eight-bit value lies between.
double Linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double RelativeLuminance(const Rgb& color) {
  return 0.2126 * Linear(color.red) + 0.7152 * Linear(color.green) + 0.0722 * Linear(color.blue);
}

}  // namespace

double ContrastOf(const Rgb& a, const Rgb& b) {
  const auto [dark, light] = std::minmax({RelativeLuminance(a), RelativeLuminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

}  // namespace audit
