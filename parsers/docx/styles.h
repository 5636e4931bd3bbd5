// Styles of a Word document as far as they tell how large, visible and important text is: document defaults, then the
// chain of paragraph styles, then the chain of character styles, then the run itself.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/document.h"
#include "parsers/docx/package.h"
#include "parsers/xml_sax.h"

namespace audit {

/// What a w:shd or w:highlight lays under text.
struct Shading {
  std::optional<Rgb> color;  ///< absent = nothing
  bool is_sure = true;       ///< false: of a pattern or a theme, `color` is the nearest that is known
};

/// What a w:rPr says; absent = says nothing.
struct RunProperties {
  std::optional<double> font_size_pt;
  std::optional<bool> bold;
  std::optional<bool> hidden;
  std::optional<bool> struck;
  std::optional<bool> raised;               ///< superscript or subscript, printed smaller
  std::optional<std::optional<Rgb>> color;  ///< inner absent = "auto"
  std::optional<Shading> shading;
  std::optional<Shading> highlight;
  std::string style;  ///< id of the character style, or ""

  /// A highlight lies over shading.
  const std::optional<Shading>& Ground() const { return highlight && highlight->color ? highlight : shading; }

  /// Lets `nearer` win wherever it says something.
  void Override(const RunProperties& nearer);
};

/// What a w:pPr says.
struct ParagraphProperties {
  std::string style;
  std::optional<int> outline_level;  ///< 0 to 8; 9 = body text
  std::optional<bool> numbered;
  std::optional<Shading> shading;

  void Override(const ParagraphProperties& nearer);
};

/// Takes in one child element of w:rPr or w:pPr (in the word namespace).
void ReadRunProperty(const XmlElement& element, RunProperties& properties);
void ReadParagraphProperty(const XmlElement& element, ParagraphProperties& properties);

/// What a w:shd says.
Shading ShadingOf(const XmlElement& shading);

/// "FF0000" to a colour; absent for "auto" and anything else.
std::optional<Rgb> HexColor(std::string_view hex);

struct StyleLook {
  RunProperties run;
  ParagraphProperties paragraph;
  int heading_level = 0;  ///< 1 to 9 when the style or one that it is based on is a heading's
  bool is_caption = false;
  bool paints_parts = false;  ///< of a table: shades it, or sets off its first row, its bands and the like
};

class DocxStyles {
 public:
  /// `part` = "" when the document has no styles.
  PartState Read(DocxPackage& package, std::string_view part, const ParseLimits& limits);

  /// The chain of a style taken together; the default style of its kind when `id` is "" or unknown.
  const StyleLook& ParagraphStyle(std::string_view id) const;
  const StyleLook& CharacterStyle(std::string_view id) const;
  const StyleLook& TableStyle(std::string_view id) const;
  const RunProperties& defaults() const { return defaults_; }
  const std::string& language() const { return language_; }

 private:
  struct Style {
    std::string name;  // lower case
    std::string based_on;
    RunProperties run;
    ParagraphProperties paragraph;
    bool paints_parts = false;
  };
  class Handler;

  const StyleLook& Resolve(std::string_view id) const;

  std::map<std::string, Style, std::less<>> styles_;
  mutable std::map<std::string, StyleLook, std::less<>> resolved_;
  std::string default_paragraph_style_;
  RunProperties defaults_;
  std::string language_;
};

}  // namespace audit
