#include "parsers/html/inline_style.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "parsers/html/css_text.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
/// Text moved further than this off the page is meant not to be seen.
constexpr double kOffPagePt = 500;

struct NamedColor {
  std::string_view name;
  Rgb rgb;
};

constexpr NamedColor kNamedColors[] = {
    {"aqua", {0, 255, 255}},        {"beige", {245, 245, 220}},      {"black", {0, 0, 0}},
    {"blue", {0, 0, 255}},          {"brown", {165, 42, 42}},        {"cyan", {0, 255, 255}},
    {"darkblue", {0, 0, 139}},      {"darkgray", {169, 169, 169}},   {"darkgreen", {0, 100, 0}},
    {"darkgrey", {169, 169, 169}},  {"darkred", {139, 0, 0}},        {"fuchsia", {255, 0, 255}},
    {"gainsboro", {220, 220, 220}}, {"ghostwhite", {248, 248, 255}}, {"gold", {255, 215, 0}},
    {"gray", {128, 128, 128}},      {"green", {0, 128, 0}},          {"grey", {128, 128, 128}},
    {"ivory", {255, 255, 240}},     {"lightgray", {211, 211, 211}},  {"lightgrey", {211, 211, 211}},
    {"lime", {0, 255, 0}},          {"magenta", {255, 0, 255}},      {"maroon", {128, 0, 0}},
    {"navy", {0, 0, 128}},          {"olive", {128, 128, 0}},        {"orange", {255, 165, 0}},
    {"pink", {255, 192, 203}},      {"purple", {128, 0, 128}},       {"red", {255, 0, 0}},
    {"silver", {192, 192, 192}},    {"snow", {255, 250, 250}},       {"teal", {0, 128, 128}},
    {"white", {255, 255, 255}},     {"whitesmoke", {245, 245, 245}}, {"yellow", {255, 255, 0}},
};

struct SizeKeyword {
  std::string_view name;
  double points;
};

constexpr SizeKeyword kSizeKeywords[] = {{"xx-small", 6.75}, {"x-small", 7.5}, {"small", 9.75},  {"medium", 12},
                                         {"large", 13.5},    {"x-large", 18},  {"xx-large", 24}, {"xxx-large", 36}};

