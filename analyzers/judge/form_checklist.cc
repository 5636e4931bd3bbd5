#include <fmt/format.h>

#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// A question that the document should answer for its readers, and does not.
class ChecklistForm : public RuleForm {
 public:
  ChecklistForm(std::string question, Selectors required_when, Selectors met_when, Selectors partly_when,
                Selectors spoiled_by)
      : question_(std::move(question)),
        required_when_(std::move(required_when)),
        met_when_(std::move(met_when)),
        partly_when_(std::move(partly_when)),
        spoiled_by_(std::move(spoiled_by)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    const StatementRange whole{0, view.statements().size()};
    const auto trigger = required_when_.First(view, whole, &DocumentView::Speaks);
    if (!trigger) return {};
    const bool is_met = met_when_.any.empty() || met_when_.First(view, whole, &DocumentView::Shows).has_value();
    const auto spoiler = spoiled_by_.First(view, whole, &DocumentView::Speaks);
    if (is_met && !spoiler) return {};
    FormMatch match;
    match.anchor = spoiler ? spoiler->statement : trigger->statement;
    match.is_absence = true;
    match.reason = fmt::format("It is asked because the document says {} Readers should find an answer to: {}",
                               Quote(view, trigger->statement), question_);
    if (!is_met) match.reason += WhatAnswers(view, whole);
    if (spoiler)
      match.reason +=
          fmt::format(" The answer is spoiled by {} Of that: {}", Quote(view, spoiler->statement), Tell(*spoiler));
    return {std::move(match)};
  }

 private:
  std::string WhatAnswers(const DocumentView& view, StatementRange whole) const {
    if (const auto part = partly_when_.First(view, whole, &DocumentView::Shows))
      return fmt::format(" It is answered only in part by {}", Quote(view, part->statement));
    return fmt::format(" No {} answers it.", met_when_.Describe());
  }

  std::string question_;
  Selectors required_when_;
  Selectors met_when_;
  Selectors partly_when_;
  Selectors spoiled_by_;
};

constexpr std::array<Field, 5> kChecklistFormFields = {{
    {"question", Holds::kText, Presence::kRequired, "What readers should find answered."},
    {"required_when", Holds::kMaps, Presence::kRequired, "What makes the question arise.", nullptr, SelectorShape},
    {"met_when", Holds::kMaps, Presence::kOptional, "What answers it.", nullptr, SelectorShape},
    {"partly_when", Holds::kMaps, Presence::kOptional, "What answers it in part.", nullptr, SelectorShape},
    {"spoiled_by", Holds::kMaps, Presence::kOptional, "What spoils the answer.", nullptr, SelectorShape},
}};

}  // namespace

const Shape& ChecklistFormShape() {
  static const Shape shape = {"checklist", "the form 'checklist'", kChecklistFormFields, {"met_when", "spoiled_by"}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadChecklistForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, ChecklistFormShape());
  Selectors met_when = ReadOptionalSelectors(reader, "met_when");
  Selectors spoiled_by = ReadOptionalSelectors(reader, "spoiled_by");
  return std::make_unique<ChecklistForm>(reader.Text("question"), ReadSelectors(reader, "required_when"),
                                         std::move(met_when), ReadOptionalSelectors(reader, "partly_when"),
                                         std::move(spoiled_by));
}

}  // namespace audit
