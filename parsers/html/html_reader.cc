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

bool NearlyEqual(const Rgb& a, const Rgb& b) {
  return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue) <= 24;
}

}  // namespace

HtmlReader::HtmlReader(DocumentBuilder& builder, const CleanMarkup& page) : builder_(builder), paint_(page) {
  frames_.emplace_back();
}

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
  paint_.Open(name, frame.role, attributes);
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
      frame.folded_with_summary = frame.folded;
      frame.folded |= !Has(attributes, "open");
      break;
    case ElementRole::kSummary:
      frame.in_summary = true;
      frame.folded = frame.folded_with_summary;
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
    if (end <= kMaxSpan && table.rows_taken.size() < end) table.rows_taken.resize(end, 0);
    for (auto i = static_cast<std::size_t>(frame.column) - 1; i < std::min(end, table.rows_taken.size()); ++i) {
      table.rows_taken[i] = rows;
    }
  }
  table.next_column += columns;
}

void HtmlReader::EndElement(std::string_view name) {
  const auto open = std::find_if(frames_.rbegin(), frames_.rend(), [&](const Frame& f) { return f.name == name; });
  if (open == frames_.rend()) return;
  const auto keep = static_cast<std::size_t>(frames_.rend() - open) - 1;
  while (frames_.size() > std::max<std::size_t>(keep, 1)) {
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    Leave(frame);
    paint_.Close();
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

void HtmlReader::Finish() {
  while (frames_.size() > 1)
    EndElement(std::string(frames_.back().name));
  Flush();
}

}  // namespace audit
