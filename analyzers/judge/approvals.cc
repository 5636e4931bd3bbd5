#include "analyzers/judge/approvals.h"

#include <algorithm>
#include <array>

#include "analyzers/judge/rule_words.h"
#include "analyzers/judge/yaml_reader.h"

namespace audit {
namespace {

constexpr std::array<NamedValue<ApprovalStanding>, 3> kStandings = {{{ApprovalStanding::kUnlisted, "unlisted"},
                                                                     {ApprovalStanding::kApprovedUse, "approved-use"},
                                                                     {ApprovalStanding::kOtherUse, "other-use"}}};

constexpr std::array<Field, 5> kApprovalFields = {{
    {"names", Holds::kPhrases, Presence::kRequired, "What the product is called."},
    {"uses", Holds::kPhrases, Presence::kRequired, "What it is approved for."},
    {"since", Holds::kDate, Presence::kOptional, "The day of the approval."},
    {"mark", Holds::kWord, Presence::kRequired, kMarkHelp, MarkWords},
    {"note", Holds::kText, Presence::kOptional, "For reports."},
}};
const Shape& ApprovalShape() {
  static const Shape shape = {"approval", "an approval", kApprovalFields, {}};
  return shape;
}

constexpr std::array<Field, 2> kRegisterFields = {{
    {"as_of", Holds::kDate, Presence::kRequired, "The day of which the register speaks."},
    {"approvals", Holds::kMaps, Presence::kRequired, "Approvals that truly exist.", nullptr, ApprovalShape},
}};

bool SaysOneOf(const std::vector<Phrase>& phrases, const TokenizedText& tokens) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return phrase.FindIn(tokens).has_value(); });
}

}  // namespace

template <>
std::span<const NamedValue<ApprovalStanding>> NamesOf() {
  return kStandings;
}

ApprovalStanding ApprovalRegister::StandingOf(const Statement& statement, const TokenizedText& tokens) const {
  ApprovalStanding out = ApprovalStanding::kUnlisted;
  for (const TrueApproval& approval : approvals) {
    if (!SaysOneOf(approval.names, tokens)) continue;
    if (statement.conditions.empty() || SaysOneOf(approval.uses, tokens)) return ApprovalStanding::kApprovedUse;
    out = ApprovalStanding::kOtherUse;
  }
  return out;
}

const Shape& ApprovalsShape() {
  static const Shape shape = {"approvals", "a register of approvals", kRegisterFields, {}};
  return shape;
}

ApprovalRegister ReadApprovals(const YamlFile& file) {
  const YamlReader reader(file, file.root, ApprovalsShape());
  ApprovalRegister out;
  out.as_of = reader.Date("as_of");
  for (const YamlNode* node : reader.Items("approvals")) {
    const YamlReader one(file, *node, ApprovalShape());
    TrueApproval& approval = out.approvals.emplace_back();
    approval.names = ReadPhrases(one, "names");
    approval.uses = ReadPhrases(one, "uses");
    if (one.Find("since") != nullptr) approval.since = one.Date("since");
    approval.verification = ReadMark(one, "mark");
    approval.note = one.TextOr("note", "");
  }
  return out;
}

}  // namespace audit
