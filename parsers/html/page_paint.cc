#include "parsers/html/page_paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace audit {
namespace {

/// Comparisons of selectors with elements; beyond them colours are unknown.
constexpr std::size_t kMaxSteps = 5'000'000;
constexpr double kOpaque = 0.995;
constexpr double kClear = 0.005;
constexpr CssColor kBlack = {{0, 0, 0}, 1};
constexpr Rgb kWhite = {255, 255, 255};

std::string_view Find(const std::vector<HtmlAttribute>& attributes, std::string_view name) {
  for (const HtmlAttribute& attribute : attributes) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

Rgb Over(const CssColor& color, Rgb ground) {
  if (color.opacity >= kOpaque) return color.rgb;
  const auto mix = [&](int over, int under) {
    return static_cast<std::uint8_t>(std::lround(over * color.opacity + under * (1 - color.opacity)));
  };
  return {mix(color.rgb.red, ground.red), mix(color.rgb.green, ground.green), mix(color.rgb.blue, ground.blue)};
}

CssPaint Unknown() { return {CssState::kUnknown, {}}; }
CssPaint Attribute(std::string_view value) {
  const auto color = ParseCssColorAndOpacity(value);
  return color ? CssPaint{CssState::kGiven, *color} : Unknown();
}

bool IsAPicture(ElementRole role) { return role == ElementRole::kImage || role == ElementRole::kFallback; }

/// Browsers paint these by their own taste.
bool IsAControl(std::string_view name) {
  return name == "button" || name == "input" || name == "select" || name == "textarea" || name == "option";
}

}  // namespace

PagePaint::PagePaint(const CleanMarkup& page)
    : sheet_(page.style_sheets),
      whole_(!page.has_outer_styles && sheet_.is_whole()),
      scripts_may_style_(page.has_outer_script),
      tables_inherit_(page.has_doctype) {
  Element root;
  if (whole_) {
    root.ink = kBlack;
    root.ground = kWhite;
  }
  open_.push_back(root);
}

void PagePaint::Open(std::string_view name, ElementRole role, const std::vector<HtmlAttribute>& attributes) {
  Element element = open_.back();
  element.flow = CssFlow::kStatic;
  element.names_begin = names_.size();
  open_.push_back(element);
  matches_.clear();
  if (!sheet_.rules().empty() && steps_ <= kMaxSteps) {
    NameElement(name, attributes);
    FindRules();
  }
  CssPaints paints;
  if (role == ElementRole::kLink) paints.ink = Unknown();
  if (IsAControl(name)) paints.ink = paints.ground = Unknown();
  if (name == "mark") {
    paints.ink = {CssState::kGiven, kBlack};
    paints.ground = {CssState::kGiven, {{255, 255, 0}, 1}};
  }
  if (role == ElementRole::kForeign || role == ElementRole::kDialog) paints.veil = CssTrait::kYes;
  paints.Override(PaintsOf(role, attributes));
  if (role == ElementRole::kTable && !tables_inherit_ && paints.ink.state == CssState::kSilent && open_.back().says) {
    paints.ink = Unknown();
  }
  Paint(paints, IsUndecided(attributes), open_.back());
  const bool draws = paints.ground.state != CssState::kSilent || paints.picture == CssTrait::kYes || IsAPicture(role);
  if (draws && open_.back().absolute != 0) Overlay(open_.back().absolute);
}

void PagePaint::Close() {
  if (open_.size() < 2) return;
  names_.resize(open_.back().names_begin);
  open_.pop_back();
}

std::optional<InkOnGround> PagePaint::Words() const {
  const Element& element = open_.back();
  if (!element.says || element.veiled || !element.ink || !element.ground) return std::nullopt;
  return InkOnGround{Over(*element.ink, *element.ground), *element.ground};
}

void PagePaint::NameElement(std::string_view name, const std::vector<HtmlAttribute>& attributes) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  const auto add = [this](char kind, std::string_view word) {
    if (const int number = sheet_.NumberOf(kind, word); number != StyleSheet::kUnnamed) names_.push_back(number);
  };
  add(' ', name);
  if (const std::string_view id = Find(attributes, "id"); !id.empty()) add('#', id);
  std::string_view classes = Find(attributes, "class");
  while (!classes.empty()) {
    const std::size_t first = std::min(classes.find_first_not_of(kBlanks), classes.size());
    classes.remove_prefix(first);
    const std::string_view word = classes.substr(0, classes.find_first_of(kBlanks));
    classes.remove_prefix(word.size());
    if (!word.empty()) add('.', word);
  }
  std::sort(names_.begin() + static_cast<std::ptrdiff_t>(open_.back().names_begin), names_.end());
}

void PagePaint::FindRules() {
  for (const std::uint32_t rule : sheet_.RulesFor(StyleSheet::kAnyElement))
    TryRule(rule);
  for (std::size_t i = open_.back().names_begin; i < names_.size(); ++i) {
    if (i > open_.back().names_begin && names_[i] == names_[i - 1]) continue;
    for (const std::uint32_t rule : sheet_.RulesFor(names_[i]))
      TryRule(rule);
  }
  std::sort(matches_.begin(), matches_.end(), [](const Match& a, const Match& b) {
    return a.weight != b.weight ? a.weight < b.weight : a.rule < b.rule;
  });
}

