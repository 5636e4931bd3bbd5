// What the PDF tests ask of a parsed document.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/pdf/pdf_parser.h"
#include "tests/parsers/pdf/pdf_writer.h"

namespace audit {

/// The document, or an empty one and a failed test.
inline Document ParsedPdf(const std::string& bytes, const ParseLimits& limits = {}) {
  ParseResult result = ParsePdf(bytes, limits);
  if (const auto* failure = std::get_if<ParseFailure>(&result)) {
    ADD_FAILURE() << failure->message;
    return {};
  }
  return std::move(std::get<Document>(result));
}

inline Document ParsedPdf(const PdfPageText& page) { return ParsedPdf(PdfOf({page})); }

inline std::string PdfTextOf(const Document& document, const Block& block) {
  return document.text.substr(block.text.begin, block.text.end - block.text.begin);
}

inline std::vector<std::string> PdfTextsOf(const Document& document) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks)
    texts.push_back(PdfTextOf(document, block));
  return texts;
}

/// The block that contains the words, or an empty one and a failed test.
inline Block PdfBlockWith(const Document& document, std::string_view words) {
  for (const Block& block : document.blocks) {
    if (PdfTextOf(document, block).find(words) != std::string::npos) return block;
  }
  ADD_FAILURE() << "no block contains \"" << words << "\" in:\n" << document.text;
  return {};
}

inline int CountPdfAnomalies(const Document& document, std::string_view name) {
  return static_cast<int>(std::count_if(document.anomalies.begin(), document.anomalies.end(),
                                        [&](const Anomaly& anomaly) { return anomaly.name == name; }));
}

}  // namespace audit
