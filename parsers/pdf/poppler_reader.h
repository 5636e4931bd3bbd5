// The only door to the PDF library: bytes in, pages of words out. One reader serves one document on one thread;
// several readers may live on several threads.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/pdf/page_model.h"

namespace audit {

/// Ways to read sooner what is read anyhow. Each may be left out, to show that the pages are the same without it.
struct PdfShortcuts {
  bool inflate_at_once = true;  ///< whole streams, by libdeflate
  bool keep_fonts = true;       ///< from page to page
  bool keep_transforms = true;  ///< of colour profiles, from document to document
};

class PdfReader {
 public:
  /// `bytes` must remain live while the reader lives. Fails with kEncrypted or kDamaged.
  static std::variant<std::unique_ptr<PdfReader>, ParseFailure> Open(std::string_view bytes,
                                                                     PdfShortcuts shortcuts = {});
  ~PdfReader();
  PdfReader(const PdfReader&) = delete;
  PdfReader& operator=(const PdfReader&) = delete;

  int PageCount() const;

  /// `number` is 1-based. Absent: the page cannot be found in the file. Reading stops after about
  /// `max_text_bytes` bytes of text (PdfPage::cut_short).
  std::optional<PdfPage> ReadPage(int number, std::size_t max_text_bytes);

  /// "title", "author", "created", ... as the file says; values valid UTF-8.
  std::map<std::string, std::string> Metadata() const;

  /// True if the table of contents of the file was broken and had to be rebuilt.
  bool WasRepaired() const;

  /// Distinct complaints of the library so far, in order of appearance, at most a handful.
  const std::vector<std::string>& Complaints() const;

 private:
  struct Impl;
  explicit PdfReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace audit
