#include "analyzers/policy.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "analyzers/judge/judge_rule.h"
#include "analyzers/judge/rule_cases.h"
#include "analyzers/setup_error.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

// Raise it whenever code of judge/ changes what is found or what is told of packs and rules.
constexpr std::string_view kCodeVersion = "judge-9";

fs::path FolderOf(const fs::path& data_folder, const std::string& pack) {
  std::error_code error;
  const auto installed = InstalledPacks(data_folder);
  if (std::find(installed.begin(), installed.end(), pack) != installed.end()) return data_folder / "policies" / pack;
  if (pack.find('/') != std::string::npos || fs::is_directory(pack, error)) return pack;
  throw SetupError(fmt::format("unknown policy pack '{}'; installed are: {}", pack, fmt::join(installed, ", ")));
}

}  // namespace

struct Policy::Impl {
  std::vector<PolicyPack> packs;
  std::string digest;
};

Policy::Policy(const fs::path& data_folder, const std::vector<std::string>& packs) {
  Impl impl;
  for (const std::string& name : packs) {
    PolicyPack pack = LoadPack(FolderOf(data_folder, name));
    for (const PolicyPack& other : impl.packs)
      if (other.name == pack.name)
        throw SetupError(fmt::format("{}: pack '{}' is given twice, so its rule ids would be too", name, pack.name));
    impl.packs.push_back(std::move(pack));
  }
  for (PolicyPack& pack : impl.packs)
    for (RuleExtension& extension : std::exchange(pack.extensions, {}))
      Extend(impl.packs, std::move(extension));
  impl.digest = DigestOf(data_folder, packs);
  impl_ = std::make_unique<const Impl>(std::move(impl));
}

Policy::~Policy() = default;
Policy::Policy(Policy&&) noexcept = default;
Policy& Policy::operator=(Policy&&) noexcept = default;

std::string Policy::DigestOf(const fs::path& data_folder, const std::vector<std::string>& packs) {
  std::string content = fmt::format("{}\n", kCodeVersion);
  for (const std::string& name : packs)
    content += PackContent(FolderOf(data_folder, name));
  return Sha256Hex(content);
}

std::vector<PackInfo> Policy::Packs() const {
  std::vector<PackInfo> out;
  for (const PolicyPack& pack : impl_->packs)
    out.push_back({pack.name, pack.title, pack.jurisdiction, pack.as_of, pack.version, pack.rules.size()});
  return out;
}

std::vector<RuleInfo> Policy::Rules() const {
  std::vector<RuleInfo> out;
  for (const PolicyPack& pack : impl_->packs) {
    for (const PolicyRule& rule : pack.rules) {
      const auto count = [&](std::string_view kind) {
        return static_cast<std::size_t>(
            std::count_if(rule.cases.begin(), rule.cases.end(), [&](const RuleCase& c) { return c.kind == kind; }));
      };
      out.push_back({rule.id, rule.category, rule.severity, rule.title, rule.message, rule.why, rule.rewrite,
                     rule.authorities, rule.is_waivable, rule.changed_by, rule.file, count("breach"), count("clean"),
                     count("missed")});
    }
  }
  return out;
}

std::string Policy::Digest() const { return impl_->digest; }

std::vector<Finding> Policy::Judge(const Document& document, const Analysis& analysis) const {
  return JudgeAll(document, analysis).findings;
}

Judgement Policy::JudgeAll(const Document& document, const Analysis& analysis) const {
  Judgement out;
  std::vector<RankedFinding> ranked;
  DocumentView view(document, analysis);
  const auto& asked = analysis.facts.jurisdictions;
  for (const PolicyPack& pack : impl_->packs) {
    if (!asked.empty() && std::find(asked.begin(), asked.end(), pack.jurisdiction) == asked.end()) continue;
    view.AskFor({{pack.jurisdiction, pack.home, pack.foreign}, pack.approvals, pack.offers, pack.reports});
    for (const PolicyRule& rule : pack.rules) {
      for (RankedFinding& found : JudgeRule(rule, pack, view))
        ranked.push_back(std::move(found));
      if (auto point = CheckRule(rule, view)) out.checklist.push_back(std::move(*point));
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const RankedFinding& a, const RankedFinding& b) {
    return std::tuple(-static_cast<int>(a.finding.severity), a.anchor, std::string_view(a.finding.rule)) <
           std::tuple(-static_cast<int>(b.finding.severity), b.anchor, std::string_view(b.finding.rule));
  });
  out.findings.reserve(ranked.size());
  for (RankedFinding& found : ranked)
    out.findings.push_back(std::move(found.finding));
  return out;
}

std::vector<CaseResult> Policy::RunCases(const Classifier& classifier) const {
  std::vector<CaseResult> out;
  for (const PolicyPack& pack : impl_->packs)
    for (const PolicyRule& rule : pack.rules)
      for (CaseResult& result : RunRuleCases(rule, pack, classifier))
        out.push_back(std::move(result));
  return out;
}

std::vector<std::string> InstalledPacks(const fs::path& data_folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator entry(data_folder / "policies", error), end; !error && entry != end;
       entry.increment(error))
    if (fs::is_regular_file(entry->path() / "pack.yaml", error)) out.push_back(entry->path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace audit
