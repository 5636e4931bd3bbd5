// What the OCR libraries do for us, in a module of its own: Tesseract brings forty libraries along, and a program that
// links them spends half of its start on loading them, needed or not. ocr_reader.cc loads it; nothing else includes
// this.
#pragma once

#include <functional>
#include <memory>

#include "parsers/ocr_reader.h"

namespace audit {

/// The library with the languages that it was asked for so far. One thread at a time.
class OcrEngine {
 public:
  OcrEngine() = default;
  OcrEngine(const OcrEngine&) = delete;
  OcrEngine& operator=(const OcrEngine&) = delete;
  virtual ~OcrEngine() = default;

  /// One pass over the picture. Words come as the library gives them, not yet checked for UTF-8; nothing is read in a
  /// language that is not installed.
  virtual OcrText ReadOnce(const PageImage& image, OcrLanguage language, OcrLayout layout) = 0;
};

struct OcrModule {
  const char* version;  ///< of the library that was loaded
  /// `stop` is asked between words.
  std::unique_ptr<OcrEngine> (*new_engine)(std::function<bool()> stop);
};

}  // namespace audit

/// The module's only exported symbol. Lives as long as the process.
extern "C" __attribute__((visibility("default"))) const audit::OcrModule* audit_ocr_module();
