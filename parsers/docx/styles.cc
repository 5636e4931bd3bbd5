#include "parsers/docx/styles.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <vector>

#include "parsers/docx/ooxml_names.h"

namespace audit {
namespace {

constexpr std::size_t kMaxStyles = 20'000;
constexpr std::size_t kMaxChain = 64;

template <typename Value>
void Take(std::optional<Value>& mine, const std::optional<Value>& nearer) {
  if (nearer) mine = nearer;
}

/// Value of an on/off property: "<w:b/>" is on, w:val="0", "false" or "off" is off.
bool IsOn(const XmlElement& element) {
  const std::string_view value = element.Attribute("val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<double> NumberIn(std::string_view text) {
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (result.ec != std::errc() || value < 0 || value > 10'000) return std::nullopt;
  // Strict files may write a unit: "11pt" is 22 half points.
  if (std::string_view(result.ptr, static_cast<std::size_t>(text.data() + text.size() - result.ptr)) == "pt")
    value *= 2;
  return value;
}

std::optional<Rgb> HighlightColor(std::string_view name) {
  struct Named {
    std::string_view name;
    Rgb rgb;
  };
  constexpr Named kColors[] = {
      {"black", {0, 0, 0}},          {"blue", {0, 0, 255}},         {"cyan", {0, 255, 255}},
      {"green", {0, 255, 0}},        {"magenta", {255, 0, 255}},    {"red", {255, 0, 0}},
      {"yellow", {255, 255, 0}},     {"white", {255, 255, 255}},    {"darkBlue", {0, 0, 128}},
      {"darkCyan", {0, 128, 128}},   {"darkGreen", {0, 128, 0}},    {"darkMagenta", {128, 0, 128}},
      {"darkRed", {128, 0, 0}},      {"darkYellow", {128, 128, 0}}, {"darkGray", {128, 128, 128}},
      {"lightGray", {192, 192, 192}}};
  for (const Named& color : kColors) {
    if (color.name == name) return color.rgb;
  }
  return std::nullopt;
}

/// `share` of one colour among the other.
Rgb Mixed(const Rgb& one, const Rgb& other, double share) {
  const auto mix = [share](int a, int b) {
    return static_cast<std::uint8_t>(std::lround(a * share + b * (1 - share)));
  };
  return {mix(one.red, other.red), mix(one.green, other.green), mix(one.blue, other.blue)};
}

int HeadingLevelOfName(std::string_view name) {
  if (name == "title") return 1;
  if (name == "subtitle") return 2;
  constexpr std::string_view kHeading = "heading";
  if (!name.starts_with(kHeading)) return 0;
  name.remove_prefix(kHeading.size());
  if (name.starts_with(' ')) name.remove_prefix(1);
  return name.size() == 1 && name[0] >= '1' && name[0] <= '9' ? name[0] - '0' : 0;
}

}  // namespace

void RunProperties::Override(const RunProperties& nearer) {
  Take(font_size_pt, nearer.font_size_pt);
  Take(bold, nearer.bold);
  Take(hidden, nearer.hidden);
  Take(struck, nearer.struck);
  Take(raised, nearer.raised);
  Take(color, nearer.color);
  Take(shading, nearer.shading);
  Take(highlight, nearer.highlight);
}

void ParagraphProperties::Override(const ParagraphProperties& nearer) {
  Take(outline_level, nearer.outline_level);
  Take(numbered, nearer.numbered);
  Take(shading, nearer.shading);
}

std::optional<Rgb> HexColor(std::string_view hex) {
  unsigned value = 0;
  if (hex.size() != 6) return std::nullopt;
  const auto result = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  if (result.ec != std::errc() || result.ptr != hex.data() + hex.size()) return std::nullopt;
  return Rgb{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8 & 0xFF),
             static_cast<std::uint8_t>(value & 0xFF)};
}

Shading ShadingOf(const XmlElement& shading) {
  const std::string_view pattern = shading.Attribute("val");
  const std::optional<Rgb> fill = HexColor(shading.Attribute("fill"));
  const std::optional<Rgb> color = HexColor(shading.Attribute("color"));
  const bool is_sure = (fill || !shading.Has("themeFill")) && (color || !shading.Has("themeColor"));
  if (pattern == "solid") return {color, is_sure && color};
  if (pattern.starts_with("pct")) {
    const double percent = NumberIn(pattern.substr(3)).value_or(0);
    return {Mixed(color.value_or(Rgb{0, 0, 0}), fill.value_or(Rgb{255, 255, 255}), std::min(percent / 100, 1.0)),
            is_sure};
  }
  const bool is_plain = pattern.empty() || pattern == "clear" || pattern == "nil";
  return {fill, is_sure && is_plain};
}

void ReadRunProperty(const XmlElement& element, RunProperties& properties) {
  const std::string_view name = element.name;
  if (name == "sz") {
    if (const auto half_points = NumberIn(element.Attribute("val"))) properties.font_size_pt = *half_points / 2;
  } else if (name == "b") {
    properties.bold = IsOn(element);
  } else if (name == "vanish") {
    properties.hidden = IsOn(element);
  } else if (name == "strike" || name == "dstrike") {
    properties.struck = properties.struck.value_or(false) || IsOn(element);
  } else if (name == "vertAlign") {
    properties.raised = element.Attribute("val") != "baseline";
  } else if (name == "color") {
    properties.color = HexColor(element.Attribute("val"));
  } else if (name == "highlight") {
    properties.highlight = Shading{HighlightColor(element.Attribute("val"))};
  } else if (name == "shd") {
    properties.shading = ShadingOf(element);
  } else if (name == "rStyle") {
    properties.style = element.Attribute("val");
  }
}

void ReadParagraphProperty(const XmlElement& element, ParagraphProperties& properties) {
  const std::string_view name = element.name;
  if (name == "pStyle") {
    properties.style = element.Attribute("val");
  } else if (name == "outlineLvl") {
    if (const auto level = NumberIn(element.Attribute("val"))) properties.outline_level = static_cast<int>(*level);
  } else if (name == "numId") {
    properties.numbered = element.Attribute("val") != "0";
  } else if (name == "shd") {
    properties.shading = ShadingOf(element);
  }
}

class DocxStyles::Handler : public XmlHandler {
 public:
  explicit Handler(DocxStyles& styles) : styles_(styles) {}

