#include "parsers/docx/story_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "parsers/docx/symbols.h"

namespace audit {
namespace {

/// Size where neither styles nor defaults give one.
constexpr double kDefaultSizePt = 10;
constexpr double kRaisedRatio = 0.65;
/// Smaller print is not meant to be read at all; print below the second figure is hardly readable.
constexpr double kUnreadablePt = 2;
constexpr double kTinyPt = 4;
constexpr int kMaxSpan = 1000;

bool NearlyEqual(const Rgb& a, const Rgb& b) {
  return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue) <= 24;
}

bool IsNearWhite(const Rgb& color) { return color.red >= 0xF0 && color.green >= 0xF0 && color.blue >= 0xF0; }

int IntIn(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool IsTrue(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

}  // namespace

enum class StoryReader::Tag : std::uint8_t {
  kOther,
  // Containers and properties.
  kParagraph,
  kParagraphProperties,
  kNumbering,
  kRun,
  kRunProperties,
  kRowProperties,
  kCellProperties,
  kTableProperties,
  kIgnored,
  kControl,
  kControlPlaceholder,
  kNote,
  kBox,
  kEmbedded,
  kPageColor,
  // Tables.
  kTable,
  kRow,
  kCell,
  kGridSpan,
  kGridBefore,
  kTableStyle,
  kTableAltText,
  kShading,
  // Content of runs.
  kText,
  kDeletedText,
  kTab,
  kBreak,
  kNoBreakHyphen,
  kSoftHyphen,
  kSymbol,
  kFieldChar,
  kDeletion,
  kDenominator,
  // Drawings.
  kDrawingParagraph,
  kDrawingRun,
  kDrawingRunProperties,
  kDrawingText,
  kDrawingBreak,
  kDrawingProperties,
  kAnchor,
  kPicture,
  kShape,
  kShapeRoot,
  kShapeProperties,
  kSolidFill,
  kFillColor,
  kTextPath,
  kChartReference,
  kDiagramReference,
  kChartValue,
  kChartNumbers,
  kChartExPoint,
  kChartExNumbers,
  // Alternatives.
  kAlternate,
  kChoice,
  kFallback,
};

std::string_view PartLabel(StoryKind kind) {
  switch (kind) {
    case StoryKind::kBody:
      return "";
    case StoryKind::kHeader:
      return "header";
    case StoryKind::kFooter:
      return "footer";
    case StoryKind::kFootnotes:
      return "footnotes";
    case StoryKind::kEndnotes:
      return "endnotes";
    case StoryKind::kComments:
      return "comments";
    case StoryKind::kChart:
      return "chart";
    case StoryKind::kDiagram:
      return "diagram";
  }
  return "";
}

StoryReader::StoryReader(StoryContext& context, StoryKind kind, EmbeddedDocument on_embedded)
    : context_(context), kind_(kind), on_embedded_(std::move(on_embedded)) {}

StoryReader::Tag StoryReader::TagOf(OoxmlSpace space, std::string_view name) {
  using Names = std::unordered_map<std::string_view, Tag>;
  static const Names word = {{"p", Tag::kParagraph},
                             {"pPr", Tag::kParagraphProperties},
                             {"numPr", Tag::kNumbering},
                             {"r", Tag::kRun},
                             {"rPr", Tag::kRunProperties},
                             {"trPr", Tag::kRowProperties},
                             {"tcPr", Tag::kCellProperties},
                             {"tblPr", Tag::kTableProperties},
                             {"rPrChange", Tag::kIgnored},
                             {"pPrChange", Tag::kIgnored},
                             {"tblPrChange", Tag::kIgnored},
                             {"tcPrChange", Tag::kIgnored},
                             {"trPrChange", Tag::kIgnored},
                             {"sectPr", Tag::kIgnored},
                             {"rt", Tag::kIgnored},
                             {"ffData", Tag::kIgnored},
                             {"tabs", Tag::kIgnored},
                             {"sdt", Tag::kControl},
                             {"showingPlcHdr", Tag::kControlPlaceholder},
                             {"footnote", Tag::kNote},
                             {"endnote", Tag::kNote},
                             {"txbxContent", Tag::kBox},
                             {"altChunk", Tag::kEmbedded},
                             {"background", Tag::kPageColor},
                             {"tbl", Tag::kTable},
                             {"tr", Tag::kRow},
                             {"tc", Tag::kCell},
                             {"gridSpan", Tag::kGridSpan},
                             {"gridBefore", Tag::kGridBefore},
                             {"tblStyle", Tag::kTableStyle},
                             {"tblCaption", Tag::kTableAltText},
                             {"tblDescription", Tag::kTableAltText},
                             {"shd", Tag::kShading},
                             {"t", Tag::kText},
                             {"delText", Tag::kDeletedText},
                             {"tab", Tag::kTab},
                             {"ptab", Tag::kTab},
                             {"br", Tag::kBreak},
                             {"cr", Tag::kBreak},
                             {"noBreakHyphen", Tag::kNoBreakHyphen},
                             {"softHyphen", Tag::kSoftHyphen},
                             {"sym", Tag::kSymbol},
                             {"fldChar", Tag::kFieldChar},
                             {"del", Tag::kDeletion},
                             {"moveFrom", Tag::kDeletion}};
  static const Names drawing = {{"p", Tag::kDrawingParagraph}, {"r", Tag::kDrawingRun},
                                {"fld", Tag::kDrawingRun},     {"rPr", Tag::kDrawingRunProperties},
                                {"t", Tag::kDrawingText},      {"br", Tag::kDrawingBreak},
                                {"blip", Tag::kPicture},       {"solidFill", Tag::kSolidFill},
                                {"srgbClr", Tag::kFillColor}};
  static const Names chart = {{"v", Tag::kChartValue},
                              {"numCache", Tag::kChartNumbers},
                              {"numLit", Tag::kChartNumbers},
                              {"chart", Tag::kChartReference}};
  static const Names chart_ex = {{"pt", Tag::kChartExPoint},
                                 {"numDim", Tag::kChartExNumbers},
                                 {"chart", Tag::kChartReference},
                                 {"v", Tag::kChartValue}};
  static const Names compatibility = {
      {"AlternateContent", Tag::kAlternate}, {"Choice", Tag::kChoice}, {"Fallback", Tag::kFallback}};
  auto find = [&](const Names& names) {
    const auto found = names.find(name);
    return found == names.end() ? Tag::kOther : found->second;
  };
  switch (space) {
    case OoxmlSpace::kWord:
      return find(word);
    case OoxmlSpace::kDrawing:
      return find(drawing);
    case OoxmlSpace::kChart:
      return find(chart);
    case OoxmlSpace::kChartEx:
      return find(chart_ex);
    case OoxmlSpace::kCompatibility:
      return find(compatibility);
    case OoxmlSpace::kDiagram:
      return name == "relIds" ? Tag::kDiagramReference : Tag::kOther;
    case OoxmlSpace::kMath:
      return name == "t" ? Tag::kText : name == "r" ? Tag::kRun : name == "den" ? Tag::kDenominator : Tag::kOther;
    case OoxmlSpace::kWordDrawing:
      return name == "anchor" || name == "inline" ? Tag::kAnchor
             : name == "docPr"                    ? Tag::kDrawingProperties
                                                  : Tag::kOther;
    case OoxmlSpace::kVml:
      return name == "textpath" ? Tag::kTextPath : name == "imagedata" ? Tag::kPicture : Tag::kShape;
    case OoxmlSpace::kOther:
      return name == "cNvPr"  ? Tag::kDrawingProperties
             : name == "wsp"  ? Tag::kShapeRoot
             : name == "spPr" ? Tag::kShapeProperties
                              : Tag::kOther;
  }
  return Tag::kOther;
}

StoryReader::Tag StoryReader::Parent(std::size_t levels) const {
  return open_.size() > levels ? open_[open_.size() - 1 - levels] : Tag::kOther;
}

void StoryReader::OnStart(const XmlElement& element) {
  const Tag tag = TagOf(OoxmlSpaceOf(element.space), element.name);
  open_.push_back(tag);
  if (skip_depth_ != 0) return;
  switch (tag) {
    case Tag::kOther: {
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
      has_page_color_ = true;
      return;
    default:
      break;
  }
  if (tag <= Tag::kPageColor) return StartText(tag, element);
  if (tag <= Tag::kShading) return StartTable(tag, element);
  if (tag <= Tag::kDenominator) return StartRunContent(tag, element);
  StartDrawing(tag, element);
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
    if (shape_fill_) tables_.back().cell_ground = shape_fill_;
    ++box_depth_;
  }
}

void StoryReader::StartTable(Tag tag, const XmlElement& element) {
  if (tag == Tag::kShading) {
    if (Parent() == Tag::kCellProperties && !tables_.empty()) {
      RunProperties shading;
      ReadRunProperty(element, shading);
      tables_.back().cell_ground = shading.ground;
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
      table.cell_ground.reset();
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
  if (is_part_of_shape) return;
  shape_fill_.reset();
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

void StoryReader::OpenParagraph() {
  Paragraph& paragraph = paragraphs_.emplace_back();
  paragraph.number = ++paragraph_count_;
  if (tables_.empty() || tables_.back().number == 0) return;
  paragraph.table = tables_.back().number;
  paragraph.row = tables_.back().row;
  paragraph.column = tables_.back().column;
}

void StoryReader::CloseParagraph() {
  if (paragraphs_.empty()) return;
  Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  // An instruction ends with its paragraph at the latest: a field that is never closed must not hide the rest.
  std::fill(fields_.begin(), fields_.end(), true);
  std::vector<LooseBlock> blocks = paragraph.buffer.Take(Prototype(paragraph), kDefaultSizePt);
  blocks.insert(blocks.end(), std::make_move_iterator(paragraph.after.begin()),
                std::make_move_iterator(paragraph.after.end()));
  for (LooseBlock& block : blocks) {
    if (paragraphs_.empty()) {
      Emit(std::move(block));
    } else {
      paragraphs_.back().after.push_back(std::move(block));
    }
  }
}

void StoryReader::Append(std::string_view text) {
  if (paragraphs_.empty()) return;
  if (runs_.empty()) {
    paragraphs_.back().buffer.Append(text, LookOf({}));
    return;
  }
  Run& run = runs_.back();
  if (!run.look_is_known) {
    run.look = LookOf(run.properties);
    run.look_is_known = true;
  }
  paragraphs_.back().buffer.Append(text, run.look);
  if (controls_.empty() || controls_.back() != Placeholder::kYes) return;
  controls_.back() = Placeholder::kReported;
  context_.builder.AddAnomaly("placeholder-text", text, Prototype(paragraphs_.back()).where);
}

TextLook StoryReader::LookOf(const RunProperties& direct) const {
  const ParagraphProperties& paragraph = paragraphs_.back().properties;
  RunProperties all = context_.styles.defaults();
  if (!tables_.empty() && !tables_.back().style.empty())
    all.Override(context_.styles.TableStyle(tables_.back().style).run);
  all.Override(context_.styles.ParagraphStyle(paragraph.style).run);
  if (!direct.style.empty()) all.Override(context_.styles.CharacterStyle(direct.style).run);
  all.Override(direct);
  const bool in_graphic = kind_ == StoryKind::kChart || kind_ == StoryKind::kDiagram;
  TextLook look;
  look.font_size_pt = in_graphic ? direct.font_size_pt.value_or(0) : all.font_size_pt.value_or(kDefaultSizePt);
  if (all.raised.value_or(false)) look.font_size_pt *= kRaisedRatio;
  look.bold = all.bold.value_or(false);
  look.color = all.color.value_or(std::nullopt);
  look.struck = all.struck.value_or(false) || deleted_depth_ > 0;
  look.visibility = VisibilityOf(all, look.font_size_pt);
  return look;
}

std::optional<std::optional<Rgb>> StoryReader::GroundOf(const RunProperties& all) const {
  if (all.ground && *all.ground) return all.ground;
  const ParagraphProperties& paragraph = paragraphs_.back().properties;
  if (paragraph.ground && *paragraph.ground) return paragraph.ground;
  const auto& styled = context_.styles.ParagraphStyle(paragraph.style).paragraph.ground;
  if (styled && *styled) return styled;
  return tables_.empty() ? std::nullopt : tables_.back().cell_ground;
}

Visibility StoryReader::VisibilityOf(const RunProperties& all, double size) const {
  const bool in_instruction = std::find(fields_.begin(), fields_.end(), false) != fields_.end();
  if (all.hidden.value_or(false) || hidden_depth_ != 0 || in_instruction) return Visibility::kHidden;
  if (size > 0 && size < kUnreadablePt) return Visibility::kHidden;
  const std::optional<Rgb> color = all.color.value_or(std::nullopt);
  if (!color) return Visibility::kVisible;
  const auto ground = GroundOf(all);
  if (ground && *ground) return NearlyEqual(*color, **ground) ? Visibility::kHidden : Visibility::kVisible;
  if (!IsNearWhite(*color)) return Visibility::kVisible;
  // White on nothing known: a styled table, a shape or a picture may lie under it; on the bare page it is not to be
  // seen.
  const bool may_have_ground = !tables_.empty() || box_depth_ > 0 || has_page_color_ ||
                               context_.has_floating_drawings || kind_ == StoryKind::kChart ||
                               kind_ == StoryKind::kDiagram;
  return may_have_ground ? Visibility::kUnknown : Visibility::kHidden;
}

Block StoryReader::Prototype(const Paragraph& paragraph) const {
  Block block;
  block.where.paragraph = paragraph.number;
  block.where.part = PartLabel(kind_);
  block.table = paragraph.table;
  block.row = paragraph.row;
  block.column = paragraph.column;
  switch (kind_) {
    case StoryKind::kHeader:
      block.kind = BlockKind::kHeader;
      return block;
    case StoryKind::kFooter:
      block.kind = BlockKind::kFooter;
      return block;
    case StoryKind::kFootnotes:
    case StoryKind::kEndnotes:
      block.kind = BlockKind::kFootnote;
      return block;
    case StoryKind::kComments:
      block.kind = BlockKind::kComment;
      return block;
    case StoryKind::kChart:
    case StoryKind::kDiagram:
      return block;
    case StoryKind::kBody:
      break;
  }
  const StyleLook& style = context_.styles.ParagraphStyle(paragraph.properties.style);
  int level = style.heading_level;
  if (paragraph.properties.outline_level) {
    const int outline = *paragraph.properties.outline_level;
    level = outline < 9 ? outline + 1 : 0;
  }
  if (level > 0) {
    block.kind = BlockKind::kHeading;
    block.heading_level = std::min(level, 9);
  } else if (style.is_caption) {
    block.kind = BlockKind::kCaption;
  } else if (paragraph.properties.numbered.value_or(style.paragraph.numbered.value_or(false))) {
    block.kind = BlockKind::kListItem;
  } else if (paragraph.table > 0) {
    block.kind = BlockKind::kTableCell;
  }
  return block;
}

void StoryReader::AddAside(BlockKind kind, std::string_view text) {
  if (text.empty()) return;
  LooseBlock loose;
  const Paragraph none;
  loose.block = Prototype(paragraphs_.empty() ? none : paragraphs_.back());
  if (kind == BlockKind::kAltText || kind_ == StoryKind::kBody) loose.block.kind = kind;
  loose.block.heading_level = 0;
  loose.block.visibility = hidden_depth_ != 0 ? Visibility::kHidden : Visibility::kVisible;
  loose.text = text;
  if (paragraphs_.empty()) return Emit(std::move(loose));
  std::vector<LooseBlock>& after = paragraphs_.back().after;
  // A picture says its alternative text once for the frame and once for itself.
  const bool said = std::any_of(after.begin(), after.end(), [&](const LooseBlock& other) {
    return other.block.kind == loose.block.kind && other.text == loose.text;
  });
  if (!said) after.push_back(std::move(loose));
}

void StoryReader::Emit(LooseBlock loose) {
  const bool repeats = kind_ == StoryKind::kHeader || kind_ == StoryKind::kFooter || kind_ == StoryKind::kChart;
  if (repeats && !context_.said.insert(std::string(PartLabel(kind_)) + '\n' + CleanText(loose.text)).second) return;
  const Block block = loose.block;
  if (!context_.builder.Add(std::move(loose.block), loose.text)) return;
  if (block.kind == BlockKind::kAltText || block.kind == BlockKind::kDeletedText) return;
  const std::string_view quote = std::string_view(loose.text).substr(0, 120);
  if (block.visibility != Visibility::kVisible && block.style.color && IsNearWhite(*block.style.color)) {
    context_.builder.AddAnomaly("white-text", quote, block.where);
  }
  if (block.visibility == Visibility::kHidden) context_.builder.AddAnomaly("hidden-text", quote, block.where);
  if (block.style.font_size_pt > 0 && block.style.font_size_pt < kTinyPt) {
    context_.builder.AddAnomaly("tiny-text", quote, block.where);
  }
}

}  // namespace audit
