#include "parsers/docx/ooxml_names.h"

#include <algorithm>
#include <iterator>

namespace audit {
namespace {

struct Row {
  std::string_view uri;
  OoxmlSpace space;
};

constexpr Row kSpaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", OoxmlSpace::kWord},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", OoxmlSpace::kWord},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", OoxmlSpace::kDrawing},
    {"http://purl.oclc.org/ooxml/drawingml/main", OoxmlSpace::kDrawing},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", OoxmlSpace::kWordDrawing},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", OoxmlSpace::kWordDrawing},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", OoxmlSpace::kChart},
    {"http://purl.oclc.org/ooxml/drawingml/chart", OoxmlSpace::kChart},
    {"http://schemas.microsoft.com/office/drawing/2014/chartex", OoxmlSpace::kChartEx},
    {"http://schemas.openxmlformats.org/drawingml/2006/diagram", OoxmlSpace::kDiagram},
    {"http://purl.oclc.org/ooxml/drawingml/diagram", OoxmlSpace::kDiagram},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", OoxmlSpace::kCompatibility},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", OoxmlSpace::kMath},
    {"http://purl.oclc.org/ooxml/officeDocument/math", OoxmlSpace::kMath},
    {"urn:schemas-microsoft-com:vml", OoxmlSpace::kVml},
};

/// Beside those above: shapes, groups and canvases of text boxes, and additions to run and paragraph properties.
constexpr std::string_view kAlsoUnderstood[] = {
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://schemas.microsoft.com/office/drawing/2007/8/2/chart",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
};

}  // namespace

OoxmlSpace OoxmlSpaceOf(std::string_view uri) {
  const Row* row = std::find_if(std::begin(kSpaces), std::end(kSpaces), [&](const Row& r) { return r.uri == uri; });
  return row == std::end(kSpaces) ? OoxmlSpace::kOther : row->space;
}

bool IsUnderstoodNamespace(std::string_view uri) {
  // Chart families of later years share the beginning of their names (chartex, 2015/9/8/chartex and so on).
  constexpr std::string_view kChartFamily = "http://schemas.microsoft.com/office/drawing/";
  if (uri.starts_with(kChartFamily) && uri.ends_with("/chartex")) return true;
  return OoxmlSpaceOf(uri) != OoxmlSpace::kOther ||
         std::find(std::begin(kAlsoUnderstood), std::end(kAlsoUnderstood), uri) != std::end(kAlsoUnderstood);
}

}  // namespace audit
