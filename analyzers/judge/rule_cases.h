// Runs a rule's own cases through the classifier and that rule alone.
#pragma once

#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/judge/rule.h"
#include "analyzers/policy.h"

namespace audit {

/// One result a case, and a failed one for a rule without a breach or without a clean case that holds regulatory words.
std::vector<CaseResult> RunRuleCases(const PolicyRule& rule, const PolicyPack& pack, const Classifier& classifier);

}  // namespace audit
