// Findings of a record as comments in a copy of its document. The copy is made in a sandboxed process from the
// original's bytes; the original is never touched.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/mark_up.h"
#include "pipeline/options.h"
#include "reporters/audit_record.h"

namespace audit {

/// One place of one finding, and what became of its comment.
struct FindingMark {
  std::size_t finding = 0;  ///< index into AuditRecord::findings
  std::size_t place = 0;    ///< index into Finding::places
  MarkOutcome outcome;
};

struct MarkedDocument {
  std::string bytes;               ///< "" = there is no copy
  std::string why_not;             ///< then, one clause without a full stop
  std::string note;                ///< of the copy as a whole; may be empty
  std::vector<FindingMark> marks;  ///< one for each place of each finding asked for, also without a copy
};

/// What a comment says of a finding, in paragraphs: message, why, wording to start from, authorities, disposition.
std::string CommentOn(const Finding& finding, std::string_view finding_id);

/// `findings`: indices into record.findings. `original`: the bytes that the record was made from; other bytes give no
/// copy. Deterministic. Throws SetupError if no process can be started.
MarkedDocument MarkUpOriginal(const AuditRecord& record, const std::vector<std::size_t>& findings,
                              std::string_view original, const DocumentLimits& limits);

}  // namespace audit
