// What a parser hands on: the text of one document in reading order, cut into blocks, with the place and
// look of each. Plain data, owned by value, safe to read from any thread; immutable by convention once parsed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace audit {

/// Half-open byte range [begin, end) into Document::text; both ends lie on UTF-8 character boundaries.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const TextSpan&) const = default;
};

/// Rectangle on a page in PDF points (1/72 inch), origin at the top left of the crop box, y downwards.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  bool operator==(const Box&) const = default;
};

/// Where a person finds the words without our program. All numbers are 1-based; 0 means "does not apply".
struct SourceLocation {
  int page = 0;
  int line = 0;       ///< line of the source file (HTML, text)
  int paragraph = 0;  ///< number of the paragraph within `part` (DOCX)
  std::string part;   ///< "", or the part it stands in: "header", "footnotes", "comments", "metadata"
  std::optional<Box> box;

  bool operator==(const SourceLocation&) const = default;
};

enum class BlockKind : std::uint8_t {
  kHeading,
  kParagraph,
  kListItem,
  kTableCell,
  kCaption,
  kFootnote,
  kHeader,
  kFooter,
  kFaqQuestion,
  kFaqAnswer,
  kAltText,
  kMetadata,
  kComment,
  kDeletedText,
};

enum class Visibility : std::uint8_t { kVisible, kHidden, kUnknown };

struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const Rgb&) const = default;
};

struct TextStyle {
  double font_size_pt = 0;  ///< 0 = unknown; the size of most of the block's characters
  bool bold = false;
  std::optional<Rgb> color;  ///< absent = unknown
  /// Under the words; absent = unknown, or the words are not all of one colour on one ground.
  std::optional<Rgb> ground;
};

/// One printed line of a block, for formats that have geometry (PDF); lets a sentence be boxed on its page.
struct TextLine {
  TextSpan text;
  Box box;
  int page = 0;
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  TextSpan text;
  SourceLocation where;
  TextStyle style;
  Visibility visibility = Visibility::kUnknown;
  bool folded = false;     ///< shown only when the reader opens it: the inside of a closed details element
  int heading_level = 0;   ///< 1..9 for headings, else 0
  int table = 0;           ///< 1-based number of the table within the document, 0 = not in a table
  int row = 0;             ///< 1-based within the table, 0 = not in a table
  int column = 0;          ///< 1-based within the table, 0 = not in a table
  int ocr_confidence = 0;  ///< 1..100 percent: read from a picture, how surely; 0 = the file holds the text itself
  std::vector<TextLine> lines;
};

/// How much of the document was read. A format without pages counts as one page.
struct Coverage {
  int pages_total = 0;
  int pages_read = 0;
  int pages_without_text = 0;  ///< neither text nor OCR: pictures only; such a page is not read
  int pages_by_ocr = 0;
  std::vector<std::string> limits_hit;  ///< each limit that cut the reading short, in words with its figure

  /// The only road to "clean": every page was read, none is a mere picture, and no limit cut it short.
  bool IsComplete() const {
    return pages_total > 0 && pages_read == pages_total && pages_without_text == 0 && limits_hit.empty();
  }
};

/// Recoverable damage or a suspicious trait; the document goes on.
struct Anomaly {
  std::string name;  ///< stable, kebab-case: "damaged-zip", "hidden-text", "bad-encoding"
  std::string detail;
  SourceLocation where;
};

struct Document {
  std::string sha256;         ///< of the bytes read, 64 lower-case hex digits
  std::string name;           ///< display name as given, valid UTF-8
  std::string format;         ///< a name of the parser registry: "pdf", "docx", "html"
  std::string text;           ///< valid UTF-8 in reading order; blocks are separated by one '\n' that belongs to none
  std::vector<Block> blocks;  ///< in reading order, spans ascending and disjoint
  std::map<std::string, std::string> metadata;  ///< "title", "author", "producer", "language", ... as the file says
  Coverage coverage;
  std::vector<Anomaly> anomalies;
};

enum class ParseFailureKind : std::uint8_t {
  kEmpty,        ///< no bytes
  kEncrypted,    ///< needs a password we do not have
  kDamaged,      ///< claims to be a known format, but nothing can be read
  kUnsupported,  ///< not a format that we read; the message names what it is when we can tell
  kLimit,        ///< a limit was hit before anything could be read
};

/// Why nothing could be read; a bad document is data, never an exception.
struct ParseFailure {
  ParseFailureKind kind = ParseFailureKind::kDamaged;
  std::string format;   ///< format as far as it was recognized, or ""
  std::string message;  ///< one sentence for a person: what is wrong and what to do
};

}  // namespace audit
