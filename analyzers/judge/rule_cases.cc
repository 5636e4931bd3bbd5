#include "analyzers/judge/rule_cases.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "analyzers/judge/judge_rule.h"
#include "analyzers/vocabulary.h"

namespace audit {
namespace {

std::string LabelsSeen(const Analysis& analysis) {
  std::string out;
  for (const Statement& statement : analysis.statements) {
    std::vector<std::string> labels;
    for (const Label& label : statement.labels)
      labels.push_back(fmt::format("{}{} ({}, {})", label.stands ? "" : "dropped ", NameOf(label.kind),
                                   NameOf(label.stance), NameOf(label.subject)));
    out += fmt::format("{}\"{}\": {}", out.empty() ? "" : "; ", statement.text,
                       labels.empty() ? "no label" : fmt::format("{}", fmt::join(labels, ", ")));
  }
  out += fmt::format("; track {}, role {}", NameOf(analysis.facts.track), NameOf(analysis.facts.role));
  return out;
}

/// "" when the rule did what the case says, else what it did.
std::string Fault(const RuleCase& rule_case, const std::vector<RankedFinding>& found) {
  if (rule_case.kind == "breach" && found.empty()) return "does not fire";
  if (rule_case.kind == "clean" && !found.empty())
    return fmt::format("fires on \"{}\"", found.front().finding.places.front().quote);
  if (rule_case.kind == "missed" && !found.empty()) return "fires now: move the case to 'breach'";
  return "";
}

bool HasCase(const PolicyRule& rule, std::string_view kind) {
  return std::any_of(rule.cases.begin(), rule.cases.end(), [&](const RuleCase& c) { return c.kind == kind; });
}

}  // namespace

std::vector<CaseResult> RunRuleCases(const PolicyRule& rule, const PolicyPack& pack, const Classifier& classifier) {
  std::vector<CaseResult> out;
  bool has_near_miss = false;
  for (const RuleCase& rule_case : rule.cases) {
    const Document document = DocumentOf(rule_case);
    DeclaredFacts declared = rule_case.declared;
    if (declared.jurisdictions.empty()) declared.jurisdictions = {pack.jurisdiction};
    const Analysis analysis = classifier.Analyze(document, declared);
    DocumentView view(document, analysis);
    view.AskFor({{pack.jurisdiction, pack.home, pack.foreign}, pack.approvals, pack.offers, pack.reports});
    const std::string fault = Fault(rule_case, JudgeRule(rule, pack, view));
    CaseResult& result = out.emplace_back(CaseResult{rule.id, rule_case.kind, rule_case.text, fault.empty(), ""});
    if (!fault.empty()) result.detail = fmt::format("{}; {}", fault, LabelsSeen(analysis));
    has_near_miss |= rule_case.kind == "clean" && std::any_of(analysis.statements.begin(), analysis.statements.end(),
                                                              [](const Statement& s) { return !s.labels.empty(); });
  }
  if (!HasCase(rule, "breach")) out.push_back({rule.id, "breach", "", false, "the rule has no breach case"});
  if (!has_near_miss)
    out.push_back({rule.id, "clean", "", false,
                   HasCase(rule, "clean") ? "no clean case is a near miss: none holds a word of regulation"
                                          : "the rule has no clean case"});
  return out;
}

}  // namespace audit
