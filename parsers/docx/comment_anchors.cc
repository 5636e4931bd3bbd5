#include "parsers/docx/comment_anchors.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace audit {
namespace {

constexpr std::size_t kMaxQuoteLetters = 4'000;

std::string_view LocalName(std::string_view name) { return name.substr(PrefixOf(name).size()); }

/// The letters of the quote as they stand in the text; empty if they do not.
std::vector<StoryLetter> LettersOfQuote(const std::vector<StoryLetter>& text, const std::u32string& quote) {
  std::vector<FileLetter> letters;
  letters.reserve(text.size());
  for (const StoryLetter& letter : text)
    letters.push_back(letter.letter);
  const std::vector<std::size_t> found = FindLetters(letters, quote);
  if (found.empty()) return {};
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(found.front());
  return {begin, begin + static_cast<std::ptrdiff_t>(quote.size())};
}

}  // namespace

std::string CommentAnchors::StartAnchor(std::string_view prefix, int id) {
  return fmt::format(R"(<{0}commentRangeStart {0}id="{1}"/>)", prefix, id);
}

std::string CommentAnchors::EndAnchor(std::string_view prefix, int id) {
  return fmt::format("<{0}commentRangeEnd {0}id=\"{1}\"/><{0}r><{0}commentReference {0}id=\"{1}\"/></{0}r>", prefix,
                     id);
}

bool CommentAnchors::AddAtWords(int paragraph, std::string_view quote, int comment_id) {
  const auto known = places_.paragraphs.find(paragraph);
  // Word has no comments in text boxes.
  if (known == places_.paragraphs.end() || known->second.outer != paragraph) return false;
  const std::u32string wanted = QuoteLetters(quote, kMaxQuoteLetters);
  std::vector<StoryLetter> letters = LettersOfQuote(known->second.text, wanted);
  if (letters.empty()) letters = LettersOfQuote(known->second.deleted, wanted);
  if (letters.empty()) return false;
  const std::string prefix(PrefixOf(places_.elements[known->second.element].name));
  Anchors* start = PlaceBefore(letters.front());
  Anchors* end = PlaceAfter(letters.back());
  if (start == nullptr || end == nullptr) return false;
  start->starts += StartAnchor(prefix, comment_id);
  end->ends += EndAnchor(prefix, comment_id);
  return true;
}

bool CommentAnchors::AddAtParagraph(int paragraph, int comment_id) {
  const auto known = places_.paragraphs.find(paragraph);
  if (known == places_.paragraphs.end() || known->second.outer != paragraph) return false;
  const std::size_t index = known->second.element;
  const XmlSpan& span = places_.elements[index];
  if (span.is_empty_tag || LocalName(span.name) != "p") return false;
  std::size_t begin = span.content_begin;
  if (index + 1 < places_.elements.size()) {
    const XmlSpan& first = places_.elements[index + 1];
    if (first.parent == index && LocalName(first.name) == "pPr") begin = first.end;
  }
  const std::string_view prefix = PrefixOf(span.name);
  between_[begin].starts += StartAnchor(prefix, comment_id);
  between_[span.content_end].ends += EndAnchor(prefix, comment_id);
  return true;
}

std::optional<std::size_t> CommentAnchors::RunOf(std::size_t text) const {
  const std::size_t parent = places_.elements[text].parent;
  if (LocalName(places_.elements[parent].name) != "r") return std::nullopt;
  return parent;
}

/// Nothing but the run's properties stands before the text.
bool CommentAnchors::IsFirstInRun(std::size_t text, std::size_t run) const {
  if (text == run + 1) return true;
  return LocalName(places_.elements[run + 1].name) == "rPr" && places_.elements[run + 1].parent == run &&
         xml_.substr(places_.elements[run + 1].end, places_.elements[text].begin - places_.elements[run + 1].end)
                 .find('<') == std::string_view::npos;
}

std::string CommentAnchors::RunProperties(std::size_t run) const {
  const XmlSpan& first = places_.elements[run + 1];  // a run with text has a child
  if (first.parent != run || LocalName(first.name) != "rPr") return "";
  return std::string(xml_.substr(first.begin, first.end - first.begin));
}

CommentAnchors::Anchors* CommentAnchors::PlaceBefore(const StoryLetter& letter) {
  if (letter.element == kUncutText) return nullptr;
  const std::optional<std::size_t> run = RunOf(letter.element);
  if (!run) return nullptr;
  const XmlSpan& text = places_.elements[letter.element];
  if (letter.letter.begin == text.content_begin && IsFirstInRun(letter.element, *run))
    return &between_[places_.elements[*run].begin];
  return CutAt(letter.element, *run, letter.letter.begin);
}

CommentAnchors::Anchors* CommentAnchors::PlaceAfter(const StoryLetter& letter) {
  if (letter.element == kUncutText) return nullptr;
  const std::optional<std::size_t> run = RunOf(letter.element);
  if (!run) return nullptr;
  const XmlSpan& text = places_.elements[letter.element];
  if (letter.letter.end == text.content_end && text.end == places_.elements[*run].content_end)
    return &between_[places_.elements[*run].end];
  return CutAt(letter.element, *run, letter.letter.end);
}

CommentAnchors::Anchors* CommentAnchors::CutAt(std::size_t text, std::size_t run, std::size_t offset) {
  cuts_[offset] = {text, run};
  return &within_[offset];
}

std::string CommentAnchors::Finish() const {
  PartEditor editor(xml_);
  for (const auto& [offset, anchors] : between_)
    editor.Insert(offset, anchors.ends + anchors.starts);
  std::set<std::size_t> preserved;
  for (const auto& [offset, anchors] : within_) {
    const Cut& cut = cuts_.at(offset);
    const XmlSpan& text = places_.elements[cut.text];
    const std::string_view run_name = places_.elements[cut.run].name;
    // Blanks at the cut would be lost without it.
    const std::string open_text = fmt::format("<{} xml:space=\"preserve\">", text.name);
    if (preserved.insert(cut.text).second) editor.Replace(text.begin, text.content_begin, open_text);
    editor.Insert(offset,
                  fmt::format("</{}></{}>{}{}<{}>{}{}", text.name, run_name, anchors.ends, anchors.starts, run_name,
                              RunProperties(cut.run), open_text),
                  1);
  }
  return editor.Finish();
}

}  // namespace audit
