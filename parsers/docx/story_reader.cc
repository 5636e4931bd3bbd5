#include "parsers/docx/story_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parsers/docx/symbols.h"

namespace audit {
namespace {

constexpr int kMaxSpan = 1000;

int IntIn(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool IsTrue(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

}  // namespace

StoryReader::StoryReader(StoryContext& context, StoryKind kind, EmbeddedDocument on_embedded)
    : context_(context), kind_(kind), on_embedded_(std::move(on_embedded)) {}

StoryTag StoryReader::Parent(std::size_t levels) const {
  return open_.size() > levels ? open_[open_.size() - 1 - levels] : Tag::kOther;
}

void StoryReader::OnStart(const XmlElement& element) {
  const Tag tag = StoryTagOf(OoxmlSpaceOf(element.space), element.name);
  open_.push_back(tag);
  if (skip_depth_ != 0) return;
  switch (tag) {
    case Tag::kOther: {
      if (Parent() == Tag::kFillColor) shape_fill_is_plain_ = false;  // made lighter, darker or clear
      if (Parent() == Tag::kRunProperties || Parent() == Tag::kParagraphProperties || Parent() == Tag::kNumbering) {
        StartProperty(tag, element);
      }
      return;
    }
    case Tag::kIgnored:
      return SkipThis();
    case Tag::kAlternate:
      return choice_taken_.push_back(false);
    case Tag::kChoice:
      return StartChoice(element);
    case Tag::kFallback:
      if (!choice_taken_.empty() && choice_taken_.back()) SkipThis();
      return;
    case Tag::kNote:
      return StartNote(element);
    case Tag::kControl:
      return controls_.push_back(Placeholder::kNo);
    case Tag::kControlPlaceholder:
      if (!controls_.empty()) controls_.back() = Placeholder::kYes;
      return;
    case Tag::kEmbedded:
      return on_embedded_(element.Attribute("id"));
    case Tag::kPageColor:
      return StartPageColor(element);
    default:
      break;
  }
  if (tag <= Tag::kPageColor) return StartText(tag, element);
  if (tag <= Tag::kShading) return StartTable(tag, element);
  if (tag <= Tag::kDenominator) return StartRunContent(tag, element);
  StartDrawing(tag, element);
}

void StoryReader::StartPageColor(const XmlElement& element) {
  has_page_color_ = true;
  if (!context_.shows_page_color()) return;
  const std::string_view color = element.Attribute("color");
  context_.page.color = HexColor(color);
  context_.page.is_sure = context_.page.color || (color == "auto" && !element.Has("themeColor"));
}

void StoryReader::StartProperty(Tag, const XmlElement& element) {
  // The w:rPr of a w:pPr is the look of the paragraph's mark, not of its text.
  if (Parent() == Tag::kRunProperties && Parent(2) == Tag::kRun && !runs_.empty()) {
    ReadRunProperty(element, runs_.back().properties);
  } else if ((Parent() == Tag::kParagraphProperties || Parent() == Tag::kNumbering) && !paragraphs_.empty()) {
    ReadParagraphProperty(element, paragraphs_.back().properties);
  }
}

void StoryReader::StartText(Tag tag, const XmlElement&) {
  if (tag == Tag::kParagraph) OpenParagraph();
  if (tag == Tag::kRun) runs_.emplace_back();
  if (tag == Tag::kBox) {
    tables_.emplace_back();
    if (shape_fill_) tables_.back().cell = Shading{shape_fill_, shape_fill_is_plain_};
    ++box_depth_;
  }
}

void StoryReader::StartTable(Tag tag, const XmlElement& element) {
  if (tag == Tag::kShading) {
    if (Parent() == Tag::kCellProperties && !tables_.empty()) {
      tables_.back().cell = ShadingOf(element);
    } else if (Parent() == Tag::kTableProperties && !tables_.empty()) {
      tables_.back().shading = ShadingOf(element);
    } else if (Parent() == Tag::kOther && !tables_.empty()) {
      tables_.back().may_be_painted = true;
    } else {
      StartProperty(tag, element);
    }
    return;
  }
  if (tag == Tag::kTable) {
    tables_.emplace_back();
    tables_.back().number = ++context_.table_count;
    return;
  }
  if (tag == Tag::kTableAltText) return AddAside(BlockKind::kAltText, element.Attribute("val"));
  if (tables_.empty()) return;
  Table& table = tables_.back();
  const int value = std::clamp(IntIn(element.Attribute("val"), 1), 0, kMaxSpan);
  switch (tag) {
    case Tag::kRow:
      ++table.row;
      table.column = 0;
      table.span = 1;
      break;
    case Tag::kCell:
      table.column += table.span;
      table.span = 1;
      table.cell.reset();
      break;
    case Tag::kGridSpan:
      table.span = std::max(value, 1);
      break;
    case Tag::kGridBefore:
      table.column += value;
      break;
    case Tag::kTableStyle:
      table.style = element.Attribute("val");
      break;
    default:
      break;
  }
}

bool StoryReader::IsRevisionContainer(Tag tag) const {
  return tag == Tag::kDeletion && Parent() != Tag::kRunProperties && Parent() != Tag::kRowProperties &&
         Parent() != Tag::kCellProperties;
}

void StoryReader::StartRunContent(Tag tag, const XmlElement& element) {
  switch (tag) {
    case Tag::kDeletion:
      if (IsRevisionContainer(tag)) ++deleted_depth_;
      break;
    case Tag::kTab:
      Append("\t");
      break;
    case Tag::kBreak:
      Append("\n");
      break;
    case Tag::kNoBreakHyphen:
      Append("\u2011");
      break;
    case Tag::kSoftHyphen:
      Append("\u00AD");
      break;
    case Tag::kSymbol:
      Append(SymbolText(element.Attribute("font"), element.Attribute("char")));
      break;
    case Tag::kDenominator:
      Append("/");
      break;
    case Tag::kFieldChar: {
      const std::string_view type = element.Attribute("fldCharType");
      if (type == "begin") fields_.push_back(false);
      if (type == "separate" && !fields_.empty()) fields_.back() = true;
      if (type == "end" && !fields_.empty()) fields_.pop_back();
      break;
    }
    default:
      break;
  }
}

void StoryReader::StartDrawing(Tag tag, const XmlElement& element) {
  switch (tag) {
    case Tag::kDrawingParagraph:
      OpenParagraph();
      break;
    case Tag::kDrawingRun:
      runs_.emplace_back();
      break;
    case Tag::kDrawingRunProperties:
      if (Parent() == Tag::kDrawingRun && !runs_.empty()) {
        const int hundredths = IntIn(element.Attribute("sz"), 0);
        if (hundredths > 0) runs_.back().properties.font_size_pt = hundredths / 100.0;
        if (element.Has("b")) runs_.back().properties.bold = IsTrue(element.Attribute("b"));
        const std::string_view strike = element.Attribute("strike");
        if (!strike.empty()) runs_.back().properties.struck = strike != "noStrike";
      }
      break;
    case Tag::kDrawingBreak:
      Append("\n");
      break;
    case Tag::kAnchor:
      if (element.name == "anchor") context_.has_floating_drawings = true;
      if (IsTrue(element.Attribute("behindDoc"))) context_.has_drawings_behind = true;
      break;
    case Tag::kDrawingProperties:
      if (IsTrue(element.Attribute("hidden")) && hidden_depth_ == 0) hidden_depth_ = open_.size() - 1;
      AddAside(BlockKind::kAltText, element.Attribute("descr"));
      AddAside(BlockKind::kAltText, element.Attribute("title"));
      break;
    case Tag::kPicture:
      context_.has_pictures = true;
      break;
    case Tag::kShape:
      StartVmlShape(element);
      break;
    case Tag::kShapeRoot:
      shape_fill_.reset();
      shape_fill_is_plain_ = true;
      break;
    case Tag::kFillColor:
      if (Parent() == Tag::kSolidFill && Parent(2) == Tag::kShapeProperties)
        shape_fill_ = HexColor(element.Attribute("val"));
      break;
    case Tag::kTextPath:
      AddAside(BlockKind::kParagraph, element.Attribute("string"));
      break;
    case Tag::kChartReference:
      if (element.Has("id")) graphics_.emplace_back(element.Attribute("id"));
      break;
    case Tag::kDiagramReference:
      graphics_.emplace_back(element.Attribute("dm"));
      break;
    case Tag::kChartValue:
      if (std::find(open_.begin(), open_.end(), Tag::kChartNumbers) == open_.end()) {
        OpenParagraph();
      } else {
        Append(" ");
      }
      break;
    case Tag::kChartNumbers:
      OpenParagraph();
      break;
    case Tag::kChartExNumbers:
      SkipThis();
      break;
    case Tag::kChartExPoint:
      OpenParagraph();
      break;
    default:
      break;
  }
}

void StoryReader::StartVmlShape(const XmlElement& element) {
  AddAside(BlockKind::kAltText, element.Attribute("alt"));
  if (element.Attribute("style").find("visibility:hidden") != std::string_view::npos && hidden_depth_ == 0) {
    hidden_depth_ = open_.size();
  }
  const bool is_part_of_shape = element.name == "textbox" || element.name == "fill" || element.name == "stroke" ||
                                element.name == "shadow" || element.name == "path";
  if (element.name == "fill") {
    const std::string_view type = element.Attribute("type");
    const bool is_plain = (type.empty() || type == "solid") && !element.Has("opacity");
    if (!is_plain && Parent(2) == Tag::kPageColor) context_.page.is_sure = false;
    if (!is_plain) shape_fill_is_plain_ = false;
  }
  if (is_part_of_shape) return;
  if (element.Attribute("style").find("z-index:-") != std::string_view::npos) context_.has_drawings_behind = true;
  shape_fill_.reset();
  shape_fill_is_plain_ = true;
  std::string_view color = element.Attribute("fillcolor");
  const std::string_view filled = element.Attribute("filled");
  if (filled == "f" || filled == "false" || !color.starts_with('#')) return;
  color.remove_prefix(1);
  shape_fill_ = HexColor(color.substr(0, 6));  // "#1f3864 [1608]": the rest names the theme's colour
}

void StoryReader::StartNote(const XmlElement& element) {
  const std::string_view type = element.Attribute("type");
  if (!type.empty() && type != "normal") SkipThis();  // the line above the notes, not a note
}

void StoryReader::StartChoice(const XmlElement& element) {
  std::string_view required = element.Attribute("Requires");
  bool understood = !choice_taken_.empty() && !choice_taken_.back();
  while (understood && !required.empty()) {
    const std::size_t end = std::min(required.find(' '), required.size());
    const std::string_view prefix = required.substr(0, end);
    required.remove_prefix(std::min(end + 1, required.size()));
    if (!prefix.empty()) understood = parser_ != nullptr && IsUnderstoodNamespace(parser_->NamespaceOf(prefix));
  }
  if (understood) {
    choice_taken_.back() = true;
  } else {
    SkipThis();
  }
}

void StoryReader::OnEnd(std::string_view, std::string_view) {
  if (open_.empty()) return;
  const Tag tag = open_.back();
  const std::size_t depth = open_.size();
  if (skip_depth_ == 0) {
    switch (tag) {
      case Tag::kParagraph:
      case Tag::kDrawingParagraph:
      case Tag::kChartNumbers:
      case Tag::kChartExPoint:
        CloseParagraph();
        break;
      case Tag::kChartValue:
        if (std::find(open_.begin(), open_.end(), Tag::kChartNumbers) == open_.end()) CloseParagraph();
        break;
      case Tag::kRun:
      case Tag::kDrawingRun:
        if (!runs_.empty()) runs_.pop_back();
        break;
      case Tag::kBox:
        --box_depth_;
        if (!tables_.empty()) tables_.pop_back();
        break;
      case Tag::kTable:
        if (!tables_.empty()) tables_.pop_back();
        break;
      case Tag::kDeletion:
        if (IsRevisionContainer(tag)) --deleted_depth_;
        break;
      case Tag::kControl:
        if (!controls_.empty()) controls_.pop_back();
        break;
      case Tag::kAlternate:
        if (!choice_taken_.empty()) choice_taken_.pop_back();
        break;
      default:
        break;
    }
  }
  open_.pop_back();
  if (depth == skip_depth_) skip_depth_ = 0;
  if (depth == hidden_depth_) hidden_depth_ = 0;
}

void StoryReader::OnText(std::string_view text) {
  if (skip_depth_ != 0 || open_.empty()) return;
  const Tag tag = open_.back();
  if (tag == Tag::kText || tag == Tag::kDeletedText || tag == Tag::kDrawingText || tag == Tag::kChartValue ||
      tag == Tag::kChartExPoint) {
    Append(text);
  }
}

}  // namespace audit
