// What lies under and over a word: the painted areas of a page in order of painting. Answers whether text stands out
// from its ground; an unknown ground (picture, gradient) never makes text hidden. One per page, not thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parsers/document.h"

namespace audit {

struct PagePoint {
  double x = 0;
  double y = 0;
};

struct Paint {
  Box box;                                      ///< clipped to what was visible when it was painted
  std::vector<std::vector<PagePoint>> outline;  ///< closed polygons; empty: the box itself
  bool even_odd = false;
  std::optional<Rgb> color;  ///< absent: a picture, gradient or blend whose colour is not known
  double opacity = 1;
};

class Ground {
 public:
  /// Paints smaller than any letter are left out; beyond a bound of paints later ones make the ground unknown.
  void Add(Paint paint);

  /// Number of paints so far: the height at which text drawn now lies.
  std::size_t Height() const { return paints_.size(); }

  /// Colour under the point for text drawn at `height`; absent = unknown.
  std::optional<Rgb> ColorUnder(PagePoint point, std::size_t height) const;

  /// The one colour under the whole box for words drawn at `height`, mixed where something shines through. Absent where
  /// it is unknown or not one, or where something painted later meets the box: it may lie over the words.
  std::optional<Rgb> EvenColorUnder(const Box& box, std::size_t height) const;

  /// True if shapes within the box, or a gradient about as high as it, may be the letters of a word written there.
  bool MayDrawWord(const Box& box) const;

  /// True if something opaque painted later hides the whole box.
  bool Covers(const Box& box, std::size_t height) const;

 private:
  std::vector<Paint> paints_;
  bool overflow_ = false;
};

/// True if text of this colour and opacity can be told from the ground.
bool StandsOut(Rgb text, double opacity, Rgb ground);

}  // namespace audit
