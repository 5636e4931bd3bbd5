#include "analyzers/judge/forms.h"

namespace audit {
namespace {

/// Every statement that one of the selectors picks.
class StatementForm : public RuleForm {
 public:
  explicit StatementForm(Selectors selectors) : selectors_(std::move(selectors)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!view.Speaks(i)) continue;
      const auto hit = selectors_.Match(view, i);
      if (!hit) continue;
      FormMatch match;
      match.anchor = i;
      match.reason = Tell(*hit);
      if (view.IsHidden(i))
        match.reason += " A reader of the page does not see it, but search engines and programs do.";
      out.push_back(std::move(match));
    }
    return out;
  }

 private:
  Selectors selectors_;
};

}  // namespace

std::unique_ptr<const RuleForm> ReadStatementForm(const YamlFile& file, const YamlNode& node) {
  return std::make_unique<StatementForm>(ReadSelectors(file, node));
}

}  // namespace audit
