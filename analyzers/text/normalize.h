// The form that is matched: NFKC case-folded text without ignorables, dashes and quotes made plain, with a map back,
// so that every quote stays verbatim. One normalizer for documents, statements and lexicon terms alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

struct NormalizedText {
  std::string text;  ///< valid UTF-8
  /// For byte i of `text`, the byte of the source at which its character began; one more entry for the end.
  std::vector<std::uint32_t> source;

  /// The source bytes that a span of `text` came from.
  TextSpan ToSource(TextSpan span) const;
};

/// `utf8` must be valid UTF-8 and shorter than 4 GiB.
NormalizedText Normalize(std::string_view utf8);

}  // namespace audit
