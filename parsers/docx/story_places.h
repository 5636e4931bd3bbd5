// Where the paragraphs of a story stand in its part: numbered by the reader that made the document's blocks, located by
// the bytes of the part.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/docx/story_reader.h"
#include "parsers/docx/xml_spans.h"
#include "parsers/parser.h"
#include "parsers/quote_letters.h"

namespace audit {

/// Text that is read, but must not be cut: that of formulas.
inline constexpr std::size_t kUncutText = static_cast<std::size_t>(-1);

/// A letter and the text element that it stands in.
struct StoryLetter {
  FileLetter letter;
  std::size_t element = 0;  ///< index into StoryPlaces::elements, or kUncutText
};

struct StoryParagraph {
  std::size_t element = 0;  ///< of the paragraph itself
  int outer = 0;            ///< number of the paragraph in whose text box it stands; its own number if in none
  std::vector<StoryLetter> text;
  std::vector<StoryLetter> deleted;
  std::string note_id;  ///< of the footnote or endnote that it is part of
};

struct StoryPlaces {
  std::vector<XmlSpan> elements;
  std::string word_space;                    ///< namespace URI of the root element
  std::map<int, StoryParagraph> paragraphs;  ///< by number
  std::map<std::string, int> footnotes;      ///< note id to the outer paragraph that refers to it
  std::map<std::string, int> endnotes;
};

/// Nothing if the part is not well-formed. `xml` must remain live while the result lives.
std::optional<StoryPlaces> PlacesOf(std::string_view xml, StoryKind kind, const ParseLimits& limits);

}  // namespace audit
