#include <fmt/format.h>

#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// Something that was right until a day.
struct DatedFact {
  Selectors statement;
  std::string until;
  std::string now;  ///< what holds since then, a sentence
};

class OutdatedForm : public RuleForm {
 public:
  explicit OutdatedForm(std::vector<DatedFact> facts) : facts_(std::move(facts)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!view.Speaks(i)) continue;
      for (const DatedFact& fact : facts_) {
        const auto hit = fact.statement.Match(view, i);
        if (!hit) continue;
        FormMatch match;
        match.anchor = i;
        match.reason = fmt::format("{} That held until {}. {}", Tell(*hit), fact.until, fact.now);
        out.push_back(std::move(match));
        break;
      }
    }
    return out;
  }

 private:
  std::vector<DatedFact> facts_;
};

constexpr std::array<Field, 3> kDatedFactFields = {{
    {"statement", Holds::kMaps, Presence::kRequired, "What was right.", nullptr, SelectorShape},
    {"until", Holds::kDate, Presence::kRequired, "The last day on which it was."},
    {"now", Holds::kText, Presence::kRequired, "What holds since, a sentence."},
}};
const Shape& DatedFactShape() {
  static const Shape shape = {"dated-fact", "a dated fact", kDatedFactFields, {}};
  return shape;
}

constexpr std::array<Field, 1> kOutdatedFormFields = {{
    {"facts", Holds::kMaps, Presence::kRequired, "What was right until a day.", nullptr, DatedFactShape},
}};

}  // namespace

const Shape& OutdatedFormShape() {
  static const Shape shape = {"outdated", "the form 'outdated'", kOutdatedFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadOutdatedForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, OutdatedFormShape());
  std::vector<DatedFact> facts;
  for (const YamlNode* item : reader.Items("facts")) {
    const YamlReader one(file, *item, DatedFactShape());
    facts.push_back({ReadSelectors(one, "statement"), one.Date("until"), one.Text("now")});
  }
  return std::make_unique<OutdatedForm>(std::move(facts));
}

}  // namespace audit
