// Decides which pages of a document want OCR, reads them within the budget and puts what was read among the page's
// lines. One per document, one thread at a time.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "parsers/ocr_reader.h"
#include "parsers/parser.h"
#include "parsers/pdf/page_model.h"
#include "parsers/pdf/page_renderer.h"

namespace audit {

enum class OcrOutcome {
  kNotAsked,     ///< the page is text, or OCR is switched off
  kRead,         ///< what the page shows is now among its lines, which may be nothing
  kPoor,         ///< words were read, but so badly that the page does not count as read
  kOverBudget,   ///< pages or seconds were used up
  kUnavailable,  ///< the library or its models are not installed, or the page cannot be drawn
};

/// True if the page shows something but has no text worth the name.
bool IsPicturesOnly(const PdfPage& page);

/// True if most glyphs of the page are of fonts that do not say which characters they are.
bool IsUnreadable(const PdfPage& page);

class PageOcr {
 public:
  /// `bytes` must remain live. Nothing is opened or loaded before a page wants it.
  PageOcr(std::string_view bytes, const OcrLimits& limits) : bytes_(bytes), limits_(limits) {}

  OcrOutcome Read(PdfPage* page);

  /// Mean confidence in percent of the page last read.
  double confidence() const { return confidence_; }

  /// Words of the document so far; Chinese ones make Chinese the first language to try.
  void Saw(std::string_view text);

 private:
  bool Wanted(const PdfPage& page) const;
  bool SecondsUsedUp() const;
  void Start();

  std::string_view bytes_;
  OcrLimits limits_;
  std::unique_ptr<PageRenderer> renderer_;
  std::unique_ptr<OcrReader> reader_;
  OcrLanguage language_ = OcrLanguage::kEnglish;
  long han_ = 0;
  long letters_ = 0;
  int pages_ = 0;
  double seconds_ = 0;     // of processor time spent on earlier pages
  double page_start_ = 0;  // processor clock
  double confidence_ = 0;
};

}  // namespace audit
