// Reads one text-bearing part of a Word document (body, header, notes, comments, chart, SmartArt data) into blocks.
// Text boxes stand inside runs of other paragraphs, so that paragraphs and runs are kept on stacks; nothing recurses.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document_builder.h"
#include "parsers/docx/story_tags.h"
#include "parsers/docx/styles.h"
#include "parsers/paragraph_buffer.h"
#include "parsers/xml_sax.h"

namespace audit {

enum class StoryKind : std::uint8_t { kBody, kHeader, kFooter, kFootnotes, kEndnotes, kComments, kChart, kDiagram };

/// Value of SourceLocation::part for a story; "" for the body.
std::string_view PartLabel(StoryKind kind);

/// What all stories of one document share.
struct StoryContext {
  StoryContext(DocumentBuilder& of_document, const DocxStyles& of_styles) : builder(of_document), styles(of_styles) {}

  DocumentBuilder& builder;
  const DocxStyles& styles;
  int table_count = 0;
  bool has_pictures = false;
  bool has_floating_drawings = false;  ///< something may lie under the text, so that its ground is not the page
  bool has_drawings_behind = false;    ///< something does lie under the text
  Shading page;                        ///< what colour the pages have; none = white
  std::function<bool()> shows_page_color = [] { return false; };  ///< whether the settings say to show it
  std::set<std::string> said;  ///< texts of headers, footers and charts, which repeat themselves by nature
};

class StoryReader : public XmlHandler {
 public:
  /// Called where an embedded document (w:altChunk) stands, with its relationship.
  using EmbeddedDocument = std::function<void(std::string_view relationship_id)>;

  /// `context` must outlive the reader.
  StoryReader(StoryContext& context, StoryKind kind, EmbeddedDocument on_embedded);

  /// Needed to tell what an mc:Choice requires; must be set before the first event and outlive the reader's events.
  void set_parser(const XmlPushParser* parser) { parser_ = parser; }

  void OnStart(const XmlElement& element) override;
  void OnEnd(std::string_view space, std::string_view name) override;
  void OnText(std::string_view text) override;

  /// For those who walk along: number of the innermost open paragraph and of the one around all others; 0 = none.
  int open_paragraph() const { return paragraphs_.empty() ? 0 : paragraphs_.back().number; }
  int outermost_paragraph() const { return paragraphs_.empty() ? 0 : paragraphs_.front().number; }
  /// Whether what comes now is passed over, or deleted text.
  bool is_skipping() const { return skip_depth_ != 0; }
  bool is_in_deletion() const { return deleted_depth_ > 0 || (!open_.empty() && open_.back() == Tag::kDeletedText); }

  /// Relationships of charts and SmartArt data that the story shows, in reading order.
  const std::vector<std::string>& graphics() const { return graphics_; }

 private:
  using Tag = StoryTag;
  struct Paragraph {
    ParagraphBuffer buffer;
    ParagraphProperties properties;
    int number = 0;
    int table = 0;
    int row = 0;
    int column = 0;
    std::vector<LooseBlock> after;  ///< text boxes and alternative texts anchored in it
  };
  struct Run {
    RunProperties properties;
    TextLook look;
    std::optional<InkOnGround> paint;
    bool look_is_known = false;
  };
  struct Table {
    int number = 0;  ///< 0 = not a table but a text box, which hides the table around it
    int row = 0;
    int column = 0;
    int span = 1;
    std::string style;
    std::optional<Shading> shading;  ///< of the whole table
    std::optional<Shading> cell;     ///< of the open cell, or of the box
    bool may_be_painted = false;     ///< by what is not read here
  };

  Tag Parent(std::size_t levels = 1) const;

  void StartText(Tag tag, const XmlElement& element);
  void StartRunContent(Tag tag, const XmlElement& element);
  void StartTable(Tag tag, const XmlElement& element);
  void StartDrawing(Tag tag, const XmlElement& element);
  void StartVmlShape(const XmlElement& element);
  void StartNote(const XmlElement& element);
  void StartChoice(const XmlElement& element);
  void StartProperty(Tag tag, const XmlElement& element);
  bool IsRevisionContainer(Tag tag) const;
  void SkipThis() { skip_depth_ = open_.size(); }

  void OpenParagraph();
  void CloseParagraph();
  void Append(std::string_view text);
  void LookUp(Run& run) const;
  RunProperties AllOf(const RunProperties& direct) const;
  TextLook LookOf(const RunProperties& all, const RunProperties& direct) const;
  Visibility VisibilityOf(const RunProperties& all, double size) const;
  std::optional<InkOnGround> PaintOf(const RunProperties& all, const RunProperties& direct) const;
  Shading GroundUnder(const RunProperties& all) const;
  bool MayPaint(const Table& table) const;
  bool TablesMayPaint() const;
  void StartPageColor(const XmlElement& element);
  Block Prototype(const Paragraph& paragraph) const;
  void AddAside(BlockKind kind, std::string_view text);
  void Emit(LooseBlock loose);

  StoryContext& context_;
  StoryKind kind_;
  EmbeddedDocument on_embedded_;
  const XmlPushParser* parser_ = nullptr;
  std::vector<Tag> open_;
  std::size_t skip_depth_ = 0;    ///< depth of the element within which nothing is read; 0 = none
  std::size_t hidden_depth_ = 0;  ///< depth of the drawing that is marked hidden; 0 = none
  std::vector<bool> choice_taken_;
  std::vector<Paragraph> paragraphs_;
  std::vector<Run> runs_;
  std::vector<Table> tables_;
  std::vector<bool> fields_;  ///< open fields; true = in the result, false = still in the instruction
  enum class Placeholder : std::uint8_t { kNo, kYes, kReported };
  std::vector<Placeholder> controls_;  ///< open content controls
  int paragraph_count_ = 0;
  int deleted_depth_ = 0;
  int box_depth_ = 0;
  bool has_page_color_ = false;
  std::optional<Rgb> shape_fill_;  ///< of the shape being read, under the text of its box
  bool shape_fill_is_plain_ = true;
  std::vector<std::string> graphics_;
};

}  // namespace audit
