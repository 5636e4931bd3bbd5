#include "analyzers/policy.h"

namespace audit {

struct Policy::Impl {};

Policy::Policy(const std::filesystem::path&, const std::vector<std::string>&) : impl_(std::make_unique<Impl>()) {}
Policy::~Policy() = default;
Policy::Policy(Policy&&) noexcept = default;
Policy& Policy::operator=(Policy&&) noexcept = default;
std::vector<PackInfo> Policy::Packs() const { return {}; }
std::vector<RuleInfo> Policy::Rules() const { return {}; }
std::string Policy::Digest() const { return "0"; }
std::vector<Finding> Policy::Judge(const Document&, const Analysis&) const { return {}; }
std::vector<CaseResult> Policy::RunCases(const Classifier&) const { return {}; }
std::vector<std::string> InstalledPacks(const std::filesystem::path&) { return {}; }

}  // namespace audit
