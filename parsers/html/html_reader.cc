#include "parsers/html/html_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr int kMaxSpan = 1000;
constexpr double kSmallRatio = 1 / 1.2;
/// Print below this size is not meant to be read.
constexpr double kUnreadablePt = 2;
constexpr std::string_view kBlanks = " \t\r\n\f";

int NumberIn(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool EqualsNoCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
         });
}

/// True for classes that usually hide. Only a style sheet knows, so that such text is "unknown", not hidden.
bool ClassMayHide(std::string_view classes) {
  constexpr std::array<std::string_view, 7> kWords = {"hidden",        "sr-only",   "collapse", "d-none",
                                                      "screen-reader", "invisible", "hide"};
  while (!classes.empty()) {
    const std::size_t first = classes.find_first_not_of(kBlanks);
    if (first == npos) return false;
    classes.remove_prefix(first);
    const std::string_view name = classes.substr(0, classes.find_first_of(kBlanks));
    classes.remove_prefix(name.size());
    // "overflow-hidden" and "border-collapse" hide no text; "hide" alone is a common name, within others it is not.
    if (name.find("overflow") != npos || name.find("border-collapse") != npos) continue;
    for (std::string_view word : kWords) {
      if (word == "hide" ? name == word : name.find(word) != npos) return true;
    }
  }
  return false;
}

bool IsQuestion(std::string_view text) {
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last == npos) return false;
  text = text.substr(0, last + 1);
  return text.ends_with("?") || text.ends_with("？");
}

bool NearlyEqual(const Rgb& a, const Rgb& b) {
  return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue) <= 24;
}

}  // namespace

HtmlReader::HtmlReader(DocumentBuilder& builder) : builder_(builder) { frames_.emplace_back(); }

