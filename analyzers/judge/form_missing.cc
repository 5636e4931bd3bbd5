#include <fmt/format.h>

#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// Once a document: something is said that requires a disclosure, and no reader sees that disclosure anywhere.
class MissingForm : public RuleForm {
 public:
  MissingForm(Selectors required_when, Selectors twice, Selectors satisfied_by)
      : required_when_(std::move(required_when)), twice_(std::move(twice)), satisfied_by_(std::move(satisfied_by)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    const StatementRange whole{0, view.statements().size()};
    auto trigger = Surest(view, whole);
    if (!trigger) trigger = FirstOfTwo(view, whole);
    if (!trigger || satisfied_by_.First(view, whole, &DocumentView::Shows)) return {};
    FormMatch match;
    match.anchor = trigger->statement;
    match.is_absence = true;
    match.reason = fmt::format("It is required because the document says {} {} No {} stands where a reader sees it.",
                               Quote(view, trigger->statement), Tell(*trigger), satisfied_by_.Describe());
    if (const auto unseen = satisfied_by_.First(view, whole, &DocumentView::Speaks))
      match.reason +=
          fmt::format(" Only hidden text, which discloses nothing, says {}", Quote(view, unseen->statement));
    return {std::move(match)};
  }

 private:
  /// Of all that requires it, what is surest to be said, or else first: a reader is shown that one alone. Words without
  /// a label are sure.
  std::optional<Hit> Surest(const DocumentView& view, StatementRange whole) const {
    const auto sureness = [](const Hit& hit) { return hit.label == nullptr ? 1 : hit.label->confidence; };
    std::optional<Hit> surest;
    for (auto hit = required_when_.First(view, whole, &DocumentView::Speaks); hit;
         hit = required_when_.First(view, {hit->statement + 1, whole.end}, &DocumentView::Speaks))
      if (!surest || sureness(*hit) > sureness(*surest)) surest = hit;
    return surest;
  }

  /// What requires nothing alone, but does with another.
  std::optional<Hit> FirstOfTwo(const DocumentView& view, StatementRange whole) const {
    auto first = twice_.First(view, whole, &DocumentView::Speaks);
    if (!first || !twice_.First(view, {first->statement + 1, whole.end}, &DocumentView::Speaks)) return std::nullopt;
    return first;
  }

  Selectors required_when_;
  Selectors twice_;
  Selectors satisfied_by_;
};

constexpr std::array<Field, 3> kMissingFormFields = {{
    {"required_when", Holds::kMaps, Presence::kRequired, "What requires the disclosure.", nullptr, SelectorShape},
    {"required_when_twice", Holds::kMaps, Presence::kOptional, "What requires it together with another such statement.",
     nullptr, SelectorShape},
    {"satisfied_by", Holds::kMaps, Presence::kRequired, "What satisfies it.", nullptr, SelectorShape},
}};

}  // namespace

const Shape& MissingFormShape() {
  static const Shape shape = {"missing", "the form 'missing'", kMissingFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadMissingForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, MissingFormShape());
  return std::make_unique<MissingForm>(ReadSelectors(reader, "required_when"),
                                       ReadOptionalSelectors(reader, "required_when_twice"),
                                       ReadSelectors(reader, "satisfied_by"));
}

}  // namespace audit
