#include "analyzers/judge/forms.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace audit {
namespace {

struct FormRow {
  Field field;
  std::unique_ptr<const RuleForm> (*read)(const YamlFile& file, const YamlNode& node);
};

constexpr FormRow Row(std::string_view name, std::string_view asks, Holds holds, const Shape& (*shape)(),
                      std::unique_ptr<const RuleForm> (*read)(const YamlFile& file, const YamlNode& node)) {
  return {{name, holds, Presence::kOptional, asks, nullptr, shape}, read};
}

constexpr std::array kForms = {
    Row("statement", "A statement of some kind.", Holds::kMaps, SelectorShape, ReadStatementForm),
    Row("near", "A statement near another, unless a third keeps them apart.", Holds::kMap, NearFormShape, ReadNearForm),
    Row("missing", "Something that must be said and is not.", Holds::kMap, MissingFormShape, ReadMissingForm),
    Row("inconspicuous", "A required disclosure that readers overlook.", Holds::kMap, InconspicuousFormShape,
        ReadInconspicuousForm),
    Row("contradiction", "Two statements that cannot both hold.", Holds::kMap, ContradictionFormShape,
        ReadContradictionForm),
    Row("checklist", "A question that readers should find answered.", Holds::kMap, ChecklistFormShape,
        ReadChecklistForm),
    Row("unseen", "A statement that the page does not show.", Holds::kMap, UnseenFormShape, ReadUnseenForm),
    Row("disguised", "A statement whose spelling hides it from programs.", Holds::kMaps, SelectorShape,
        ReadDisguisedForm),
    Row("outdated", "Something that held until a day.", Holds::kMap, OutdatedFormShape, ReadOutdatedForm),
};

constexpr std::array<std::string_view, 6> kTerminators = {".", "!", "?", "。", "！", "？"};

std::string Sentence(std::string text) {
  if (!text.ends_with('.')) text += '.';
  return text;
}

}  // namespace

const Shape& WhenShape() {
  static const std::vector<Field> fields = [] {
    std::vector<Field> out;
    for (const FormRow& row : kForms)
      out.push_back(row.field);
    return out;
  }();
  static const Shape shape = {"when", "'when'", fields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadForm(const YamlFile& file, const YamlNode& when) {
  std::vector<std::string_view> names;
  names.reserve(kForms.size());
  for (const FormRow& row : kForms)
    names.push_back(row.field.key);
  const auto fail = [&](const YamlNode& at, std::string_view what) {
    FailAt(file.path, at, fmt::format("{}; valid are: {}", what, fmt::join(names, ", ")));
  };
  if (when.kind != YamlNode::Kind::kMap || when.keys.size() != 1) fail(when, "'when' must name one form");
  for (const FormRow& row : kForms)
    if (row.field.key == when.keys.front().scalar) return row.read(file, when.items.front());
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