  void OnStart(const XmlElement& element) override {
    open_.emplace_back(OoxmlSpaceOf(element.space) == OoxmlSpace::kWord ? element.name : std::string_view());
    const std::string& name = open_.back();
    if (name == "style") return StartStyle(element);
    if (Under("rPr", "rPrDefault")) {
      ReadRunProperty(element, styles_.defaults_);
      if (name == "lang") styles_.language_ = element.Attribute("val");
      return;
    }
    if (style_ == nullptr) return;
    if (Under("style")) {
      if (name == "name") style_->name = Lower(element.Attribute("val"));
      if (name == "basedOn") style_->based_on = element.Attribute("val");
    } else if (Under("rPr", "style")) {
      ReadRunProperty(element, style_->run);
    } else if (Under("pPr", "style") || Under("numPr", "pPr")) {
      ReadParagraphProperty(element, style_->paragraph);
    }
    const bool shades = name == "shd" && (Under("tcPr") || Under("tblPr")) && ShadingOf(element).color;
    if (shades || name == "tblStylePr") style_->paints_parts = true;
  }

  void OnEnd(std::string_view, std::string_view) override {
    if (open_.back() == "style") style_ = nullptr;
    open_.pop_back();
  }

  void OnText(std::string_view) override {}

 private:
  /// Whether the element just opened lies in `parent`, and that in `grandparent`.
  bool Under(std::string_view parent, std::string_view grandparent = {}) const {
    const std::size_t depth = open_.size();
    return depth >= 2 && open_[depth - 2] == parent &&
           (grandparent.empty() || (depth >= 3 && open_[depth - 3] == grandparent));
  }

  static std::string Lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
  }

  void StartStyle(const XmlElement& element) {
    style_ = nullptr;
    std::string id(element.Attribute("styleId"));
    if (id.empty() || styles_.styles_.size() >= kMaxStyles) return;
    const std::string_view is_default = element.Attribute("default");
    if (element.Attribute("type") == "paragraph" && (is_default == "1" || is_default == "true" || is_default == "on")) {
      styles_.default_paragraph_style_ = id;
    }
    style_ = &styles_.styles_[std::move(id)];
  }

  DocxStyles& styles_;
  std::vector<std::string> open_;
  Style* style_ = nullptr;
};

PartState DocxStyles::Read(DocxPackage& package, std::string_view part, const ParseLimits& limits) {
  if (part.empty()) return PartState::kMissing;
  Handler handler(*this);
  XmlPushParser parser(handler, limits.max_depth);
  const PartState state = package.Read(part, [&](std::string_view chunk) { return parser.Feed(chunk); });
  const XmlOutcome outcome = parser.Finish();
  return state == PartState::kRead && outcome != XmlOutcome::kWhole ? PartState::kDamaged : state;
}

const StyleLook& DocxStyles::Resolve(std::string_view id) const {
  if (const auto known = resolved_.find(id); known != resolved_.end()) return known->second;
  std::vector<const Style*> chain;
  for (auto style = styles_.find(id); style != styles_.end() && chain.size() < kMaxChain;
       style = styles_.find(style->second.based_on)) {
    chain.push_back(&style->second);
  }
  StyleLook look;
  for (auto style = chain.rbegin(); style != chain.rend(); ++style) {
    look.run.Override((*style)->run);
    look.paragraph.Override((*style)->paragraph);
    if (const int level = HeadingLevelOfName((*style)->name)) look.heading_level = level;
    look.is_caption |= (*style)->name == "caption";
    look.paints_parts |= (*style)->paints_parts;
  }
  const int outline = look.paragraph.outline_level.value_or(9);
  if (look.heading_level == 0 && outline < 9) look.heading_level = outline + 1;
  return resolved_.emplace(id, std::move(look)).first->second;
}

const StyleLook& DocxStyles::ParagraphStyle(std::string_view id) const {
  return Resolve(styles_.contains(id) ? id : std::string_view(default_paragraph_style_));
}

const StyleLook& DocxStyles::CharacterStyle(std::string_view id) const { return TableStyle(id); }
const StyleLook& DocxStyles::TableStyle(std::string_view id) const {
  // Unknown ids share one entry, so that a document cannot fill the memory with them.
  return Resolve(styles_.contains(id) ? id : std::string_view());
}

}  // namespace audit
