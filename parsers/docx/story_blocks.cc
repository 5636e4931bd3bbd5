// The part of StoryReader that turns runs and paragraphs into blocks: how they look, what kind they are.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "parsers/docx/story_reader.h"

namespace audit {
namespace {

/// Size where neither styles nor defaults give one.
constexpr double kDefaultSizePt = 10;
constexpr double kRaisedRatio = 0.65;
/// Smaller print is not meant to be read at all; print below the second figure is hardly readable.
constexpr double kUnreadablePt = 2;
constexpr double kTinyPt = 4;

bool NearlyEqual(const Rgb& a, const Rgb& b) {
  return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue) <= 24;
}

bool IsNearWhite(const Rgb& color) { return color.red >= 0xF0 && color.green >= 0xF0 && color.blue >= 0xF0; }

}  // namespace

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
    Run none;
    LookUp(none);
    return paragraphs_.back().buffer.Append(text, none.look, none.paint);
  }
  Run& run = runs_.back();
  if (!run.look_is_known) LookUp(run);
  paragraphs_.back().buffer.Append(text, run.look, run.paint);
  if (controls_.empty() || controls_.back() != Placeholder::kYes) return;
  controls_.back() = Placeholder::kReported;
  context_.builder.AddAnomaly("placeholder-text", text, Prototype(paragraphs_.back()).where);
}

void StoryReader::LookUp(Run& run) const {
  const RunProperties all = AllOf(run.properties);
  run.look = LookOf(all, run.properties);
  run.paint = PaintOf(all, run.properties);
  run.look_is_known = true;
}

RunProperties StoryReader::AllOf(const RunProperties& direct) const {
  const ParagraphProperties& paragraph = paragraphs_.back().properties;
  RunProperties all = context_.styles.defaults();
  if (!tables_.empty() && !tables_.back().style.empty())
    all.Override(context_.styles.TableStyle(tables_.back().style).run);
  all.Override(context_.styles.ParagraphStyle(paragraph.style).run);
  if (!direct.style.empty()) all.Override(context_.styles.CharacterStyle(direct.style).run);
  all.Override(direct);
  return all;
}

TextLook StoryReader::LookOf(const RunProperties& all, const RunProperties& direct) const {
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

std::optional<InkOnGround> StoryReader::PaintOf(const RunProperties& all, const RunProperties& direct) const {
  const std::optional<Rgb> ink = all.color.value_or(std::nullopt);  // what is "auto" Word makes to be seen
  if (!ink || (!direct.color && TablesMayPaint())) return std::nullopt;
  const Shading ground = GroundUnder(all);
  if (!ground.is_sure) return std::nullopt;
  return InkOnGround{*ink, ground.color.value_or(Rgb{255, 255, 255})};
}

/// The innermost shading around a run; that of the page where there is none.
Shading StoryReader::GroundUnder(const RunProperties& all) const {
  constexpr Shading kUnknown = {std::nullopt, false};
  const auto paints = [](const std::optional<Shading>& shading) {
    return shading && (shading->color || !shading->is_sure);
  };
  if (paints(all.Ground())) return *all.Ground();
  const ParagraphProperties& paragraph = paragraphs_.back().properties;
  const auto& of_style = context_.styles.ParagraphStyle(paragraph.style).paragraph.shading;
  const std::optional<Shading>& of_paragraph = paragraph.shading ? paragraph.shading : of_style;
  if (paints(of_paragraph)) return *of_paragraph;
  for (std::size_t i = tables_.size(); i-- > 0;) {
    const Table& table = tables_[i];
    if (paints(table.cell)) return *table.cell;
    if (table.number == 0 || (!table.cell && MayPaint(table))) return kUnknown;
    if (paints(table.shading)) return *table.shading;
  }
  const bool is_drawn = kind_ == StoryKind::kChart || kind_ == StoryKind::kDiagram;
  return is_drawn ? kUnknown : context_.page;
}

bool StoryReader::MayPaint(const Table& table) const {
  return table.may_be_painted || (!table.style.empty() && context_.styles.TableStyle(table.style).paints_parts);
}

bool StoryReader::TablesMayPaint() const {
  return std::any_of(tables_.begin(), tables_.end(), [this](const Table& table) { return MayPaint(table); });
}

Visibility StoryReader::VisibilityOf(const RunProperties& all, double size) const {
  const bool in_instruction = std::find(fields_.begin(), fields_.end(), false) != fields_.end();
  if (all.hidden.value_or(false) || hidden_depth_ != 0 || in_instruction) return Visibility::kHidden;
  if (size > 0 && size < kUnreadablePt) return Visibility::kHidden;
  const std::optional<Rgb> color = all.color.value_or(std::nullopt);
  if (!color) return Visibility::kVisible;
  const std::optional<Rgb> ground = GroundUnder(all).color;
  if (ground) return NearlyEqual(*color, *ground) ? Visibility::kHidden : Visibility::kVisible;
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
  // A picture says its alternative text once for the frame and once for itself, a few pictures in a group likewise.
  const auto nearest = after.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(after.size(), 8));
  const bool said = std::any_of(nearest, after.end(), [&](const LooseBlock& other) {
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
