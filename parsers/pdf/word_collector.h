// Turns the words and glyphs of one page into plain words, and judges which of them a reader cannot see.
#pragma once

#include "parsers/pdf/page_notes.h"

namespace audit {

class WordCollector {
 public:
  /// The page of `notes` gets the lines. `notes` must remain live.
  explicit WordCollector(PageNotes& notes);

  /// Lines of one `chunk` were recognized as one block of text.
  void BeginLine(int chunk);
  void Add(const DrawnWord& word);
  void EndLine();

  /// Tidies up what was drawn at a slant.
  void FinishSlanted();

 private:
  PdfWord ToPlain(const DrawnWord& word);
  std::span<const Glyph> GlyphsOf(const DrawnWord& word) const;
  Hiding Judge(const PdfWord& word, std::span<const Glyph> glyphs) const;
  Hiding FirstReason(const PdfWord& word, std::span<const Glyph> glyphs) const;
  bool Blends(const Glyph& glyph, const Box& box) const;
  std::optional<Rgb> GroundOf(std::span<const Glyph> glyphs, const Box& box) const;
  bool HasVisibleTwin(const Glyph& glyph) const;

  const PageNotes& notes_;
  PdfPage& page_;
  PdfLine line_;
};

}  // namespace audit
