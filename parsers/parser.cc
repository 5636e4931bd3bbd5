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
  for (const FormatParser& known : FormatParsers()) {
    if (known.name != format || known.mark_up == nullptr) continue;
    try {
      return known.mark_up(bytes, marks, limits);
    } catch (const std::bad_alloc&) {
      return NotMarked{"marking it up needs more memory than a worker may use"};
    } catch (const std::exception& error) {
      return NotMarked{std::string("marking it up failed: ") + error.what()};
    }
  }
  return NotMarked{"its format has no place for comments beside the text"};
}

}  // namespace audit
