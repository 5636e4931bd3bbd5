#include "parsers/pdf/open_pdf.h"

#include <fmt/format.h>

#include <utility>

namespace audit {
namespace {

/// A file that was cut off has lost its trailer; with one that names the catalogue the objects before the cut can be
/// found again. Empty when there is no catalogue to name.
std::string WithNewTrailer(std::string_view bytes) {
  std::size_t type = bytes.rfind("/Type /Catalog");
  if (type == std::string_view::npos) type = bytes.rfind("/Type/Catalog");
  if (type == std::string_view::npos) return "";
  constexpr std::string_view kMark = " 0 obj";
  const std::size_t object = bytes.rfind(kMark, type);
  if (object == std::string_view::npos) return "";
  std::size_t begin = object;
  while (begin > 0 && bytes[begin - 1] >= '0' && bytes[begin - 1] <= '9')
    --begin;
  if (begin == object || object - begin > 9) return "";
  return fmt::format("{}\ntrailer\n<< /Root {} 0 R >>\nstartxref\n0\n%%EOF\n", bytes,
                     bytes.substr(begin, object - begin));
}

}  // namespace

std::variant<OpenedPdf, ParseFailure> OpenPdf(std::string_view bytes) {
  OpenedPdf pdf;
  auto opened = PdfReader::Open(bytes);
  if (const auto* failure = std::get_if<ParseFailure>(&opened)) {
    if (failure->kind != ParseFailureKind::kDamaged) return *failure;
    pdf.mended = std::make_unique<std::string>(WithNewTrailer(bytes));
    if (pdf.mended->empty()) return *failure;
    ParseFailure first = *failure;
    opened = PdfReader::Open(*pdf.mended);
    if (std::holds_alternative<ParseFailure>(opened)) return first;
  }
  pdf.reader = std::get<std::unique_ptr<PdfReader>>(std::move(opened));
  return pdf;
}

}  // namespace audit
