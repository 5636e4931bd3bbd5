#include "parsers/parser.h"

#include <exception>
#include <string>
#include <utility>

#include "parsers/sha256.h"

namespace audit {
namespace {

ParseResult Unrecognized(std::string_view bytes) {
  if (bytes.empty()) return ParseFailure{ParseFailureKind::kEmpty, "", "The file is empty (0 bytes)."};
  std::string known;
  for (const FormatParser& format : FormatParsers()) {
    if (!known.empty()) known += ", ";
    known += format.name;
  }
  return ParseFailure{ParseFailureKind::kUnsupported, "",
                      "The content is not of a format that is read (" + known + "); convert it to one of them."};
}

/// Null: no such format.
const FormatParser* ParserOf(std::string_view name) {
  for (const FormatParser& format : FormatParsers())
    if (format.name == name) return &format;
  return nullptr;
}

}  // namespace

ParseResult ParseDocument(std::string_view bytes, std::string_view name, const ParseLimits& limits) {
  try {
    for (const FormatParser& format : FormatParsers()) {
      if (!format.recognizes(bytes, name)) continue;
      ParseResult result = format.parse(bytes, limits);
      if (auto* document = std::get_if<Document>(&result)) {
        document->format = format.name;
        document->name = name;
        document->sha256 = Sha256Hex(bytes);
      } else {
        std::get<ParseFailure>(result).format = format.name;
      }
      return result;
    }
    return Unrecognized(bytes);
  } catch (const std::bad_alloc&) {
    return ParseFailure{ParseFailureKind::kLimit, "", "The document needs more memory than a worker may use."};
  } catch (const std::exception& error) {
    return ParseFailure{ParseFailureKind::kDamaged, "", std::string("The parser gave up: ") + error.what()};
  }
}

MarkUpResult MarkUpDocument(std::string_view format, std::string_view bytes, const std::vector<Mark>& marks,
                            const ParseLimits& limits) {
  const FormatParser* parser = ParserOf(format);
  if (parser == nullptr || parser->mark_up == nullptr)
    return NotMarked{"its format has no place for comments beside the text"};
  try {
    return parser->mark_up(bytes, marks, limits);
  } catch (const std::bad_alloc&) {
    return NotMarked{"marking it up needs more memory than a worker may use"};
  } catch (const std::exception& error) {
    return NotMarked{std::string("marking it up failed: ") + error.what()};
  }
}

bool CanDraw(std::string_view format) {
  const FormatParser* parser = ParserOf(format);
  return parser != nullptr && parser->draw != nullptr;
}

std::string DrawPlaces(std::string_view format, std::string_view bytes, std::span<const PlaceToDraw> places,
                       const PictureLimits& limits, const PictureSink& sink) {
  if (!CanDraw(format)) return "";
  try {
    return ParserOf(format)->draw(bytes, places, limits, sink);
  } catch (const std::bad_alloc&) {
    return "drawing needs more memory than a worker may use";
  } catch (const std::exception& error) {
    return std::string("drawing failed: ") + error.what();
  }
}

}  // namespace audit