/// A number at the start of `text`, which then starts behind it.
std::optional<double> TakeNumber(std::string_view& text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (result.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  return value;
}

std::optional<double> LengthInPoints(std::string_view text, double em) {
  const std::optional<double> number = TakeNumber(text);
  if (!number) return std::nullopt;
  if (text == "pt") return *number;
  if (text == "px") return *number * 0.75;
  if (text == "em") return *number * em;
  if (text == "rem") return *number * kUsualHtmlSizePt;
  if (text == "%") return *number / 100 * em;
  if (text == "ex" || text == "ch") return *number * em / 2;
  if (text == "pc") return *number * 12;
  if (text == "in") return *number * 72;
  if (text == "cm") return *number * 72 / 2.54;
  if (text == "mm") return *number * 72 / 25.4;
  if (text.empty() && *number == 0) return 0.0;
  return std::nullopt;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<Rgb> HexColor(std::string_view digits) {
  if (digits.size() != 3 && digits.size() != 4 && digits.size() != 6 && digits.size() != 8) return std::nullopt;
  if (std::any_of(digits.begin(), digits.end(), [](char c) { return HexDigit(c) < 0; })) return std::nullopt;
  const bool is_short = digits.size() < 6;
  auto channel = [&](std::size_t i) {
    const int high = HexDigit(digits[is_short ? i : 2 * i]);
    const int low = is_short ? high : HexDigit(digits[2 * i + 1]);
    return static_cast<std::uint8_t>(high * 16 + low);
  };
  return Rgb{channel(0), channel(1), channel(2)};
}

/// The numbers of "rgb(…)" or "rgba(…)"; fewer than three when it is something else. Alpha, if given, is the fourth.
std::vector<double> FunctionColor(std::string_view value) {
  std::vector<double> numbers;
  if (!value.starts_with("rgb")) return numbers;
  std::size_t i = value.find('(');
  while (i != npos && numbers.size() < 4) {
    i = value.find_first_of("0123456789.-", i);
    if (i == npos) break;
    std::string_view rest = value.substr(i);
    const std::optional<double> number = TakeNumber(rest);
    if (!number) break;
    double channel = *number;
    if (rest.starts_with('%')) channel = channel / 100 * (numbers.size() < 3 ? 255 : 1);
    numbers.push_back(channel);
    i = value.size() - rest.size();
  }
  return numbers;
}

bool IsTransparent(std::string_view value) {
  if (value == "transparent") return true;
  const std::vector<double> numbers = FunctionColor(value);
  return numbers.size() == 4 && numbers[3] <= 0.02;
}

/// `color` of a background shorthand, or nothing when a picture lies there.
void ReadBackground(std::string_view value, InlineStyle& style) {
  if (value.find("url(") != npos || value.find("gradient") != npos || value.find("var(") != npos) {
    style.background_unknown = true;
    return;
  }
  if (value == "transparent" || value == "none" || value == "inherit" || value == "initial") return;
  if (value.starts_with("rgb")) {
    if (!IsTransparent(value)) style.background = ParseCssColor(value.substr(0, value.find(')') + 1));
  } else {
    style.background = ParseCssColor(value.substr(0, value.find(' ')));
  }
  style.background_unknown = !style.background;
}

/// Size and weight of a font shorthand such as "italic bold 10px/1.2 Arial".
void ReadFontShorthand(std::string_view value, double em, InlineStyle& style) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(' '), value.size());
    std::string_view word = value.substr(0, end);
    value = TrimCss(value.substr(end));
    if (word == "bold" || word == "bolder" || word == "700" || word == "800" || word == "900") {
      style.bold = true;
      continue;
    }
    word = word.substr(0, word.find('/'));
    const bool weight = word.find_first_not_of("0123456789") == npos;
    if (weight) continue;
    if (const auto size = ParseCssFontSize(word, em)) {
      style.font_size_pt = size;
      return;
    }
  }
}

struct Geometry {
  bool no_height = false;
  bool clipped = false;
  bool taken_out = false;
  bool far_off = false;
};

void ReadDeclaration(std::string_view name, std::string_view value, double em, InlineStyle& style, Geometry& geometry) {
  auto is_zero = [&] { return LengthInPoints(value, em).value_or(1) == 0; };
  auto is_far = [&] { return LengthInPoints(value, em).value_or(0) <= -kOffPagePt; };
  if (name == "font-size") {
    style.font_size_pt = ParseCssFontSize(value, em);
  } else if (name == "font") {
    ReadFontShorthand(value, em, style);
  } else if (name == "font-weight") {
    std::string_view number = value;
    style.bold = value == "bold" || value == "bolder" || TakeNumber(number).value_or(0) >= 600;
  } else if (name == "color") {
    style.color = ParseCssColor(value);
    if (IsTransparent(value)) style.not_displayed = true;
  } else if (name == "background" || name == "background-color") {
    ReadBackground(value, style);
  } else if (name == "background-image") {
    style.background_unknown = value != "none";
  } else if (name == "display") {
    style.not_displayed |= value == "none";
  } else if (name == "visibility") {
    style.visibility = value == "hidden" || value == "collapse" ? CssVisibility::kHidden
                       : value == "visible"                     ? CssVisibility::kVisible
                                                                : CssVisibility::kInherited;
  } else if (name == "opacity") {
    std::string_view number = value;
    style.not_displayed |= TakeNumber(number).value_or(1) <= 0.02;
  } else if (name == "text-decoration" || name == "text-decoration-line") {
    style.line_through = value.find("line-through") != npos;
  } else if (name == "text-indent") {
    style.not_displayed |= is_far();
  } else if (name == "left" || name == "top" || name == "right" || name == "margin-left") {
    geometry.far_off |= is_far();
  } else if (name == "position") {
    geometry.taken_out = value == "absolute" || value == "fixed";
  } else if (name == "height" || name == "max-height" || name == "width" || name == "max-width") {
    geometry.no_height |= is_zero();
  } else if (name == "overflow" || name == "overflow-y") {
    geometry.clipped = value == "hidden" || value == "clip";
  }
}

}  // namespace

