// How well words stand out from their ground.
#pragma once

#include "parsers/document.h"

namespace audit {

/// Contrast ratio of two colours as WCAG 2.2 defines it: 1 (the same) to 21 (black and white).
double ContrastOf(const Rgb& a, const Rgb& b);

}  // namespace audit
