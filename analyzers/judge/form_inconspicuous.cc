#include <fmt/format.h>

#include <array>

#include <algorithm>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// When one disclosure is required, and what satisfies it.
struct Required {
  Selectors required_when;
  Selectors disclosure;
};

/// Sizes below which print is small; choices of engineering, kept in the rule's file.
struct SmallPrint {
  double min_pt = 8;
  double min_ratio = 0.8;  ///< of the size in which most of the text is set
};

/// A required disclosure is there, but only in small print or notes.
class InconspicuousForm : public RuleForm {
 public:
  InconspicuousForm(std::vector<Required> required, SmallPrint limits)
      : required_(std::move(required)), limits_(limits) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (const Required& required : required_)
      if (auto match = FindOne(view, required)) out.push_back(std::move(*match));
    std::sort(out.begin(), out.end(), [](const FormMatch& a, const FormMatch& b) { return a.anchor < b.anchor; });
    return out;
  }

 private:
  std::optional<FormMatch> FindOne(const DocumentView& view, const Required& required) const {
    const StatementRange whole{0, view.statements().size()};
    const auto trigger = required.required_when.First(view, whole, &DocumentView::Speaks);
    if (!trigger) return std::nullopt;
    std::optional<Hit> first;
    for (std::size_t i = 0; i < whole.end; ++i) {
      if (!view.Shows(i)) continue;
      auto hit = required.disclosure.Match(view, i);
      if (!hit) continue;
      if (WhySmall(view, i).empty()) return std::nullopt;
      if (!first) first = std::move(hit);
    }
    if (!first) return std::nullopt;
    FormMatch match;
    match.anchor = first->statement;
    match.others = {trigger->statement};
    match.reason = fmt::format("{} {} It is needed because the document says {} Nowhere does it stand in plain sight.",
                               Tell(*first), WhySmall(view, first->statement), Quote(view, trigger->statement));
    return match;
  }

  /// A sentence with the figures; "" when the statement is easy to see.
  std::string WhySmall(const DocumentView& view, std::size_t statement) const {
    const double size = view.FontSize(statement);
    const double body = view.BodyFontSize();
    if (size > 0 && body > 0 && size < limits_.min_ratio * body)
      return fmt::format("It is set at {:.1f} pt, most of the text at {:.1f} pt.", size, body);
    if (size > 0 && size < limits_.min_pt && (body == 0 || size < body))
      return fmt::format("It is set at {:.1f} pt, below {:.1f} pt.", size, limits_.min_pt);
    if (view.statements()[statement].block_kind == BlockKind::kFootnote) return "It stands in a footnote.";
    return "";
  }

  std::vector<Required> required_;
  SmallPrint limits_;
};

constexpr std::array<Field, 2> kRequiredFields = {{
    {"required_when", Holds::kMaps, Presence::kRequired, "What requires the disclosure.", nullptr, SelectorShape},
    {"disclosure", Holds::kMaps, Presence::kRequired, "What discloses.", nullptr, SelectorShape},
}};
const Shape& RequiredShape() {
  static const Shape shape = {"required-disclosure", "a required disclosure", kRequiredFields, {}};
  return shape;
}

constexpr std::array<Field, 3> kInconspicuousFormFields = {{
    {"disclosures", Holds::kMaps, Presence::kRequired, "What must be said in plain sight.", nullptr, RequiredShape},
    {"min_pt", Holds::kNumber, Presence::kOptional, "Smaller print is small, in points."},
    {"min_ratio", Holds::kNumber, Presence::kOptional, "Print smaller than this part of most of the text is small."},
}};

}  // namespace

const Shape& InconspicuousFormShape() {
  static const Shape shape = {"inconspicuous", "the form 'inconspicuous'", kInconspicuousFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadInconspicuousForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, InconspicuousFormShape());
  std::vector<Required> required;
  for (const YamlNode* item : reader.Items("disclosures")) {
    const YamlReader one(file, *item, RequiredShape());
    required.push_back({ReadSelectors(one, "required_when"), ReadSelectors(one, "disclosure")});
  }
  SmallPrint limits;
  limits.min_pt = reader.Number("min_pt", limits.min_pt);
  limits.min_ratio = reader.Number("min_ratio", limits.min_ratio);
  return std::make_unique<InconspicuousForm>(std::move(required), limits);
}

}  // namespace audit
