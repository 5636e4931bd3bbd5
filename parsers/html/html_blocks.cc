// The part of HtmlReader that turns text into blocks: metadata, pictures, paragraphs.
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "parsers/html/html_reader.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view kBlanks = " \t\r\n\f";

bool EqualsNoCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
         });
}

bool IsQuestion(std::string_view text) {
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last == npos) return false;
  text = text.substr(0, last + 1);
  return text.ends_with("?") || text.ends_with("？");
}

bool IsWide(char32_t point) {
  return (point >= 0x3000 && point <= 0x30FF) || (point >= 0x3400 && point <= 0x9FFF) ||
         (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFF00 && point <= 0xFF60);
}

/// U+FFFD if it is not valid.
char32_t LastCharacter(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
    --at;
  const Utf8Character character = DecodeUtf8(text.substr(at));
  return character.length == text.size() - at ? character.code : U'\uFFFD';
}

/// Text whose line ends are blanks, or nothing between Chinese characters, as browsers show it.
std::string Unwrapped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto line_end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                                       [](char c) { return c == '\n' || c == '\r'; });
    const std::string_view line = text.substr(at, static_cast<std::size_t>(line_end - text.begin()) - at);
    plain += line;
    if (!line.empty()) before = LastCharacter(line);
    at += line.size();
    if (at == text.size()) break;
    const std::size_t next = std::min(text.find_first_not_of(" \t\r\n\f", at), text.size());
    std::size_t after = next;
    const bool joins = IsWide(before) && next < text.size() && IsWide(NextUtf8(text, &after));
    if (!joins) plain += ' ';
    at = next;
  }
  return plain;
}

}  // namespace

void HtmlReader::ReadMeta(const std::vector<HtmlAttribute>& attributes, int line) {
  std::string_view key = Find(attributes, "name");
  if (key.empty()) key = Find(attributes, "property");
  if (key.empty()) key = Find(attributes, "itemprop");
  const std::string_view content = Find(attributes, "content");
  constexpr std::array<std::string_view, 8> kTexts = {
      "description",         "keywords",      "og:title", "og:description",
      "twitter:description", "twitter:title", "abstract", "og:image:alt"};
  const bool is_text = std::any_of(kTexts.begin(), kTexts.end(), [&](auto text) { return EqualsNoCase(key, text); });
  if (is_text) AddMetadataBlock(content, line);
  if (EqualsNoCase(key, "author")) builder_.SetMetadata("author", content);
  if (EqualsNoCase(key, "generator")) builder_.SetMetadata("producer", content);
  if (EqualsNoCase(key, "description")) builder_.SetMetadata("description", content);
  if (EqualsNoCase(key, "keywords")) builder_.SetMetadata("keywords", content);
  if (EqualsNoCase(key, "og:locale")) builder_.SetMetadata("locale", content);
}

void HtmlReader::AddMetadataBlock(std::string_view text, int line) {
  std::string clean = CleanText(text);
  // Pages say title and description again for every network; once is enough.
  if (clean.empty() || std::find(metadata_texts_.begin(), metadata_texts_.end(), clean) != metadata_texts_.end())
    return;
  Block block;
  block.kind = BlockKind::kMetadata;
  block.visibility = Visibility::kUnknown;
  block.where.line = line;
  block.where.part = "metadata";
  AddBlock({block, clean});
  if (metadata_texts_.size() < 100) metadata_texts_.push_back(std::move(clean));
}

Block HtmlReader::BlockFor(const Frame& frame, int line) const {
  Block block;
  block.kind = frame.kind;
  block.heading_level = frame.kind == BlockKind::kHeading ? frame.heading_level : 0;
  block.where.line = line;
  block.visibility = VisibilityOf(frame);
  block.folded = frame.folded;
  block.table = frame.table;
  block.row = frame.row;
  block.column = frame.column;
  return block;
}

void HtmlReader::ReadImage(const std::vector<HtmlAttribute>& attributes, const Frame& frame, int line) {
  if (frame.skipped) return;
  has_images_ = true;
  if (!paragraph_.blank()) paragraph_.Append(" ", frame.look);
  const std::string_view alt = Find(attributes, "alt");
  if (alt.empty()) return;
  Block block = BlockFor(frame, line);
  block.kind = BlockKind::kAltText;
  block.heading_level = 0;
  after_paragraph_.push_back({std::move(block), std::string(alt)});
}