std::string_view HtmlReader::Find(const std::vector<HtmlAttribute>& attributes, std::string_view name) {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

bool HtmlReader::Has(const std::vector<HtmlAttribute>& attributes, std::string_view name) {
  return std::any_of(attributes.begin(), attributes.end(), [&](const HtmlAttribute& a) { return a.name == name; });
}

Visibility HtmlReader::VisibilityOf(const Frame& frame) {
  if (frame.not_displayed || frame.visibility_hidden) return Visibility::kHidden;
  const double size = frame.look.font_size_pt;
  if (size > 0 && size < kUnreadablePt) return Visibility::kHidden;
  if (frame.look.color && frame.background && NearlyEqual(*frame.look.color, *frame.background)) {
    return Visibility::kHidden;
  }
  return frame.visibility_unknown ? Visibility::kUnknown : Visibility::kVisible;
}

bool HtmlReader::EndsParagraph(ElementRole role) {
  switch (role) {
    case ElementRole::kInline:
    case ElementRole::kLink:
    case ElementRole::kBreak:
    case ElementRole::kTitle:
    case ElementRole::kMeta:
    case ElementRole::kImage:
    case ElementRole::kInput:
    case ElementRole::kFont:
    case ElementRole::kBold:
    case ElementRole::kSmall:
    case ElementRole::kBig:
    case ElementRole::kRaised:
    case ElementRole::kStruck:
    case ElementRole::kQuote:
    case ElementRole::kSkipped:
    case ElementRole::kForeign:
      return false;
    default:
      return true;
  }
}

void HtmlReader::StartElement(std::string_view name, const std::vector<HtmlAttribute>& attributes, int line) {
  Frame frame = frames_.back();
  frame.name = name;
  frame.role = RoleOf(name);
  if (EndsParagraph(frame.role)) Flush();
  ApplyAttributes(attributes, frame);
  ApplyRole(attributes, frame, line);
  ApplyBlockRole(attributes, frame);
  if (frame.role == ElementRole::kQuote) Append("“", frame, line);
  frames_.push_back(std::move(frame));
}

void HtmlReader::ApplyAttributes(const std::vector<HtmlAttribute>& attributes, Frame& frame) {
  if (frame.role == ElementRole::kRoot) builder_.SetMetadata("language", Find(attributes, "lang"));
  if (Has(attributes, "hidden")) {
    (EqualsNoCase(Find(attributes, "hidden"), "until-found") ? frame.visibility_unknown : frame.not_displayed) = true;
  }
  if (Has(attributes, "class")) {
    frame.background.reset();
    if (ClassMayHide(Find(attributes, "class"))) frame.visibility_unknown = true;
  }
  if (frame.role == ElementRole::kLink) frame.look.color.reset();
  if (const auto background = ParseCssColor(Find(attributes, "bgcolor"))) frame.background = background;
  if (frame.role == ElementRole::kFont) {
    if (const auto color = ParseCssColor(Find(attributes, "color"))) frame.look.color = color;
    if (const auto size = ParseFontElementSize(Find(attributes, "size"))) frame.look.font_size_pt = *size;
  }
  const double size = frame.look.font_size_pt > 0 ? frame.look.font_size_pt : kUsualHtmlSizePt;
  if (frame.role == ElementRole::kSmall || frame.role == ElementRole::kRaised) {
    frame.look.font_size_pt = size * kSmallRatio;
  }
  if (frame.role == ElementRole::kBig) frame.look.font_size_pt = size / kSmallRatio;
  if (frame.role == ElementRole::kBold || frame.role == ElementRole::kHeading) frame.look.bold = true;
  if (frame.role == ElementRole::kStruck) frame.look.struck = true;
  ApplyStyle(attributes, frame);
}

void HtmlReader::ApplyStyle(const std::vector<HtmlAttribute>& attributes, Frame& frame) {
  const std::string_view css = Find(attributes, "style");
  if (css.empty()) return;
  const InlineStyle style = ParseInlineStyle(css, frames_.back().look.font_size_pt);
  if (style.font_size_pt) {
    frame.not_displayed |= *style.font_size_pt == 0;
    if (*style.font_size_pt > 0) frame.look.font_size_pt = *style.font_size_pt;
  }
  if (style.bold) frame.look.bold = *style.bold;
  if (style.color) frame.look.color = style.color;
  if (style.background) frame.background = style.background;
  if (style.background_unknown) frame.background.reset();
  frame.not_displayed |= style.not_displayed;
  frame.visibility_unknown |= style.maybe_collapsed;
  if (style.visibility != CssVisibility::kInherited) {
    frame.visibility_hidden = style.visibility == CssVisibility::kHidden;
  }
  frame.look.struck |= style.line_through;
}

void HtmlReader::ApplyRole(const std::vector<HtmlAttribute>& attributes, Frame& frame, int line) {
  switch (frame.role) {
    case ElementRole::kSkipped:
      frame.skipped = true;
      break;
    case ElementRole::kFallback:
      frame.visibility_unknown = true;
      break;
    case ElementRole::kDialog:
      if (!Has(attributes, "open")) frame.visibility_unknown = true;
      break;
    case ElementRole::kBreak:
      if (frame.skipped) break;
      if (paragraph_.EndsWithBreak()) {
        Flush();
      } else if (!paragraph_.blank()) {
        paragraph_.Append("\n", frame.look);
      }
      break;
    case ElementRole::kTitle:
      if (!frame.in_foreign) title_line_ = line;
      title_.clear();
      break;
    case ElementRole::kMeta:
      ReadMeta(attributes, line);
      break;
    case ElementRole::kImage:
      ReadImage(attributes, frame, line);
      break;
    case ElementRole::kInput:
      ReadInput(attributes, frame, line);
      break;
    case ElementRole::kPreformatted:
      frame.preformatted = true;
      break;
    case ElementRole::kForeign:
      frame.in_foreign = true;
      break;
    default:
      break;
  }
}

void HtmlReader::ApplyBlockRole(const std::vector<HtmlAttribute>& attributes, Frame& frame) {
  const std::string_view aria = Find(attributes, "role");
  if (EqualsNoCase(aria, "navigation") || (EqualsNoCase(aria, "banner") && !frame.in_section)) {
    EnterSitePart(BlockKind::kHeader, frame);
  } else if (EqualsNoCase(aria, "contentinfo")) {
    EnterSitePart(BlockKind::kFooter, frame);
  } else if (EqualsNoCase(aria, "heading")) {
    EnterHeading(NumberIn(Find(attributes, "aria-level"), 2), frame);
  }
  switch (frame.role) {
    case ElementRole::kSection:
      frame.in_section = true;
      break;
    case ElementRole::kHeading:
      EnterHeading(frame.name[1] - '0', frame);
      break;
    case ElementRole::kListItem:
    case ElementRole::kTerm:
    case ElementRole::kDescription:
      if (!frame.in_site_part && !frame.in_answer) frame.kind = BlockKind::kListItem;
      break;
    case ElementRole::kTable:
      tables_.push_back({++table_count_, 0, 1, {}});
      break;
    case ElementRole::kTableRow:
      if (tables_.empty()) break;
      ++tables_.back().row;
      tables_.back().next_column = 1;
      for (int& rows : tables_.back().rows_taken)
        rows = std::max(0, rows - 1);
      break;
    case ElementRole::kTableCell:
      EnterCell(attributes, frame);
      break;
    case ElementRole::kCaption:
      frame.kind = BlockKind::kCaption;
      break;
    case ElementRole::kHeader:
      if (!frame.in_section) EnterSitePart(BlockKind::kHeader, frame);
      break;
    case ElementRole::kNavigation:
      EnterSitePart(BlockKind::kHeader, frame);
      break;
    case ElementRole::kFooter:
      EnterSitePart(BlockKind::kFooter, frame);
      break;
    case ElementRole::kDetails:
      frame.in_answer = true;
      frame.kind = BlockKind::kFaqAnswer;
      break;
    case ElementRole::kSummary:
      frame.in_summary = true;
      frame.kind = BlockKind::kFaqQuestion;
      break;
    default:
      break;
  }
}

void HtmlReader::EnterHeading(int level, Frame& frame) {
  if (frame.in_summary) return;
  frame.kind = BlockKind::kHeading;
  frame.heading_level = std::clamp(level, 1, 9);
}

void HtmlReader::EnterSitePart(BlockKind kind, Frame& frame) {
  frame.in_site_part = true;
  frame.kind = kind;
  frame.heading_level = 0;
}

void HtmlReader::EnterCell(const std::vector<HtmlAttribute>& attributes, Frame& frame) {
  if (!frame.in_site_part && !frame.in_answer) frame.kind = BlockKind::kTableCell;
  frame.heading_level = 0;
  if (tables_.empty()) return;
  Table& table = tables_.back();
  table.row = std::max(table.row, 1);
  auto taken = [&](int column) {
    const auto index = static_cast<std::size_t>(column) - 1;
    return index < table.rows_taken.size() && table.rows_taken[index] > 0;
  };
  while (taken(table.next_column))
    ++table.next_column;
  frame.table = table.number;
  frame.row = table.row;
  frame.column = table.next_column;
  const int columns = std::clamp(NumberIn(Find(attributes, "colspan"), 1), 1, kMaxSpan);
  const int rows = std::clamp(NumberIn(Find(attributes, "rowspan"), 1), 1, kMaxSpan);
  if (rows > 1) {
    const auto end = static_cast<std::size_t>(frame.column + columns - 1);
    if (end <= kMaxSpan * 10 && table.rows_taken.size() < end) table.rows_taken.resize(end, 0);
    for (auto i = static_cast<std::size_t>(frame.column) - 1; i < std::min(end, table.rows_taken.size()); ++i) {
      table.rows_taken[i] = rows;
    }
  }
  table.next_column += columns;
}

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
  const bool lower_then_upper = last.back() >= 'a' && last.back() <= 'z' && next.front() >= 'A' && next.front() <= 'Z';
  const bool several_words = last.substr(std::min(last.find_first_not_of(kBlanks), last.size())).find(' ') != npos;
  if (closed == ElementRole::kBold && frame.role != ElementRole::kBold && lower_then_upper && several_words) Flush();
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
  std::string plain(text);
  if (!frame.preformatted)
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  paragraph_.Append(plain, look);
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

void HtmlReader::EndElement(std::string_view name) {
  const auto open = std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& f) { return f.name == name; });
  if (open == frames_.rend()) return;
  const auto keep = static_cast<std::size_t>(frames_.rend() - open) - 1;
  while (frames_.size() > std::max<std::size_t>(keep, 1)) {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    Leave(frame);
  }
}

void HtmlReader::Leave(const Frame& frame) {
  if (frame.role == ElementRole::kQuote) Append("”", frame, prototype_.where.line);
  if (frame.role != ElementRole::kInline) just_closed_ = frame.role;
  if (EndsParagraph(frame.role)) Flush();
  if (frame.role == ElementRole::kTable && !tables_.empty()) tables_.pop_back();
  if (frame.role == ElementRole::kTitle) {
    if (frame.in_foreign) {
      Block block = BlockFor(frame, prototype_.where.line);
      block.kind = BlockKind::kAltText;
      after_paragraph_.push_back({std::move(block), std::exchange(title_, {})});
    } else {
      builder_.SetMetadata("title", title_);
      AddMetadataBlock(std::exchange(title_, {}), title_line_);
    }
  }
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

void HtmlReader::Finish() {
  while (frames_.size() > 1)
    EndElement(std::string(frames_.back().name));
  Flush();
}

}  // namespace audit
