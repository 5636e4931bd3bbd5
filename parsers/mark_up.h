// Comments laid over a copy of a document: where, on which words, what is said. Each format has its own way
// (annotations in a PDF, comments in Word, marks in a web page); the text of the document stays what it is. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "parsers/document.h"

namespace audit {

/// Author of every comment.
inline constexpr const char* kMarkAuthor = "brochure-audit";

struct Mark {
  SourceLocation where;
  std::string quote;    ///< the words to mark, verbatim as in Document::text; "" = the place as a whole
  std::string heading;  ///< one line: how severe, which rule
  std::string comment;  ///< valid UTF-8; paragraphs are separated by '\n'
  Rgb color;            ///< light: dark text must stay readable on it
};

enum class MarkPlacing : std::uint8_t {
  kAtWords,
  kNearby,   ///< at the paragraph, line or page; MarkOutcome::note says why
  kNowhere,  ///< the copy does not show the comment; MarkOutcome::note says why
};

struct MarkOutcome {
  MarkPlacing placing = MarkPlacing::kNowhere;
  std::string note;  ///< one clause without a full stop; may be empty
};

struct MarkedCopy {
  std::string bytes;
  std::vector<MarkOutcome> marks;  ///< one for each mark asked for, in that order
  std::string note;                ///< of the whole copy, such as what became of a signature; may be empty
};

/// Why there is no marked copy.
struct NotMarked {
  std::string reason;  ///< one clause without a full stop
};

using MarkUpResult = std::variant<MarkedCopy, NotMarked>;

}  // namespace audit
