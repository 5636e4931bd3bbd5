// The bytes of a PDF as Poppler reads them, with streams that are inflated at once instead of byte by byte. What is
// read is the same; a stream that is not whole and valid is left to Poppler.
#pragma once

#include <memory>
#include <string_view>

class BaseStream;

namespace audit {

class PdfFile {
 public:
  struct Impl;

  PdfFile();
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  /// For PDFDoc, which becomes the owner. `bytes` and this must remain live while the stream and those made of it live.
  std::unique_ptr<BaseStream> Stream(std::string_view bytes) const;

  /// From now on. REQUIRES: the document is not encrypted.
  void InflateAtOnce();

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