void HtmlReader::ReadInput(const std::vector<HtmlAttribute>& attributes, const Frame& frame, int line) {
  const std::string_view type = Find(attributes, "type");
  if (EqualsNoCase(type, "image")) return ReadImage(attributes, frame, line);
  if (EqualsNoCase(type, "submit") || EqualsNoCase(type, "button") || EqualsNoCase(type, "reset")) {
    Flush();
    Append(Find(attributes, "value"), frame, line);
    Flush();
  }
}

/// Style sheets, which are not read, part what stands glued in the source: links of a menu, and a bold label from the
/// text under it ("<b>Not approved</b>No exosome product…"). A brand with a bold half ("Derma<b>Pen</b>") stays whole.
void HtmlReader::PartGluedText(std::string_view next, const Frame& frame) {
  const ElementRole closed = std::exchange(just_closed_, ElementRole::kBlock);
  const std::string_view last = paragraph_.LastRun();
  if (last.empty() || next.empty() || kBlanks.find(last.back()) != npos || kBlanks.find(next.front()) != npos) return;
  if (closed == ElementRole::kLink && frame.role == ElementRole::kLink) paragraph_.Append(" ", frame.look);
  if (closed != ElementRole::kBold || frame.role == ElementRole::kBold) return;
  const bool lower_then_upper = last.back() >= 'a' && last.back() <= 'z' && next.front() >= 'A' && next.front() <= 'Z';
  const std::size_t first_ink = last.find_first_not_of(kBlanks);
  if (lower_then_upper && first_ink != npos && last.find(' ', first_ink) != npos) Flush();
}

void HtmlReader::Append(std::string_view text, const Frame& frame, int line) {
  if (frame.skipped || text.empty()) return;
  PartGluedText(text, frame);
  const std::size_t first_ink = text.find_first_not_of(kBlanks);
  if (paragraph_.blank() && first_ink != npos) {
    prototype_ = BlockFor(frame, line);
    list_part_ = ElementRole::kInline;
    for (auto open = frames_.rbegin(); open != frames_.rend(); ++open) {
      if (open->role == ElementRole::kTerm || open->role == ElementRole::kDescription) {
        list_part_ = open->role;
        break;
      }
      if (open->role == ElementRole::kTable || open->role == ElementRole::kListItem) break;
    }
  }
  TextLook look = frame.look;
  look.visibility = VisibilityOf(frame);
  paragraph_.Append(frame.preformatted ? std::string(text) : Unwrapped(text), look, paint_.Words());
}

void HtmlReader::Text(std::string_view text, int line) {
  const Frame& frame = frames_.back();
  if (frame.role == ElementRole::kTitle) {
    title_ += text;
    return;
  }
  if (!frame.preformatted) return Append(text, frame, line);
  // A blank line in preformatted text parts paragraphs.
  for (std::size_t gap = text.find("\n\n"); gap != npos; gap = text.find("\n\n")) {
    Append(text.substr(0, gap), frame, line);
    Flush();
    text.remove_prefix(gap + 2);
  }
  Append(text, frame, line);
}

void HtmlReader::Flush() {
  std::vector<LooseBlock> blocks = paragraph_.Take(prototype_, kUsualHtmlSizePt);
  if (!blocks.empty()) {
    const bool question = IsQuestion(blocks.front().text);
    if (list_part_ == ElementRole::kTerm) question_open_ = question;
    for (LooseBlock& loose : blocks) {
      if (loose.block.kind != BlockKind::kListItem) continue;
      if (list_part_ == ElementRole::kTerm && question) loose.block.kind = BlockKind::kFaqQuestion;
      if (list_part_ == ElementRole::kDescription && question_open_) loose.block.kind = BlockKind::kFaqAnswer;
    }
  }
  for (LooseBlock& loose : blocks)
    AddBlock(std::move(loose));
  for (LooseBlock& loose : std::exchange(after_paragraph_, {}))
    AddBlock(std::move(loose));
}

void HtmlReader::AddBlock(LooseBlock loose) {
  const Block block = loose.block;
  if (!builder_.Add(std::move(loose.block), loose.text)) return;
  if (block.visibility == Visibility::kHidden && block.kind != BlockKind::kAltText) {
    builder_.AddAnomaly("hidden-text", loose.text.substr(0, 120), block.where);
  }
}

}  // namespace audit
