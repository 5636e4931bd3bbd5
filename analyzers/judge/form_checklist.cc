#include <fmt/ranges.h>

#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// A part of an answer: "the risks".
struct AnswerPart {
  std::string what;
  Selectors met_when;
};

/// What the rule asks for; what is left empty is not asked.
struct Question {
  std::string text;
  Selectors required_when;
  Selectors met_when;
  Selectors partly_when;
  std::vector<AnswerPart> parts;
  Selectors spoiled_by;
};

/// A question that the document should answer for its readers, and does not.
class ChecklistForm : public RuleForm {
 public:
  explicit ChecklistForm(Question question) : question_(std::move(question)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    const auto said = SaidIn(view);
    if (!said || said->answered == Answered::kMet) return {};
    FormMatch match;
    match.anchor = said->spoiler ? said->spoiler->statement : said->trigger.statement;
    match.is_absence = true;
    match.reason = fmt::format("It is asked because the document says {} Readers should find an answer to: {}",
                               Quote(view, said->trigger.statement), question_.text);
    if (!said->is_whole) match.reason += WhatIsMissing(view, *said);
    if (said->spoiler)
      match.reason += fmt::format(" The answer is spoiled by {} Of that: {}", Quote(view, said->spoiler->statement),
                                  Tell(*said->spoiler));
    return {std::move(match)};
  }

  std::optional<CheckedQuestion> Check(const DocumentView& view) const override {
    const auto said = SaidIn(view);
    if (!said) return std::nullopt;
    CheckedQuestion out{question_.text, said->answered, {}};
    for (const Hit& hit : said->answers)
      out.evidence.push_back(hit.statement);
    if (said->spoiler) out.evidence.push_back(said->spoiler->statement);
    return out;
  }

 private:
  /// What the document says to the question.
  struct Said {
    Hit trigger;
    std::vector<Hit> answers;  ///< wholly or in part
    std::vector<std::string_view> missing;
    bool is_whole = false;
    std::optional<Hit> spoiler;
    Answered answered = Answered::kNotMet;
  };

  /// Nothing where the question does not arise.
  std::optional<Said> SaidIn(const DocumentView& view) const {
    const StatementRange all{0, view.statements().size()};
    const auto trigger = question_.required_when.First(view, all, &DocumentView::Speaks);
    if (!trigger) return std::nullopt;
    Said out;
    out.trigger = *trigger;
    ReadAnswers(view, all, out);
    out.spoiler = question_.spoiled_by.First(view, all, &DocumentView::Speaks);
    if (out.is_whole && !out.spoiler)
      out.answered = Answered::kMet;
    else if (!out.answers.empty())
      out.answered = Answered::kPartly;
    return out;
  }

  void ReadAnswers(const DocumentView& view, StatementRange all, Said& out) const {
    for (const AnswerPart& part : question_.parts) {
      if (const auto hit = part.met_when.First(view, all, &DocumentView::Shows))
        out.answers.push_back(*hit);
      else
        out.missing.emplace_back(part.what);
    }
    const auto whole = question_.met_when.First(view, all, &DocumentView::Shows);
    out.is_whole = out.missing.empty() && (whole || question_.met_when.any.empty());
    if (whole)
      out.answers.push_back(*whole);
    else if (const auto part = question_.partly_when.First(view, all, &DocumentView::Shows))
      out.answers.push_back(*part);
  }

  std::string WhatIsMissing(const DocumentView& view, const Said& said) const {
    if (said.answers.empty() && question_.parts.empty())
      return fmt::format(" No {} answers it.", question_.met_when.Describe());
    std::string out;
    if (!said.answers.empty())
      out = fmt::format(" It is answered only in part by {}", Quote(view, said.answers.front().statement));
    if (!said.missing.empty()) out += fmt::format(" Nothing says {}.", fmt::join(said.missing, " or "));
    return out;
  }

  Question question_;
};

constexpr std::array<Field, 2> kAnswerPartFields = {{
    {"what", Holds::kText, Presence::kRequired, "What it tells, for the reason: the risks."},
    {"met_when", Holds::kMaps, Presence::kRequired, "What tells it.", nullptr, SelectorShape},
}};
const Shape& AnswerPartShape() {
  static const Shape shape = {"answer-part", "a part of an answer", kAnswerPartFields, {}};
  return shape;
}

constexpr std::array<Field, 6> kChecklistFormFields = {{
    {"question", Holds::kText, Presence::kRequired, "What readers should find answered."},
    {"required_when", Holds::kMaps, Presence::kRequired, "What makes the question arise.", nullptr, SelectorShape},
    {"met_when", Holds::kMaps, Presence::kOptional, "What answers it.", nullptr, SelectorShape},
    {"partly_when", Holds::kMaps, Presence::kOptional, "What answers it in part.", nullptr, SelectorShape},
    {"parts", Holds::kMaps, Presence::kOptional, "Parts of the answer, all of which are needed.", nullptr,
     AnswerPartShape},
    {"spoiled_by", Holds::kMaps, Presence::kOptional, "What spoils the answer.", nullptr, SelectorShape},
}};

}  // namespace

const Shape& ChecklistFormShape() {
  static const Shape shape = {
      "checklist", "the form 'checklist'", kChecklistFormFields, {"met_when", "parts", "spoiled_by"}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadChecklistForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, ChecklistFormShape());
  Question question{reader.Text("question"),
                    ReadSelectors(reader, "required_when"),
                    ReadOptionalSelectors(reader, "met_when"),
                    ReadOptionalSelectors(reader, "partly_when"),
                    {},
                    ReadOptionalSelectors(reader, "spoiled_by")};
  for (const YamlNode* item : reader.Items("parts")) {
    const YamlReader one(file, *item, AnswerPartShape());
    question.parts.push_back({one.Text("what"), ReadSelectors(one, "met_when")});
  }
  return std::make_unique<ChecklistForm>(std::move(question));
}

}  // namespace audit
