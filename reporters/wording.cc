#include "reporters/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace audit {

std::string_view OutcomeInWords(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAudited:
      return "read in whole";
    case Outcome::kPartlyRead:
      return "read in part";
    case Outcome::kUnreadable:
      return "could not be read";
    case Outcome::kUnsupported:
      return "not a supported format";
    case Outcome::kTimedOut:
      return "timed out";
    case Outcome::kCrashed:
      return "crashed its reader";
    case Outcome::kSkipped:
      return "left out on purpose";
  }
  return "";
}

std::string UnjudgedInWords(const AuditRecord& record) {
  if (record.unjudged.empty()) return "";
  return fmt::format("No pack in force speaks for the law of {}.", fmt::join(record.unjudged, ", "));
}

std::string_view AnsweredInWords(Answered answered) {
  switch (answered) {
    case Answered::kMet:
      return "met";
    case Answered::kPartly:
      return "in part";
    case Answered::kNotMet:
      return "not met";
  }
  return "";
}

std::string ChecklistMet(const AuditRecord& record) {
  if (record.checklist.empty()) return "";
  const auto met = std::count_if(record.checklist.begin(), record.checklist.end(),
                                 [](const ChecklistPoint& point) { return point.answered == Answered::kMet; });
  return fmt::format("{} of {}", met, record.checklist.size());
}

std::string_view VerificationInWords(Verification verification) {
  switch (verification) {
    case Verification::kVerified:
      return "official text seen";
    case Verification::kSecondary:
      return "secondary source only";
    case Verification::kUnverified:
      return "not verified";
  }
  return "";
}

std::string_view KindInWords(StatementKind kind) {
  switch (kind) {
    case StatementKind::kApprovalClaim:
      return "says that an agency approved, cleared or licensed the product or therapy itself";
    case StatementKind::kBorrowedAuthority:
      return "leans on the standing of something other than the product: a facility, a listing, a standard";
    case StatementKind::kDeviceClearance:
      return "says that equipment is cleared, approved, registered or marked";
    case StatementKind::kDiseaseClaim:
      return "says or implies that it treats, cures or prevents a disease, condition or symptom";
    case StatementKind::kBenefitClaim:
      return "says or implies a cosmetic, structural or wellness effect";
    case StatementKind::kGuaranteeClaim:
      return "promises a certain, universal or permanent outcome";
    case StatementKind::kSafetyClaim:
      return "calls it safe or without side effects, unqualified";
    case StatementKind::kEvidenceClaim:
      return "says that its effect is proven, studied or recommended";
    case StatementKind::kSuperiorityClaim:
      return "calls it better, first, only or more advanced than others";
    case StatementKind::kTestimonial:
      return "tells of a patient's or celebrity's experience";
    case StatementKind::kApprovalForecast:
      return "expects an approval or status in the future";
    case StatementKind::kStatusDisclosure:
      return "says that the product or use is not approved, not evaluated or investigational";
    case StatementKind::kResultsDisclaimer:
      return "says that results vary or that none is promised";
    case StatementKind::kAdviceDisclaimer:
      return "says that it is information and not medical advice";
    case StatementKind::kRoleDisclosure:
      return "says who is and who is not the provider";
    case StatementKind::kRiskDisclosure:
      return "names risks, side effects or contraindications";
    case StatementKind::kEvidenceLimitation:
      return "says that the evidence is early, small or lacking";
    case StatementKind::kResearchStatus:
      return "says that the programme runs under a trial or another framework";
    case StatementKind::kRegulatoryContext:
      return "explains law, agencies or the status of other products";
    case StatementKind::kConsumerGuidance:
      return "tells the reader what to ask, verify or beware of";
  }
  return "";
}

std::string Capitalized(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '-', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string Counted(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

}  // namespace audit
