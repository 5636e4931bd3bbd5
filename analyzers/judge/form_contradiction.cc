#include <fmt/format.h>

#include <array>

#include <algorithm>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

struct Pair {
  Selectors claim;
  Selectors denial;
  std::string because;  ///< why both cannot hold, a sentence
};

/// Two statements of one document that cannot both hold; once for each pair of the rule.
class ContradictionForm : public RuleForm {
 public:
  explicit ContradictionForm(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (const Pair& pair : pairs_) {
      auto match = FindOne(view, pair);
      const auto known = [&](const FormMatch& other) { return match && other.anchor == match->anchor; };
      if (match && std::none_of(out.begin(), out.end(), known)) out.push_back(std::move(*match));
    }
    std::sort(out.begin(), out.end(), [](const FormMatch& a, const FormMatch& b) { return a.anchor < b.anchor; });
    return out;
  }

 private:
  /// A document is only held to what it surely says.
  static std::optional<Hit> Sure(const DocumentView& view, const Selectors& selectors, std::size_t statement) {
    auto hit = selectors.Match(view, statement);
    if (hit && hit->label != nullptr && !DocumentView::IsSure(*hit->label)) hit.reset();
    return hit;
  }

  static std::optional<Hit> FirstShown(const DocumentView& view, const Selectors& selectors, std::size_t begin) {
    for (std::size_t i = begin; i < view.statements().size(); ++i)
      if (view.Shows(i))
        if (auto hit = Sure(view, selectors, i)) return hit;
    return std::nullopt;
  }

  static std::optional<FormMatch> FindOne(const DocumentView& view, const Pair& pair) {
    const auto denial = FirstShown(view, pair.denial, 0);
    if (!denial) return std::nullopt;
    const auto second = FirstShown(view, pair.denial, denial->statement + 1);
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!view.Shows(i)) continue;
      const auto claim = Sure(view, pair.claim, i);
      const auto& other = i == denial->statement ? second : denial;
      if (!claim || !other) continue;
      FormMatch match;
      match.anchor = i;
      match.others = {other->statement};
      match.cites_others = true;
      match.reason = fmt::format("{} Elsewhere the document says {} Of that: {} {}", Tell(*claim),
                                 Quote(view, other->statement), Tell(*other), pair.because);
      return match;
    }
    return std::nullopt;
  }

  std::vector<Pair> pairs_;
};

constexpr std::array<Field, 3> kPairFields = {{
    {"claim", Holds::kMaps, Presence::kRequired, "What is claimed.", nullptr, SelectorShape},
    {"denial", Holds::kMaps, Presence::kRequired, "What denies it elsewhere.", nullptr, SelectorShape},
    {"because", Holds::kText, Presence::kRequired, "Why both cannot hold, a sentence."},
}};
const Shape& PairShape() {
  static const Shape shape = {"pair", "a pair", kPairFields, {}};
  return shape;
}

constexpr std::array<Field, 1> kContradictionFormFields = {{
    {"pairs", Holds::kMaps, Presence::kRequired, "Statements that cannot both hold.", nullptr, PairShape},
}};

}  // namespace

const Shape& ContradictionFormShape() {
  static const Shape shape = {"contradiction", "the form 'contradiction'", kContradictionFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadContradictionForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, ContradictionFormShape());
  std::vector<Pair> pairs;
  for (const YamlNode* item : reader.Items("pairs")) {
    const YamlReader one(file, *item, PairShape());
    pairs.push_back({ReadSelectors(one, "claim"), ReadSelectors(one, "denial"), one.Text("because")});
  }
  return std::make_unique<ContradictionForm>(std::move(pairs));
}

}  // namespace audit
