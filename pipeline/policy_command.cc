#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analyzers/judge/rule.h"
#include "analyzers/policy.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "pipeline/commands.h"
#include "pipeline/data_folder.h"
#include "pipeline/exit_code.h"
#include "pipeline/terminal_text.h"
#include "pipeline/waivers.h"

namespace audit {
namespace {

int List(const Policy& policy) {
  const std::vector<RuleInfo> rules = policy.Rules();
  for (const PackInfo& pack : policy.Packs()) {
    fmt::print("{}  {}, law as of {}, {} rules\n", pack.name, pack.title, pack.as_of, pack.rules);
    for (const RuleInfo& rule : rules)
      if (rule.id.starts_with(pack.name + "/"))
        fmt::print("  {:42} {:9} {}\n", rule.id, NameOf(rule.severity), rule.title);
  }
  return kExitOk;
}

int Show(const Policy& policy, const std::string& id) {
  const std::vector<RuleInfo> rules = policy.Rules();
  const auto rule = std::find_if(rules.begin(), rules.end(), [&id](const RuleInfo& each) { return each.id == id; });
  if (rule == rules.end()) {
    std::string known;
    for (const RuleInfo& each : rules)
      known += (known.empty() ? "" : ", ") + each.id;
    throw SetupError(fmt::format("no rule '{}'; valid are: {}", id, known));
  }
  fmt::print("{}: {}\n\nSeverity: {}\nCategory: {}\n\nWhat: {}\n\nWhy: {}\n", rule->id, rule->title,
             NameOf(rule->severity), rule->category, rule->message, rule->why);
  if (!rule->rewrite.empty()) fmt::print("\nInstead: {}\n", rule->rewrite);
  fmt::print("\nAuthorities:\n");
  for (const Authority& authority : rule->authorities)
    fmt::print("  {} ({}){}{}\n", authority.cite, NameOf(authority.verification), authority.note.empty() ? "" : ": ",
               authority.note);
  if (!rule->changed_by.empty()) fmt::print("\nChanged by: {}\n", fmt::join(rule->changed_by, ", "));
  if (!rule->is_waivable) fmt::print("\nIts findings cannot be waived.\n");
  fmt::print("\nCases: {} breach, {} clean, {} missed\nFile: {}\n", rule->breach_cases, rule->clean_cases,
             rule->missed_cases, rule->file.string());
  return kExitOk;
}

int Test(const Policy& policy) {
  const Classifier classifier(DataFolder());
  std::size_t passed = 0;
  std::size_t failed = 0;
  for (const CaseResult& result : policy.RunCases(classifier)) {
    ++(result.passed ? passed : failed);
    if (!result.passed)
      fmt::print("FAILED {} ({}): {}\n  {}\n", result.rule, result.kind, TerminalText(result.text),
                 TerminalText(result.detail));
  }
  fmt::print("{} rules, {} cases passed, {} failed\n", policy.Rules().size(), passed, failed);
  return failed == 0 ? kExitOk : kExitFindings;
}

std::string SchemaOfFile(PolicyFile file) {
  switch (file) {
    case PolicyFile::kRule:
      return SchemaOf(RuleShape(), ExtensionShape(), "extends", "A rule of a policy pack of brochure-audit");
    case PolicyFile::kPack:
      return SchemaOf(PackShape(), "pack.yaml of a policy pack of brochure-audit");
    case PolicyFile::kApprovals:
      return SchemaOf(ApprovalsShape(), "approvals.yaml of a policy pack of brochure-audit");
    case PolicyFile::kWaivers:
      return SchemaOf(WaiverFileShape(), "Waivers of findings of brochure-audit");
  }
  return "";
}

int Schema(PolicyFile file) {
  fmt::print("{}", SchemaOfFile(file));
  return kExitOk;
}

}  // namespace

int RunCommand(const PolicyOptions& options) {
  if (options.action == PolicyAction::kSchema) return Schema(options.file);
  const auto data = DataFolder();
  const Policy policy(data, options.policy.empty() ? InstalledPacks(data) : options.policy);
  switch (options.action) {
    case PolicyAction::kList:
      return List(policy);
    case PolicyAction::kShow:
      return Show(policy, options.rule);
    case PolicyAction::kTest:
      return Test(policy);
    case PolicyAction::kSchema:
      break;
  }
  return kExitSetup;
}

}  // namespace audit
