// One rule applied to one document: matches, exemptions, severity, and the finding with its chain of reasons.
// Stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/judge/document_view.h"
#include "analyzers/judge/rule.h"

namespace audit {

/// A finding with the statement that it is ordered by.
struct RankedFinding {
  Finding finding;
  std::size_t anchor = 0;
};

/// What the rule's question comes to; nothing for rules that ask none, and where the question does not arise.
std::optional<ChecklistPoint> CheckRule(const PolicyRule& rule, const DocumentView& view);

/// Matches with the same words are one finding with several places. Ordered by anchor.
std::vector<RankedFinding> JudgeRule(const PolicyRule& rule, const PolicyPack& pack, const DocumentView& view);

/// 16 lower-case hex digits from the rule's id and the words, whose case, blanks and punctuation at the ends do not
/// count.
std::string FingerprintOf(std::string_view rule, std::string_view words);

}  // namespace audit
