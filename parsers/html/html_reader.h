// Turns the elements and text of one page into blocks. Keeps its own stack of open elements, so that nothing depends on
// how deep the library's parser is willing to go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document_builder.h"
#include "parsers/html/html_elements.h"
#include "parsers/html/inline_style.h"
#include "parsers/html/markup_cleaner.h"
#include "parsers/html/page_paint.h"
#include "parsers/paragraph_buffer.h"

namespace audit {

class HtmlReader {
 public:
  /// `builder` must outlive the reader; of `page`, whose markup is to come, only the style sheets are read.
  HtmlReader(DocumentBuilder& builder, const CleanMarkup& page);

  void StartElement(std::string_view name, const std::vector<HtmlAttribute>& attributes, int line);
  void EndElement(std::string_view name);
  /// `text` is valid UTF-8, references decoded; a word may be cut between two calls.
  void Text(std::string_view text, int line);
  void Finish();

  bool has_images() const { return has_images_; }

 private:
  /// What an open element hands down to its children.
  struct Frame {
    std::string name;
    ElementRole role = ElementRole::kInline;
    TextLook look;
    bool not_displayed = false;
    bool visibility_hidden = false;
    bool visibility_unknown = false;
    std::optional<Rgb> background;
    BlockKind kind = BlockKind::kParagraph;
    int heading_level = 0;
    int table = 0;
    int row = 0;
    int column = 0;
    bool in_section = false;
    bool in_site_part = false;  ///< header, footer or navigation of the page
    bool in_answer = false;
    bool in_summary = false;
    bool folded = false;
    bool folded_with_summary = false;  ///< the nearest details element is itself within a closed one
    bool in_foreign = false;
    bool skipped = false;
    bool preformatted = false;
  };

  struct Table {
    int number = 0;
    int row = 0;
    int next_column = 1;
    std::vector<int> rows_taken;  ///< by column from 0: rows below this one that a cell above reaches into
  };

  static std::string_view Find(const std::vector<HtmlAttribute>& attributes, std::string_view name);
  static bool Has(const std::vector<HtmlAttribute>& attributes, std::string_view name);
  static Visibility VisibilityOf(const Frame& frame);
  static bool EndsParagraph(ElementRole role);

  void ApplyAttributes(const std::vector<HtmlAttribute>& attributes, Frame& frame);
  void ApplyStyle(const std::vector<HtmlAttribute>& attributes, Frame& frame);
  void ApplyRole(const std::vector<HtmlAttribute>& attributes, Frame& frame, int line);
  void ApplyBlockRole(const std::vector<HtmlAttribute>& attributes, Frame& frame);
  void EnterHeading(int level, Frame& frame);
  void EnterSitePart(BlockKind kind, Frame& frame);
  void EnterCell(const std::vector<HtmlAttribute>& attributes, Frame& frame);
  void ReadMeta(const std::vector<HtmlAttribute>& attributes, int line);
  void AddMetadataBlock(std::string_view text, int line);
  void ReadImage(const std::vector<HtmlAttribute>& attributes, const Frame& frame, int line);
  void ReadInput(const std::vector<HtmlAttribute>& attributes, const Frame& frame, int line);
  void Append(std::string_view text, const Frame& frame, int line);
  void PartGluedText(std::string_view next, const Frame& frame);
  Block BlockFor(const Frame& frame, int line) const;
  void Leave(const Frame& frame);
  void Flush();
  void AddBlock(LooseBlock loose);

  DocumentBuilder& builder_;
  PagePaint paint_;
  std::vector<Frame> frames_;
  std::vector<Table> tables_;
  int table_count_ = 0;
  ParagraphBuffer paragraph_;
  Block prototype_;
  ElementRole list_part_ = ElementRole::kInline;   ///< whether the open paragraph is a dt, a dd or neither
  bool question_open_ = false;                     ///< the last dt was a question
  ElementRole just_closed_ = ElementRole::kBlock;  ///< inline element that ended right before the next text
  std::vector<LooseBlock> after_paragraph_;        ///< alternative texts met within the open paragraph
  std::string title_;
  int title_line_ = 0;
  std::vector<std::string> metadata_texts_;
  bool has_images_ = false;
};

}  // namespace audit
