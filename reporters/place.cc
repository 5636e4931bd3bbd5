#include "reporters/place.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace audit {
namespace {

/// Whole millimetres from points; a box that a document makes absurd stays a number that prints.
int Millimetres(double points) {
  constexpr double kMillimetresPerPoint = 25.4 / 72;
  constexpr double kFarthest = 100000;
  if (std::isnan(points)) return 0;
  return static_cast<int>(std::lround(std::clamp(points * kMillimetresPerPoint, -kFarthest, kFarthest)));
}

void Add(std::string& words, std::string_view name, int number) {
  if (number > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", name, number);
}

}  // namespace

std::string PlaceInWords(const SourceLocation& where) {
  std::string words;
  Add(words, "page", where.page);
  Add(words, "paragraph", where.paragraph);
  Add(words, "line", where.line);
  if (words.empty()) return where.part.empty() ? "whole document" : where.part;
  return where.part.empty() ? words : fmt::format("{} ({})", words, where.part);
}

std::string PositionOnPage(const SourceLocation& where) {
  if (!where.box) return "";
  return fmt::format("{} mm from the top, {} mm from the left", Millimetres(where.box->top),
                     Millimetres(where.box->left));
}

}  // namespace audit
