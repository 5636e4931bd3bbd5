#include "parsers/html/css_paints.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "parsers/html/css_text.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr int kMaxSubstitutions = 8;
constexpr std::size_t kMaxValueBytes = 1024;

/// Calls `take(name, value, important)` for each declaration; the name in lower case unless it is a custom property.
template <typename Take>
void ForEachDeclaration(std::string_view css, Take take) {
  while (!css.empty()) {
    const std::size_t end = FindInCss(css, 0, ";");
    const std::string_view declaration = css.substr(0, end);
    css.remove_prefix(std::min(end + 1, css.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == npos) continue;
    std::string name(TrimCss(declaration.substr(0, colon)));
    if (!name.starts_with("--")) name = LowerCss(name);
    std::string_view value = TrimCss(declaration.substr(colon + 1));
    const std::size_t mark = FindInCss(value, 0, "!");
    const bool important = mark < value.size() && LowerCss(TrimCss(value.substr(mark + 1))) == "important";
    take(name, TrimCss(value.substr(0, mark)), important);
  }
}

/// `value` with the values of its variables; absent when one of them is not known.
std::optional<std::string> Substituted(std::string_view value, const CssVariables& variables) {
  std::string out(value);
  for (int i = 0; i <= kMaxSubstitutions; ++i) {
    const std::size_t at = out.find("var(");
    if (at == std::string::npos) return out;
    const std::size_t end = FindInCss(out, at + 4, ")");
    if (end >= out.size()) return std::nullopt;
    const std::string_view inner = std::string_view(out).substr(at + 4, end - at - 4);
    const std::size_t comma = FindInCss(inner, 0, ",");
    const auto known = variables.find(TrimCss(inner.substr(0, comma)));
    std::string put;
    if (known != variables.end()) {
      if (!known->second) return std::nullopt;
      put = *known->second;
    } else {
      if (comma >= inner.size()) return std::nullopt;
      put = TrimCss(inner.substr(comma + 1));
    }
    out.replace(at, end + 1 - at, put);
    if (out.size() > kMaxValueBytes) return std::nullopt;
  }
  return std::nullopt;
}

CssPaint Unknown() { return {CssState::kUnknown, {}}; }
CssPaint Given(const std::optional<CssColor>& color) { return color ? CssPaint{CssState::kGiven, *color} : Unknown(); }

CssPaint InkOf(const std::string& value) {
  if (value == "inherit" || value == "unset" || value == "currentcolor") return {CssState::kInherited, {}};
  if (value == "initial") return Given(CssColor{{0, 0, 0}, 1});
  return Given(ParseCssColorAndOpacity(value));
}

bool PaintsAPicture(std::string_view value) {
  constexpr std::array<std::string_view, 5> kPictures = {"url(", "gradient", "image(", "image-set(", "element("};
  return std::any_of(kPictures.begin(), kPictures.end(),
                     [&](std::string_view word) { return value.find(word) != npos; });
}

/// The colour among the words of a background shorthand.
CssPaint GroundOf(std::string_view value) {
  constexpr std::array<std::string_view, 6> kNone = {"none", "transparent", "initial", "unset", "0", "0 0"};
  const CssPaint none = {CssState::kGiven, {{0, 0, 0}, 0}};
  if (std::find(kNone.begin(), kNone.end(), value) != kNone.end()) return none;
  while (!value.empty()) {
    const std::size_t end = FindInCss(value, 0, " \t\r\n\f,/");
    const std::string_view word = value.substr(0, end);
    if (word == "transparent") return none;
    if (const auto color = ParseCssColorAndOpacity(word)) return Given(color);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return Unknown();
}

bool IsBelowOne(std::string_view value) {
  double number = 1;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
  if (result.ec != std::errc()) return true;
  return number < (value.ends_with('%') ? 100 : 1);
}

/// Further than borders are drawn together by.
bool MovesUp(std::string_view margin) {
  constexpr double kSlight = -4;
  double number = 0;
  std::from_chars(margin.data(), margin.data() + margin.size(), number);
  return number < (margin.find("px") != npos || margin.find("pt") != npos ? kSlight : 0);
}

CssTrait YesIf(bool yes) { return yes ? CssTrait::kYes : CssTrait::kNo; }

CssFlow FlowOf(std::string_view value) {
  if (value == "static" || value == "initial" || value == "unset") return CssFlow::kStatic;
  if (value == "relative" || value == "sticky" || value == "-webkit-sticky") return CssFlow::kRelative;
  return value == "fixed" ? CssFlow::kFixed : CssFlow::kAbsolute;
}

void ReadGround(const std::string& name, const std::string& value, CssPaints& paints) {
  if (name == "background-image") {
    paints.picture = YesIf(value != "none" && value != "initial");
  } else if (name == "background-color") {
    paints.ground = GroundOf(value);
  } else if (name == "background") {
    paints.picture = YesIf(PaintsAPicture(value));
    paints.ground = GroundOf(value);
  } else if (name == "background-clip" || name == "-webkit-background-clip") {
    if (value.find("text") != npos) paints.veil = CssTrait::kYes;
  } else if (value != "normal") {
    paints.picture = CssTrait::kYes;  // background-blend-mode
  }
}

void ReadDeclaration(const std::string& name, const std::string& value, CssPaints& paints) {
  if (name == "color") {
    paints.ink = InkOf(value);
  } else if (name.starts_with("background") || name == "-webkit-background-clip") {
    const bool tells = name == "background" || name == "background-color" || name == "background-image" ||
                       name == "background-blend-mode" || name.ends_with("background-clip");
    if (tells) ReadGround(name, value, paints);
  } else if (name == "opacity") {
    paints.veil = YesIf(IsBelowOne(value));
  } else if (name == "filter" || name == "text-shadow" || name == "backdrop-filter") {
    if (value != "none") paints.veil = CssTrait::kYes;
  } else if (name == "mix-blend-mode" || name == "all" || name == "-webkit-text-fill-color") {
    if (value != "normal" && value != "currentcolor") paints.veil = CssTrait::kYes;
  } else if (name == "color-scheme") {
    if (value.find("dark") != npos && value.find("light") == npos) paints.veil = CssTrait::kYes;
  } else if (name == "box-shadow") {
    if (value.find("inset") != npos) paints.picture = CssTrait::kYes;
  } else if (name == "position") {
    paints.flow = FlowOf(value);
  } else if (name == "transform" || name == "translate") {
    paints.shifted = YesIf(value != "none");
  } else if (name == "margin" || name == "margin-top") {
    paints.shifted = YesIf(MovesUp(value));
  } else if (name == "grid-area") {
    paints.shifted = YesIf(value.find('/') != npos);  // cells may be shared
  }
}

/// One whose value is not known.
void DoubtDeclaration(const std::string& name, CssPaints& paints) {
  if (name == "color") paints.ink = Unknown();
  if (name.starts_with("background")) paints.ground = Unknown();
  if (name == "opacity" || name == "filter") paints.veil = CssTrait::kYes;
  if (name.starts_with("margin") || name == "transform") paints.shifted = CssTrait::kYes;
  if (name == "position") paints.flow = CssFlow::kAbsolute;
}

}  // namespace

void CssPaints::Override(const CssPaints& nearer) {
  if (nearer.ink.state != CssState::kSilent) ink = nearer.ink;
  if (nearer.ground.state != CssState::kSilent) ground = nearer.ground;
  if (nearer.picture != CssTrait::kSilent) picture = nearer.picture;
  if (nearer.veil != CssTrait::kSilent) veil = nearer.veil;
  if (nearer.shifted != CssTrait::kSilent) shifted = nearer.shifted;
  if (nearer.flow != CssFlow::kSilent) flow = nearer.flow;
}

void CssPaints::Doubt(const CssPaints& nearer) {
  if (nearer.ink.state != CssState::kSilent && nearer.ink != ink) ink = Unknown();
  if (nearer.ground.state != CssState::kSilent && nearer.ground != ground) ground = Unknown();
  if (nearer.picture == CssTrait::kYes) picture = CssTrait::kYes;
  if (nearer.veil == CssTrait::kYes) veil = CssTrait::kYes;
  if (nearer.shifted == CssTrait::kYes) shifted = CssTrait::kYes;
  if (nearer.flow != CssFlow::kSilent) flow = std::max(flow, nearer.flow);
}

CssDeclarations ReadCssPaints(std::string_view declarations, const CssVariables& variables) {
  CssDeclarations out;
  ForEachDeclaration(declarations, [&](const std::string& name, std::string_view value, bool important) {
    if (name.starts_with("--")) return;
    CssPaints& paints = important ? out.important : out.usual;
    const auto known = Substituted(value, variables);
    known ? ReadDeclaration(name, LowerCss(*known), paints) : DoubtDeclaration(name, paints);
  });
  return out;
}

void ReadCssVariables(std::string_view declarations, bool may_replace, CssVariables& variables) {
  if (declarations.find("--") == npos) return;
  ForEachDeclaration(declarations, [&](const std::string& name, std::string_view value, bool) {
    if (!name.starts_with("--") || value.size() > kMaxValueBytes) return;
    const auto [known, is_new] = variables.try_emplace(name, std::string(value));
    if (is_new && !may_replace) known->second.reset();
    if (is_new || known->second == value) return;
    if (may_replace && known->second) {
      known->second = std::string(value);
    } else {
      known->second.reset();
    }
  });
}

}  // namespace audit
