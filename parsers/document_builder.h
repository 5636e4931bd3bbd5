// Builds a Document block by block for parsers whose libraries hand over text piecemeal (DOCX, HTML). Keeps the
// promises of document.h: valid UTF-8, ascending spans, one '\n' between blocks, text within its limit. One thread at a
// time.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "parsers/document.h"
#include "parsers/parser.h"

namespace audit {

/// Valid UTF-8 for any bytes: bad sequences become U+FFFD, control characters and every kind of blank become one space,
/// blanks at both ends go. A text without anything to see (blanks, zero-width characters) becomes "".
std::string CleanText(std::string_view bytes);

class DocumentBuilder {
 public:
  explicit DocumentBuilder(const ParseLimits& limits) : limits_(limits) {}

  /// Appends CleanText(text) as a block; `block.text` is set here. False when there was nothing to add or the limit of
  /// the text is reached, which is put down in Coverage::limits_hit.
  bool Add(Block block, std::string_view text);

  /// At most 20 anomalies of one name are kept, so that a hostile document cannot flood the report.
  void AddAnomaly(std::string_view name, std::string_view detail, SourceLocation where = {});

  /// Puts down, once, that a limit or damage kept a part of the document from being read.
  void AddLimit(std::string_view words);

  /// The first value of a key stays; an empty value is ignored.
  void SetMetadata(const std::string& key, std::string_view value);

  const ParseLimits& limits() const { return limits_; }
  Document& document() { return document_; }
  bool text_is_full() const { return text_is_full_; }

 private:
  ParseLimits limits_;
  Document document_;
  std::map<std::string, int, std::less<>> anomaly_counts_;
  bool text_is_full_ = false;
};

}  // namespace audit
