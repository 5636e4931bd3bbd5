// The one door to all parsers: bytes in, Document or ParseFailure out. Formats are recognized by content, not by
// name. Stateless and re-entrant; callers keep hostile input away from the supervisor by calling it in a worker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parsers/document.h"
#include "parsers/mark_up.h"
#include "parsers/picture.h"

namespace audit {

enum class OcrMode : std::uint8_t {
  kNever,   ///< pages that are only pictures stay unread, and are counted as such
  kAuto,    ///< pages without readable text
  kAlways,  ///< also pictures on pages that have text
};

/// Optical character recognition costs as much as hundreds of pages of text and has a budget of its own.
struct OcrLimits {
  OcrMode mode = OcrMode::kNever;
  int max_pages = 40;
  int max_seconds = 100;  ///< processor time for all pages of one document
  /// Called once, before the first page, with max_seconds: for a caller that bounds the time of a document. May be
  /// null.
  void (*prolong)(int seconds) = nullptr;
};

/// Bounds on what one document may cost. There is no "unlimited".
struct ParseLimits {
  std::size_t max_part_bytes = 64u << 20;        ///< one inflated part of a container (word/document.xml)
  std::size_t max_container_bytes = 256u << 20;  ///< all inflated parts together
  std::size_t max_entries = 10'000;              ///< entries of a container
  std::size_t max_text_bytes = 32u << 20;        ///< Document::text
  int max_pages = 5'000;
  int max_depth = 512;  ///< nesting of elements
  OcrLimits ocr;
};

using ParseResult = std::variant<Document, ParseFailure>;

/// One row of the parser registry (registry.cc), the only list of formats.
struct FormatParser {
  std::string_view name;         ///< "pdf"; Document::format
  std::string_view description;  ///< for --help and the manual: "PDF documents (Poppler)"
  std::string_view extensions;   ///< usual file endings, for messages alone: ".htm .html .xhtml"
  /// True if the bytes are of this format; `name` may only break a tie between text formats.
  bool (*recognizes)(std::string_view bytes, std::string_view name);
  /// Never throws for bad input. Fills all of Document but sha256 and name.
  ParseResult (*parse)(std::string_view bytes, const ParseLimits& limits);
  /// See MarkUpDocument. Null: the format has no way to carry comments beside its text.
  MarkUpResult (*mark_up)(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits) = nullptr;
  /// See DrawPlaces. Null: the format has no pages that could be drawn.
  std::string (*draw)(std::string_view bytes, std::span<const PlaceToDraw> places, const PictureLimits& limits,
                      const PictureSink& sink) = nullptr;
};

/// All formats, in the order in which they are asked to recognize a document.
std::span<const FormatParser> FormatParsers();

/// Reads one document. `bytes` need only live during the call. Exceptions of a library (also out of memory) are
/// turned into ParseFailure; a crash is the worker's death and the supervisor's record.
ParseResult ParseDocument(std::string_view bytes, std::string_view name, const ParseLimits& limits);

/// A copy of a document of this format (Document::format) with comments at the places of `marks`, which were found by
/// reading the same bytes. Same input, same bytes. Never throws for bad input; callers keep it away from the supervisor
/// as they do ParseDocument.
MarkUpResult MarkUpDocument(std::string_view format, std::string_view bytes, const std::vector<Mark>& marks,
                            const ParseLimits& limits);

/// Whether documents of this format (Document::format) have pages that can be drawn.
bool CanDraw(std::string_view format);

/// Draws places of a document of this format that was read from the same bytes, in any order; a place that cannot be
/// drawn is passed over. Returns what cut the drawing short, in words, or "". Never throws for bad input; a caller
/// keeps it away from the supervisor as it does ParseDocument.
std::string DrawPlaces(std::string_view format, std::string_view bytes, std::span<const PlaceToDraw> places,
                       const PictureLimits& limits, const PictureSink& sink);

}  // namespace audit
