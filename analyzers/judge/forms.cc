#include "analyzers/judge/forms.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace audit {
namespace {

constexpr std::array kForms = {
    FormRow{"statement", "a statement of some kind", ReadStatementForm},
    FormRow{"near", "a statement near another, unless a third keeps them apart", ReadNearForm},
    FormRow{"missing", "something that must be said and is not", ReadMissingForm},
    FormRow{"inconspicuous", "a required disclosure that stands only in small print or notes", ReadInconspicuousForm},
    FormRow{"contradiction", "two statements that cannot both hold", ReadContradictionForm},
    FormRow{"checklist", "a question that readers should find answered", ReadChecklistForm},
    FormRow{"unseen", "a statement that the page does not show", ReadUnseenForm},
    FormRow{"disguised", "a statement whose spelling hides it from programs", ReadDisguisedForm},
    FormRow{"outdated", "something that held until a day", ReadOutdatedForm},
};

constexpr std::array<std::string_view, 6> kTerminators = {".", "!", "?", "。", "！", "？"};

std::string Sentence(std::string text) {
  if (!text.ends_with('.')) text += '.';
  return text;
}

}  // namespace

std::unique_ptr<const RuleForm> ReadForm(const YamlFile& file, const YamlNode& when) {
  std::vector<std::string_view> names;
  names.reserve(kForms.size());
  for (const FormRow& row : kForms)
    names.push_back(row.name);
  const auto fail = [&](const YamlNode& at, std::string_view what) {
    FailAt(file.path, at, fmt::format("{}; valid are: {}", what, fmt::join(names, ", ")));
  };
  if (when.kind != YamlNode::Kind::kMap || when.keys.size() != 1) fail(when, "'when' must name one form");
  for (const FormRow& row : kForms)
    if (row.name == when.keys.front().scalar) return row.read(file, when.items.front());
  fail(when.keys.front(), fmt::format("unknown form '{}'", when.keys.front().scalar));
  return nullptr;
}

std::string Quote(const DocumentView& view, std::size_t statement) {
  const std::string& text = view.statements()[statement].text;
  const bool ends = std::any_of(kTerminators.begin(), kTerminators.end(),
                                [&](std::string_view terminator) { return text.ends_with(terminator); });
  return fmt::format("\"{}\"{}", text, ends ? "" : ".");
}

std::string Tell(const Hit& hit) {
  std::string out;
  if (hit.label != nullptr) {
    out = hit.label->cue.empty()
              ? fmt::format("It is a statement of kind {}", NameOf(hit.label->kind))
              : fmt::format("\"{}\" makes it a statement of kind {}", hit.label->cue, NameOf(hit.label->kind));
    out = Sentence(hit.label->because.empty() ? out : fmt::format("{}: {}", out, hit.label->because));
  }
  if (!hit.words.empty()) out += fmt::format("{}It says \"{}\".", out.empty() ? "" : " ", hit.words);
  return out;
}

}  // namespace audit
