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
