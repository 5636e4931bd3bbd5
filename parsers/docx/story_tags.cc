#include "parsers/docx/story_tags.h"

#include <unordered_map>

namespace audit {

StoryTag StoryTagOf(OoxmlSpace space, std::string_view name) {
  using Names = std::unordered_map<std::string_view, StoryTag>;
  static const Names word = {{"p", StoryTag::kParagraph},
                             {"pPr", StoryTag::kParagraphProperties},
                             {"numPr", StoryTag::kNumbering},
                             {"r", StoryTag::kRun},
                             {"rPr", StoryTag::kRunProperties},
                             {"trPr", StoryTag::kRowProperties},
                             {"tcPr", StoryTag::kCellProperties},
                             {"tblPr", StoryTag::kTableProperties},
                             {"rPrChange", StoryTag::kIgnored},
                             {"pPrChange", StoryTag::kIgnored},
                             {"tblPrChange", StoryTag::kIgnored},
                             {"tcPrChange", StoryTag::kIgnored},
                             {"trPrChange", StoryTag::kIgnored},
                             {"sectPr", StoryTag::kIgnored},
                             {"rt", StoryTag::kIgnored},
                             {"ffData", StoryTag::kIgnored},
                             {"tabs", StoryTag::kIgnored},
                             {"sdt", StoryTag::kControl},
                             {"showingPlcHdr", StoryTag::kControlPlaceholder},
                             {"footnote", StoryTag::kNote},
                             {"endnote", StoryTag::kNote},
                             {"txbxContent", StoryTag::kBox},
                             {"altChunk", StoryTag::kEmbedded},
                             {"background", StoryTag::kPageColor},
                             {"tbl", StoryTag::kTable},
                             {"tr", StoryTag::kRow},
                             {"tc", StoryTag::kCell},
                             {"gridSpan", StoryTag::kGridSpan},
                             {"gridBefore", StoryTag::kGridBefore},
                             {"tblStyle", StoryTag::kTableStyle},
                             {"tblCaption", StoryTag::kTableAltText},
                             {"tblDescription", StoryTag::kTableAltText},
                             {"shd", StoryTag::kShading},
                             {"t", StoryTag::kText},
                             {"delText", StoryTag::kDeletedText},
                             {"tab", StoryTag::kTab},
                             {"ptab", StoryTag::kTab},
                             {"br", StoryTag::kBreak},
                             {"cr", StoryTag::kBreak},
                             {"noBreakHyphen", StoryTag::kNoBreakHyphen},
                             {"softHyphen", StoryTag::kSoftHyphen},
                             {"sym", StoryTag::kSymbol},
                             {"fldChar", StoryTag::kFieldChar},
                             {"del", StoryTag::kDeletion},
                             {"moveFrom", StoryTag::kDeletion}};
  static const Names drawing = {{"p", StoryTag::kDrawingParagraph}, {"r", StoryTag::kDrawingRun},
                                {"fld", StoryTag::kDrawingRun},     {"rPr", StoryTag::kDrawingRunProperties},
                                {"t", StoryTag::kDrawingText},      {"br", StoryTag::kDrawingBreak},
                                {"blip", StoryTag::kPicture},       {"solidFill", StoryTag::kSolidFill},
                                {"srgbClr", StoryTag::kFillColor}};
  static const Names chart = {{"v", StoryTag::kChartValue},
                              {"numCache", StoryTag::kChartNumbers},
                              {"numLit", StoryTag::kChartNumbers},
                              {"chart", StoryTag::kChartReference}};
  static const Names chart_ex = {{"pt", StoryTag::kChartExPoint},
                                 {"numDim", StoryTag::kChartExNumbers},
                                 {"chart", StoryTag::kChartReference},
                                 {"v", StoryTag::kChartValue}};
  static const Names compatibility = {
      {"AlternateContent", StoryTag::kAlternate}, {"Choice", StoryTag::kChoice}, {"Fallback", StoryTag::kFallback}};
  auto find = [&](const Names& names) {
    const auto found = names.find(name);
    return found == names.end() ? StoryTag::kOther : found->second;
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
      return name == "relIds" ? StoryTag::kDiagramReference : StoryTag::kOther;
    case OoxmlSpace::kMath:
      return name == "t"     ? StoryTag::kText
             : name == "r"   ? StoryTag::kRun
             : name == "den" ? StoryTag::kDenominator
                             : StoryTag::kOther;
    case OoxmlSpace::kWordDrawing:
      return name == "anchor" || name == "inline" ? StoryTag::kAnchor
             : name == "docPr"                    ? StoryTag::kDrawingProperties
                                                  : StoryTag::kOther;
    case OoxmlSpace::kVml:
      return name == "textpath" ? StoryTag::kTextPath : name == "imagedata" ? StoryTag::kPicture : StoryTag::kShape;
    case OoxmlSpace::kOther:
      return name == "cNvPr"  ? StoryTag::kDrawingProperties
             : name == "wsp"  ? StoryTag::kShapeRoot
             : name == "spPr" ? StoryTag::kShapeProperties
                              : StoryTag::kOther;
  }
  return StoryTag::kOther;
}

}  // namespace audit
