#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "pipeline/commands.h"
#include "pipeline/discovery.h"
#include "pipeline/exit_code.h"
#include "pipeline/record_codec.h"
#include "pipeline/terminal_text.h"

namespace audit {
namespace {

std::string ReadWhole(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw SetupError(fmt::format("{}: cannot be read; name one file", file.string()));
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string PlaceOf(const SourceLocation& where) {
  std::string out;
  if (!where.part.empty()) out += where.part + " ";
  if (where.page != 0) out += fmt::format("page {} ", where.page);
  if (where.paragraph != 0) out += fmt::format("paragraph {} ", where.paragraph);
  if (where.line != 0) out += fmt::format("line {} ", where.line);
  return out;
}

void PrintText(const Document& document) {
  for (const Block& block : document.blocks) {
    fmt::print("[{}{}", PlaceOf(block.where), NameOf(block.kind));
    if (block.table != 0) fmt::print(" {}:{}:{}", block.table, block.row, block.column);
    if (block.style.font_size_pt > 0) fmt::print(" {:.1f}pt", block.style.font_size_pt);
    if (block.ocr_confidence > 0) fmt::print(" by OCR, {} % sure", block.ocr_confidence);
    if (block.visibility != Visibility::kVisible) fmt::print(" {}", NameOf(block.visibility));
    fmt::print("] {}\n", TerminalText(document.text.substr(block.text.begin, block.text.end - block.text.begin)));
  }
  for (const Anomaly& anomaly : document.anomalies)
    fmt::print("anomaly: {} {}{}\n", anomaly.name, PlaceOf(anomaly.where), TerminalText(anomaly.detail));
  for (const std::string& limit : document.coverage.limits_hit)
    fmt::print("limit hit: {}\n", limit);
  const Coverage& coverage = document.coverage;
  fmt::print("pages: {} of {} read, {} by OCR, {} without text\n", coverage.pages_read, coverage.pages_total,
             coverage.pages_by_ocr, coverage.pages_without_text);
}

}  // namespace

int RunCommand(const ParseOptions& options) {
  const std::string bytes = ReadWhole(options.file);
  const ParseResult result = ParseDocument(bytes, DisplayPath(options.file.filename().native()), options.limits);
  const auto* document = std::get_if<Document>(&result);
  if (options.format == ParseFormat::kJson) {
    fmt::print("{}\n", EncodeParseResult(result));
  } else if (document != nullptr) {
    PrintText(*document);
  } else {
    fmt::print(stderr, "{}: {}\n", options.file.string(), std::get<ParseFailure>(result).message);
  }
  return document != nullptr && document->coverage.IsComplete() ? kExitOk : kExitNotFullyRead;
}

}  // namespace audit
