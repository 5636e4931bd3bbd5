// Opens a PDF for reading, and one that was cut off as far as it can be mended.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "parsers/parser.h"
#include "parsers/pdf/poppler_reader.h"

namespace audit {

struct OpenedPdf {
  std::unique_ptr<std::string> mended;  ///< bytes with a new end, which the reader reads; null if it needed none
  std::unique_ptr<PdfReader> reader;

  /// What the reader reads of a document of these bytes.
  std::string_view Bytes(std::string_view original) const { return mended ? std::string_view(*mended) : original; }

  ~OpenedPdf() { reader.reset(); }  // before the bytes that it reads
  OpenedPdf() = default;
  OpenedPdf(OpenedPdf&&) = default;
  OpenedPdf& operator=(OpenedPdf&&) = delete;
  OpenedPdf(const OpenedPdf&) = delete;
  OpenedPdf& operator=(const OpenedPdf&) = delete;
};

/// `bytes` must remain live while the result lives.
std::variant<OpenedPdf, ParseFailure> OpenPdf(std::string_view bytes);

}  // namespace audit
