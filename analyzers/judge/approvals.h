// The register of approvals that truly exist: dated data of a pack (approvals.yaml), never code. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/judge/phrases.h"
#include "analyzers/judge/shape.h"
#include "analyzers/judge/yaml_tree.h"
#include "analyzers/statement.h"
#include "analyzers/vocabulary.h"

namespace audit {

/// What the register knows of the product that a statement names.
enum class ApprovalStanding : std::uint8_t {
  kUnlisted,
  kApprovedUse,  ///< it is approved, and the statement names its use or none
  kOtherUse,     ///< it is approved, but the statement names another disease
};
template <>
std::span<const NamedValue<ApprovalStanding>> NamesOf();

struct TrueApproval {
  std::vector<Phrase> names;
  std::vector<Phrase> uses;
  std::string since;  ///< ISO 8601, or "" where the day was not found
  Verification verification = Verification::kUnverified;
  std::string note;
};

struct ApprovalRegister {
  std::string as_of;  ///< ISO 8601
  std::vector<TrueApproval> approvals;

  ApprovalStanding StandingOf(const Statement& statement, const TokenizedText& tokens) const;
};

/// Of approvals.yaml.
const Shape& ApprovalsShape();

/// Throws SetupError.
ApprovalRegister ReadApprovals(const YamlFile& file);

}  // namespace audit
