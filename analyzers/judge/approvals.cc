#include "analyzers/judge/approvals.h"

#include <algorithm>
#include <array>

#include "analyzers/judge/rule_words.h"
#include "analyzers/judge/yaml_reader.h"

namespace audit {
namespace {

constexpr std::array<NamedValue<Standing>, 3> kStandings = {
    {{Standing::kUnlisted, "unlisted"}, {Standing::kApprovedUse, "approved-use"}, {Standing::kOtherUse, "other-use"}}};

bool SaysOneOf(const std::vector<Phrase>& phrases, const TokenizedText& tokens) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.FindIn(tokens).has_value(); });
}

}  // namespace

template <>
std::span<const NamedValue<Standing>> NamesOf() {
  return kStandings;
}

Standing ApprovalRegister::StandingOf(const Statement& statement, const TokenizedText& tokens) const {
  Standing out = Standing::kUnlisted;
  for (const TrueApproval& approval : approvals) {
    if (!SaysOneOf(approval.names, tokens)) continue;
    if (statement.conditions.empty() || SaysOneOf(approval.uses, tokens)) return Standing::kApprovedUse;
    out = Standing::kOtherUse;
  }
  return out;
}

ApprovalRegister ReadApprovals(const YamlFile& file) {
  const YamlReader reader(file, file.root, "a register of approvals", {"as_of", "approvals"});
  ApprovalRegister out;
  out.as_of = reader.Date("as_of");
  reader.Get("approvals");
  for (const YamlNode* node : reader.Items("approvals")) {
    const YamlReader one(file, *node, "an approval", {"names", "uses", "since", "mark", "note"});
    TrueApproval& approval = out.approvals.emplace_back();
    one.Get("names");
    one.Get("uses");
    approval.names = ReadPhrases(one, "names");
    approval.uses = ReadPhrases(one, "uses");
    if (one.Find("since") != nullptr) approval.since = one.Date("since");
    approval.verification = ReadMark(one, "mark");
    approval.note = one.TextOr("note", "");
  }
  return out;
}

}  // namespace audit
