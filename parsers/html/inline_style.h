// What the style attribute and the old presentational attributes say about size, colour and visibility. Style sheets
// are not read: what a class does is unknown, what stands on the element itself is decidable.
#pragma once

#include <optional>
#include <string_view>

#include "parsers/document.h"

namespace audit {

/// Browsers' usual size, 16 CSS pixels; also what "rem" counts from.
inline constexpr double kUsualHtmlSizePt = 12.0;

enum class CssVisibility { kInherited, kVisible, kHidden };

struct InlineStyle {
  std::optional<double> font_size_pt;
  std::optional<bool> bold;
  std::optional<Rgb> color;
  std::optional<Rgb> background;
  bool background_unknown = false;  ///< a picture or gradient lies under the text
  bool not_displayed = false;       ///< display:none, opacity:0, moved off the page: children cannot undo it
  bool maybe_collapsed = false;     ///< no height: a script may open it
  CssVisibility visibility = CssVisibility::kInherited;
  bool line_through = false;
};

/// `parent_size_pt` is what em and % count from; 0 = unknown, then kUsualHtmlSizePt.
InlineStyle ParseInlineStyle(std::string_view css, double parent_size_pt);

struct CssColor {
  Rgb rgb;
  double opacity = 1;  ///< 0 = transparent

  bool operator==(const CssColor&) const = default;
};

/// "#fff", "#ffffff", "rgb(…)", "white"; absent when it is none of these. Opacity is passed over.
std::optional<Rgb> ParseCssColor(std::string_view value);
std::optional<CssColor> ParseCssColorAndOpacity(std::string_view value);

/// Size in points for a CSS length, percentage or keyword; absent when it is not decidable here.
std::optional<double> ParseCssFontSize(std::string_view value, double parent_size_pt);

/// Size in points for the size attribute of the old font element: "1" to "7", "+1", "-2".
std::optional<double> ParseFontElementSize(std::string_view value);

}  // namespace audit
