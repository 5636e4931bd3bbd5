// Elements of a Word document that tell about text, by meaning: the only list of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "parsers/docx/ooxml_names.h"

namespace audit {

/// In groups that StoryReader dispatches on: the order of the groups matters.
enum class StoryTag : std::uint8_t {
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

StoryTag StoryTagOf(OoxmlSpace space, std::string_view name);

}  // namespace audit
