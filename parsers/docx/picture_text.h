// Reads the pictures of a Word document that has no words of its own: scans pasted into pages. Stateless.
#pragma once

#include <optional>

#include "parsers/document_builder.h"
#include "parsers/docx/package.h"

namespace audit {

struct PictureReading {
  int pictures = 0;   ///< large enough to hold words
  int read = 0;       ///< of these, by OCR
  bool poor = false;  ///< words were read, but so badly that the document does not count as read
};

/// Absent when OCR is not wanted or not installed. Adds a block for every area of text, in the order of the pictures'
/// names, within the budget of `builder.limits().ocr`; what goes beyond it is put down as a limit.
std::optional<PictureReading> ReadPicturesByOcr(DocxPackage& package, DocumentBuilder& builder);

}  // namespace audit
