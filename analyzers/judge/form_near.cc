#include <fmt/format.h>

#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

std::string_view Words(Reach reach) {
  switch (reach) {
    case Reach::kStatement:
      return "in the same statement";
    case Reach::kNext:
      return "right after it";
    case Reach::kAdjacent:
      return "right beside it";
    case Reach::kBlock:
      return "in the same paragraph";
    case Reach::kSection:
      return "in the same section";
    case Reach::kDocument:
      return "in the same document";
  }
  return "";
}

/// A statement with another one in its reach; nothing in that reach keeps the two apart.
class NearForm : public RuleForm {
 public:
  NearForm(Selectors statement, Selectors other, Selectors separation, Reach reach)
      : statement_(std::move(statement)), other_(std::move(other)), separation_(std::move(separation)), reach_(reach) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!view.Speaks(i)) continue;
      const auto hit = statement_.Match(view, i);
      if (!hit) continue;
      const StatementRange range = view.Around(i, reach_);
      const auto other = Nearest(view, i, range);
      if (!other || separation_.First(view, range, &DocumentView::Shows)) continue;
      out.push_back(Found(view, *hit, *other));
    }
    return out;
  }

 private:
  /// The statement itself counts last: what it says of itself is weaker than what stands beside it.
  std::optional<Hit> Nearest(const DocumentView& view, std::size_t anchor, StatementRange range) const {
    std::optional<Hit> best;
    std::size_t best_distance = 0;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const std::size_t distance = i == anchor ? range.end : (i > anchor ? i - anchor : anchor - i);
      if (!view.Speaks(i) || (best && distance >= best_distance)) continue;
      if (auto hit = other_.Match(view, i)) best = std::move(hit), best_distance = distance;
    }
    return best;
  }

  FormMatch Found(const DocumentView& view, const Hit& hit, const Hit& other) const {
    FormMatch match;
    match.anchor = hit.statement;
    match.reason = Tell(hit);
    if (other.statement == hit.statement) {
      match.reason += fmt::format(" The same statement also holds the other half. {}", Tell(other));
    } else {
      match.others = {other.statement};
      match.reason +=
          fmt::format(" Near it, {}, stands {} Of that: {}", Words(reach_), Quote(view, other.statement), Tell(other));
    }
    if (!separation_.any.empty()) match.reason += fmt::format(" Nothing {} keeps the two apart.", Words(reach_));
    return match;
  }

  Selectors statement_;
  Selectors other_;
  Selectors separation_;
  Reach reach_;
};

constexpr std::array<Field, 4> kNearFormFields = {{
    {"statement", Holds::kMaps, Presence::kRequired, "The statement found.", nullptr, SelectorShape},
    {"other", Holds::kMaps, Presence::kRequired, "What stands near it.", nullptr, SelectorShape},
    {"reach", Holds::kWord, Presence::kRequired, "How near.", WordsOf<Reach>},
    {"separated_by", Holds::kMaps, Presence::kOptional, "What keeps the two apart.", nullptr, SelectorShape},
}};

}  // namespace

const Shape& NearFormShape() {
  static const Shape shape = {"near", "the form 'near'", kNearFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadNearForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, NearFormShape());
  return std::make_unique<NearForm>(ReadSelectors(reader, "statement"), ReadSelectors(reader, "other"),
                                    ReadOptionalSelectors(reader, "separated_by"), reader.Word<Reach>("reach"));
}

}  // namespace audit
