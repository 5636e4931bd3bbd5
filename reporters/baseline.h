// What changed since an earlier run, when the run was given one to compare with. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "analyzers/finding.h"

namespace audit {

/// Stored: never renumber.
enum class FindingChange : std::uint8_t {
  kOld = 0,      ///< as it was
  kNew = 1,      ///< not there before
  kChanged = 2,  ///< there before, with another severity, message or number of places
};

/// "", "new", "changed".
std::string_view ChangeInWords(FindingChange change);

struct FindingHistory {
  FindingChange change = FindingChange::kOld;
  std::string first_seen_run;  ///< ISO 8601: start of the run that saw it first
};

/// A finding of the earlier run that is there no longer, though its document was read or is gone too.
struct GoneFinding {
  std::string path;
  std::string rule;
  Severity severity = Severity::kInfo;
  std::string title;
  std::string quote;  ///< at its first place; may be empty
  std::string place;  ///< in words
  std::string fingerprint;
  std::string first_seen_run;
};

struct Baseline {
  std::string name;  ///< run folder as given; "" = the run was given none
  std::string run;   ///< start of the run in it, ISO 8601; "" = there was no earlier run, so that all is new
  std::size_t new_findings = 0;
  std::size_t changed_findings = 0;
  std::size_t gone_findings = 0;
  std::map<Severity, std::size_t> new_by_severity;  ///< only those that occur
};

}  // namespace audit
