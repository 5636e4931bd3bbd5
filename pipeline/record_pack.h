// Records as bytes: what passes between worker and supervisor and what the store keeps. Fields stand in the order of
// one list, without names, so that reading a run's records costs little beside reading its documents. Whoever changes
// that list, or the struct of a member, raises Store's schema version.
#pragma once

#include <string>
#include <string_view>

#include "reporters/audit_record.h"

namespace audit {

/// Strings that are not valid UTF-8 are made so. AuditRecord::history and the findings' dispositions are left out: they
/// are found anew whenever reports are written.
std::string EncodeRecord(const AuditRecord& record);

/// Throws std::runtime_error if `bytes` are no whole record; a worker's answer is not trusted. Never allocates more
/// than a small multiple of their size.
AuditRecord DecodeRecord(std::string_view bytes);

}  // namespace audit