void PagePaint::TryRule(std::uint32_t number) {
  if (++steps_ > kMaxSteps) {
    whole_ = false;
    return;
  }
  const StyleRule& rule = sheet_.rules()[number];
  if (!Fits(rule.parts.front(), open_.size() - 1) || !FitsAncestors(rule)) return;
  matches_.push_back({rule.weight, number, !rule.may_not_apply});
}

bool PagePaint::Fits(const CompoundSelector& part, std::size_t element) const {
  const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(open_[element].names_begin);
  const auto end = element + 1 < open_.size()
                       ? names_.begin() + static_cast<std::ptrdiff_t>(open_[element + 1].names_begin)
                       : names_.end();
  return std::all_of(part.names.begin(), part.names.end(),
                     [&](int name) { return std::binary_search(begin, end, name); });
}

/// Tries the places of each ancestor from the nearest outwards, and goes back where a parent does not fit.
bool PagePaint::FitsAncestors(const StyleRule& rule) {
  const std::size_t count = rule.parts.size();
  std::array<std::size_t, StyleSheet::kMaxParts> places{};
  places[0] = open_.size() - 1;
  std::size_t part = 1;
  std::size_t next = places[0];  // the part is tried at places below this one
  while (part < count) {
    std::size_t at = next;
    bool found = false;
    while (at-- > 1) {
      if (++steps_ > kMaxSteps) return false;
      if (Fits(rule.parts[part], at)) {
        found = true;
        break;
      }
      if (rule.parts[part].is_parent) break;
    }
    if (found && rule.parts[part].is_parent && at + 1 != places[part - 1]) found = false;
    if (found) {
      places[part] = at;
      next = at;
      ++part;
      continue;
    }
    // Back to the last part that may also stand further out.
    do {
      if (--part == 0) return false;
    } while (rule.parts[part].is_parent);
    next = places[part];
  }
  return true;
}

void PagePaint::ApplyRules(bool important, CssPaints& paints) const {
  for (const Match& match : matches_) {
    const StyleRule& rule = sheet_.rules()[match.rule];
    if (rule.is_important != important) continue;
    match.sure ? paints.Override(rule.paints) : paints.Doubt(rule.paints);
  }
}

CssPaints PagePaint::PaintsOf(ElementRole role, const std::vector<HtmlAttribute>& attributes) {
  CssPaints paints;
  std::string_view style;
  for (const auto& [name, value] : attributes) {
    if (name == "style") style = value;
    if (name == "bgcolor") paints.ground = Attribute(value);
    if (name == "background" && !value.empty()) paints.picture = CssTrait::kYes;
    if (name == "color" && role == ElementRole::kFont) paints.ink = Attribute(value);
    if (name == "text" && role == ElementRole::kRoot) paints.ink = Attribute(value);
  }
  ApplyRules(/*important=*/false, paints);
  CssDeclarations own;
  if (!style.empty()) own = ReadOwn(style);
  paints.Override(own.usual);
  ApplyRules(/*important=*/true, paints);
  paints.Override(own.important);
  return paints;
}

CssDeclarations PagePaint::ReadOwn(std::string_view style) const {
  static const CssVariables none;
  CssDeclarations own = ReadCssPaints(style, whole_ ? sheet_.variables() : none);
  CssVariables changed;
  ReadCssVariables(style, /*may_replace=*/false, changed);
  if (!changed.empty()) own.usual.veil = CssTrait::kYes;
  return own;
}

bool PagePaint::IsUndecided(const std::vector<HtmlAttribute>& attributes) const {
  if (!whole_) return true;
  if (!scripts_may_style_) return false;
  std::string_view classes = Find(attributes, "class");
  while (!classes.empty()) {
    const std::string_view word = classes.substr(0, classes.find_first_of(" \t\r\n\f"));
    classes.remove_prefix(std::min(word.size() + 1, classes.size()));
    if (!word.empty() && !sheet_.Mentions(word)) return true;
  }
  return false;
}

void PagePaint::Paint(const CssPaints& paints, bool undecided, Element& element) const {
  if (paints.ink.state == CssState::kUnknown || (undecided && paints.ink.state != CssState::kGiven)) {
    element.ink.reset();
  }
  if (paints.ink.state == CssState::kGiven) {
    element.ink = paints.ink.color;
    element.says = true;
  }
  element.flow = paints.flow == CssFlow::kSilent ? CssFlow::kStatic : paints.flow;
  if (element.flow == CssFlow::kAbsolute) element.absolute = open_.size() - 1;
  if (element.flow >= CssFlow::kFixed || paints.shifted == CssTrait::kYes || undecided) element.ground.reset();
  const CssColor& own = paints.ground.color;
  if (paints.ground.state == CssState::kGiven && own.opacity > kClear) {
    if (own.opacity >= kOpaque) {
      element.ground = own.rgb;
    } else if (element.ground) {
      element.ground = Over(own, *element.ground);
    }
    element.says = true;
  }
  const bool unknown = paints.ground.state == CssState::kUnknown || paints.ground.state == CssState::kInherited;
  if (unknown || paints.picture == CssTrait::kYes) element.ground.reset();
  element.veiled |= paints.veil == CssTrait::kYes;
}

void PagePaint::Overlay(std::size_t absolute) {
  for (std::size_t i = absolute; i-- > 0;) {
    open_[i].ground.reset();
    if (open_[i].flow >= CssFlow::kRelative) return;
  }
}

}  // namespace audit
