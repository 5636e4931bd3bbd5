// How a document stands, in one word for each: the six standings do not overlap, so that their counts add up to all
// files.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "reporters/audit_record.h"

namespace audit {

enum class Standing : std::uint8_t {
  kNotFullyRead,  ///< whatever was found in the part that was read
  kUnjudged,      ///< read in whole, nothing above info, but no pack speaks for some law that it asks
  kFindings,      ///< read in whole, findings above info
  kNotes,         ///< clean; checklist notes (info) alone
  kClean,         ///< clean; nothing found
  kSkipped,       ///< left out on purpose
};

/// In the order in which the report lists them.
inline constexpr std::array kAllStandings = {Standing::kFindings,     Standing::kNotes,    Standing::kClean,
                                             Standing::kNotFullyRead, Standing::kUnjudged, Standing::kSkipped};

Standing StandingOf(const AuditRecord& record);

/// "findings", "notes", "clean", "not-read", "unjudged", "skipped": for links and style.
std::string_view NameOf(Standing standing);

/// "With findings", "Clean, with checklist notes", ...
std::string_view StandingInWords(Standing standing);

}  // namespace audit
