#include <array>

#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// Why a reader does not see a statement.
enum class Veil : std::uint8_t { kHidden, kRevision };
constexpr std::array<NamedValue<Veil>, 2> kVeils = {{{Veil::kHidden, "hidden"}, {Veil::kRevision, "revision"}}};

}  // namespace

template <>
std::span<const NamedValue<Veil>> NamesOf() {
  return kVeils;
}

namespace {

/// A statement that the page does not show: hidden by the page's author, or left in deleted text and comments.
class UnseenForm : public RuleForm {
 public:
  UnseenForm(Veil veil, Selectors statement) : veil_(veil), statement_(std::move(statement)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!IsVeiled(view, i)) continue;
      const auto hit = statement_.Match(view, i);
      if (!hit) continue;
      FormMatch match;
      match.anchor = i;
      match.reason = Tell(*hit) + (veil_ == Veil::kHidden
                                       ? " The page hides it from readers, but search engines and programs read it."
                                       : " It stands in deleted text or a comment, which travels with the file.");
      out.push_back(std::move(match));
    }
    return out;
  }

 private:
  bool IsVeiled(const DocumentView& view, std::size_t statement) const {
    if (veil_ == Veil::kRevision) return view.IsRevision(statement);
    return view.Speaks(statement) && view.IsHidden(statement) &&
           view.statements()[statement].block_kind != BlockKind::kMetadata;
  }

  Veil veil_;
  Selectors statement_;
};

constexpr std::array<Field, 2> kUnseenFormFields = {{
    {"veil", Holds::kWord, Presence::kRequired, "Why a reader does not see it.", WordsOf<Veil>},
    {"statement", Holds::kMaps, Presence::kRequired, "The statement found.", nullptr, SelectorShape},
}};

}  // namespace

const Shape& UnseenFormShape() {
  static const Shape shape = {"unseen", "the form 'unseen'", kUnseenFormFields, {}};
  return shape;
}

std::unique_ptr<const RuleForm> ReadUnseenForm(const YamlFile& file, const YamlNode& node) {
  const YamlReader reader(file, node, UnseenFormShape());
  return std::make_unique<UnseenForm>(reader.Word<Veil>("veil"), ReadSelectors(reader, "statement"));
}

}  // namespace audit
