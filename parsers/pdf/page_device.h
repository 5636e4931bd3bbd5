// Draws the pages of one document into plain data: words in lines, glyphs, shapes, pictures. The only user of Poppler's
// private interface for output (22.12). One for a document, on one thread.
#pragma once

#include <cstddef>
#include <memory>

#include "parsers/pdf/page_model.h"

class Page;

namespace audit {

class KeptFonts;

class PageReader {
 public:
  PageReader();
  ~PageReader();
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  /// All of the page but its number. Reading stops after `max_glyphs` (PdfPage::cut_short). `fonts` may be null.
  PdfPage Read(::Page& source, KeptFonts* fonts, std::size_t max_glyphs);

 private:
  class Device;
  std::unique_ptr<Device> device_;
};

}  // namespace audit
