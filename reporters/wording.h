// Enumerated values as the reports say them in English; names for scripts are in analyzers/vocabulary.h.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "analyzers/finding.h"
#include "reporters/audit_record.h"

namespace audit {

/// The order in which reports list severities.
inline constexpr std::array kWorstFirst = {Severity::kCritical, Severity::kHigh, Severity::kMedium, Severity::kLow,
                                           Severity::kInfo};

/// "read in whole", "timed out", ...
std::string_view OutcomeInWords(Outcome outcome);

/// "No pack in force speaks for the law of eu, hk." for a record that has such jurisdictions, else "".
std::string UnjudgedInWords(const AuditRecord& record);

/// How far an authority was checked: "official text seen", "secondary source only", "not verified".
std::string_view VerificationInWords(Verification verification);

/// "met", "in part", "not met".
std::string_view AnsweredInWords(Answered answered);

/// "6 of 10" for the questions of the checklist that are met, of those that its text gives rise to; "" if it gives rise
/// to none.
std::string ChecklistMet(const AuditRecord& record);

/// What a statement of that kind says, in a few words: "an agency approved the product or therapy itself".
std::string_view KindInWords(StatementKind kind);

/// "Critical" for a name "critical"; dashes become blanks.
std::string Capitalized(std::string_view name);

/// "1 document", "12 documents": `plural` is the word for any number but one.
std::string Counted(std::size_t count, std::string_view singular, std::string_view plural);

}  // namespace audit
