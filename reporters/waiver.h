// A reviewer's decision about findings, read from the file that a run was given, and what became of it in that run.
// Plain data. Waived findings are marked in every report and hidden in none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/finding.h"

namespace audit {

enum class WaiverState : std::uint8_t {
  kInForce,
  kExpired,    ///< the run's day is after `until`
  kUnmatched,  ///< no finding of the run is meant by it
  kRefused,    ///< it means findings of rules that may not be waived alone
};

/// "in force", "expired", "matches no finding", "refused: the rule may not be waived".
std::string_view StateInWords(WaiverState state);

struct Waiver {
  int line = 0;             ///< of its file, from 1
  std::string fingerprint;  ///< Finding::fingerprint; "" = the waiver is by rule
  std::string rule;         ///< rule id; "" = the waiver is by fingerprint
  std::string path;         ///< pattern of AuditRecord::path; "" = every document
  Disposition disposition = Disposition::kAccepted;
  std::string reason;
  std::string who;
  std::string until;  ///< ISO 8601, the last day on which it holds
  WaiverState state = WaiverState::kUnmatched;
  std::size_t findings = 0;  ///< of the run that it means, whether or not it is in force
};

struct Waivers {
  std::string file;         ///< as given on the command line; "" = the run was given none
  std::string digest;       ///< SHA-256 of the file's text, 64 hex digits
  std::string day;          ///< ISO 8601: the day on which they must still hold
  std::vector<Waiver> all;  ///< in file order
};

}  // namespace audit
