// What is seen of one PDF page before layout: words in lines, with place, look and the reason why a reader would
// not see them. Plain data; the layout files know nothing of the library that read the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// Why a reader of the page cannot see a word. Two kinds are no hiding: kOcrLayer is text laid under a picture of the
/// same words, kShapes invisible text over shapes that draw it (gradients, effects).
enum class Hiding : std::uint8_t { kNone, kInvisibleMode, kGroundColor, kTiny, kCovered, kClipped, kOcrLayer, kShapes };

struct PdfWord {
  std::string text;  ///< valid UTF-8, never empty
  Box box;
  double baseline = 0;  ///< y of the baseline (x for quarter-turned text), in points from the page's top left
  double font_size_pt = 0;
  bool bold = false;
  std::optional<Rgb> color;
  /// Under the whole word; absent = unknown, not one colour, or the word or something over it shines through.
  std::optional<Rgb> ground;
  bool space_after = false;
  Hiding hiding = Hiding::kNone;
  int order = 0;              ///< place in the content stream; larger = painted later
  double ocr_confidence = 0;  ///< 0..100 when read from a picture, else 0
};

struct PdfLine {
  std::vector<PdfWord> words;  ///< in reading order, never empty
  Box box;
  int chunk = 0;        ///< lines of one number were recognized as one block of text
  int rotation = 0;     ///< quarter turns clockwise
  bool bullet = false;  ///< a bullet is drawn before it
};

/// A ruled line or the edge of a painted band, for recognizing tables.
struct PdfRule {
  Box box;
  bool horizontal = true;
};

/// Contents of an annotation or a form field.
struct PdfNote {
  std::string text;
  Box box;
  bool form_field = false;  ///< else a comment
};

struct PdfPage {
  int number = 0;  ///< 1-based
  double width = 0;
  double height = 0;
  std::vector<PdfLine> lines;
  std::vector<PdfLine> slanted;  ///< text at any angle but quarter turns, each run a line; not part of `lines`
  std::vector<PdfRule> rules;
  std::vector<Box> dots;  ///< small filled shapes, which may be bullets
  std::vector<PdfNote> notes;
  std::vector<std::string> links;
  std::string outside;         ///< words drawn outside the crop box, separated by blanks
  int hidden_layer_chars = 0;  ///< characters on layers that are switched off
  int visible_glyphs = 0;
  int unreadable_glyphs = 0;  ///< drawn, but the font does not say which characters they are
  int letter_shapes = 0;      ///< filled outlines of the size of letters
  double image_share = 0;     ///< 0..1 of the page's area under pictures
  bool cut_short = false;     ///< the limit on text stopped the reading of this page
};

/// The smallest box around both; an empty box (right <= left) counts as nothing.
Box Union(const Box& a, const Box& b);

/// Font size that most characters of the line have.
double DominantFontSize(const PdfLine& line);

/// True when every word that has letters is bold.
bool IsBold(const PdfLine& line);

/// Hiding shared by most characters of the line.
Hiding DominantHiding(const PdfLine& line);

}  // namespace audit