std::optional<Rgb> ParseCssColor(std::string_view value) {
  const std::string lower = LowerCss(TrimCss(value));
  if (lower.starts_with('#')) return HexColor(std::string_view(lower).substr(1));
  const std::vector<double> numbers = FunctionColor(lower);
  if (numbers.size() >= 3) {
    auto channel = [&](std::size_t i) {
      return static_cast<std::uint8_t>(std::lround(std::clamp(numbers[i], 0.0, 255.0)));
    };
    return Rgb{channel(0), channel(1), channel(2)};
  }
  for (const NamedColor& named : kNamedColors) {
    if (named.name == lower) return named.rgb;
  }
  return std::nullopt;
}

std::optional<CssColor> ParseCssColorAndOpacity(std::string_view value) {
  const std::string lower = LowerCss(TrimCss(value));
  if (lower == "transparent") return CssColor{{0, 0, 0}, 0};
  const std::optional<Rgb> rgb = ParseCssColor(lower);
  if (!rgb) return std::nullopt;
  CssColor color{*rgb, 1};
  if (lower.starts_with('#') && (lower.size() == 5 || lower.size() == 9)) {
    const int high = HexDigit(lower[lower.size() == 5 ? 4 : 7]);
    color.opacity = (high * 16 + HexDigit(lower.back())) / 255.0;
  } else if (const std::vector<double> numbers = FunctionColor(lower); numbers.size() == 4) {
    color.opacity = std::clamp(numbers[3], 0.0, 1.0);
  }
  return color;
}

std::optional<double> ParseCssFontSize(std::string_view value, double parent_size_pt) {
  const double em = parent_size_pt > 0 ? parent_size_pt : kUsualHtmlSizePt;
  if (value == "smaller") return em / 1.2;
  if (value == "larger") return em * 1.2;
  for (const SizeKeyword& keyword : kSizeKeywords) {
    if (keyword.name == value) return keyword.points;
  }
  const std::optional<double> size = LengthInPoints(value, em);
  return size && *size >= 0 ? size : std::nullopt;
}

std::optional<double> ParseFontElementSize(std::string_view value) {
  constexpr double kPoints[] = {7.5, 9.75, 12, 13.5, 18, 24, 36};
  value = TrimCss(value);
  const bool relative = value.starts_with('+') || value.starts_with('-');
  const std::optional<double> number = TakeNumber(value);
  if (!number) return std::nullopt;
  const double step = std::clamp(relative ? 3 + *number : *number, 1.0, 7.0);
  return kPoints[static_cast<std::size_t>(step) - 1];
}

InlineStyle ParseInlineStyle(std::string_view css, double parent_size_pt) {
  const double em = parent_size_pt > 0 ? parent_size_pt : kUsualHtmlSizePt;
  const std::string lower = LowerCss(css);
  std::string_view rest = lower;
  InlineStyle style;
  Geometry geometry;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view declaration = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == npos) continue;
    std::string_view value = declaration.substr(colon + 1);
    value = TrimCss(value.substr(0, value.find('!')));
    ReadDeclaration(TrimCss(declaration.substr(0, colon)), value, em, style, geometry);
  }
  style.not_displayed |= geometry.taken_out && geometry.far_off;
  style.maybe_collapsed = geometry.no_height && geometry.clipped;
  return style;
}

}  // namespace audit
