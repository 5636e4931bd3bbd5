#include "parsers/docx/story_places.h"

#include <charconv>
#include <utility>

#include "parsers/docx/ooxml_names.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

/// The character at the start of `raw`, which may be a reference; the bytes that it takes, 0 if it cannot be read.
std::size_t ReadCharacter(std::string_view raw, char32_t& point) {
  if (!raw.starts_with('&')) {
    const Utf8Character character = DecodeUtf8(raw);
    point = character.code;
    return character.length;
  }
  const std::size_t end = raw.substr(0, 16).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = raw.substr(1, end - 1);
  constexpr std::pair<std::string_view, char32_t> kNamed[] = {
      {"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}};
  for (const auto& [known, character] : kNamed)
    if (name == known) return point = character, end + 1;
  if (!name.starts_with('#')) return 0;
  const bool hexadecimal = name.substr(1).starts_with('x');
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  unsigned value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10).ec != std::errc())
    return 0;
  return point = value, end + 1;
}

/// Walks along with the reader: the k-th start that it hears of is the k-th element of the part.
class Walker : public XmlHandler {
 public:
  Walker(std::string_view xml, StoryReader& reader, StoryPlaces& places)
      : xml_(xml), reader_(reader), places_(places) {}

  void OnStart(const XmlElement& element) override {
    const std::size_t index = next_++;
    if (index == 0) places_.word_space = element.space;
    reader_.OnStart(element);
    if (reader_.is_skipping() || index >= places_.elements.size()) return;
    const OoxmlSpace space = OoxmlSpaceOf(element.space);
    const StoryTag tag = StoryTagOf(space, element.name);
    if (tag == StoryTag::kNote) note_id_ = element.Attribute("id");
    const int number = reader_.open_paragraph();
    if (number == 0) return;
    if (tag == StoryTag::kParagraph || tag == StoryTag::kDrawingParagraph)
      places_.paragraphs[number] = {index, reader_.outermost_paragraph(), {}, {}, note_id_};
    if (tag == StoryTag::kText || tag == StoryTag::kDeletedText) AddText(index, number, space == OoxmlSpace::kWord);
    if (space != OoxmlSpace::kWord) return;
    if (element.name == "footnoteReference")
      places_.footnotes.try_emplace(std::string(element.Attribute("id")), reader_.outermost_paragraph());
    if (element.name == "endnoteReference")
      places_.endnotes.try_emplace(std::string(element.Attribute("id")), reader_.outermost_paragraph());
  }

  void OnEnd(std::string_view space, std::string_view name) override { reader_.OnEnd(space, name); }

  void OnText(std::string_view text) override { reader_.OnText(text); }

  std::size_t count() const { return next_; }

 private:
  void AddText(std::size_t index, int number, bool is_word) {
    const auto paragraph = places_.paragraphs.find(number);
    if (paragraph == places_.paragraphs.end()) return;
    const XmlSpan& span = places_.elements[index];
    std::vector<StoryLetter>& letters = reader_.is_in_deletion() ? paragraph->second.deleted : paragraph->second.text;
    for (std::size_t at = span.content_begin; at < span.content_end;) {
      char32_t point = 0;
      const std::size_t length = ReadCharacter(xml_.substr(at, span.content_end - at), point);
      if (length == 0 || point == U'<') return;  // markup within: such text is not found, and not cut
      // Formulas have runs of their own kind, which cannot be cut; their letters count, as one with what is before.
      if (CountsInQuote(point)) letters.push_back({{point, at, at + length}, is_word ? index : kUncutText});
      at += length;
    }
  }

  std::string_view xml_;
  StoryReader& reader_;
  StoryPlaces& places_;
  std::size_t next_ = 0;
  std::string note_id_;
};

}  // namespace

std::optional<StoryPlaces> PlacesOf(std::string_view xml, StoryKind kind, const ParseLimits& limits) {
  StoryPlaces places;
  auto spans = XmlSpansOf(xml);
  if (!spans) return std::nullopt;
  places.elements = *std::move(spans);
  DocumentBuilder builder(limits);
  const DocxStyles styles;
  StoryContext context(builder, styles);
  StoryReader reader(context, kind, [](std::string_view) {});
  Walker walker(xml, reader, places);
  XmlPushParser parser(walker, limits.max_depth);
  reader.set_parser(&parser);
  parser.Feed(xml);
  if (parser.Finish() != XmlOutcome::kWhole || walker.count() != places.elements.size()) return std::nullopt;
  return places;
}

}  // namespace audit
