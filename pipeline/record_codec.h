// Records, run information and documents as JSON text: what passes between worker and supervisor, what the store keeps
// and what `parse --format json` prints. Field names are the members' names; only ever add fields.
#pragma once

#include <string>
#include <string_view>

#include "parsers/parser.h"
#include "reporters/audit_record.h"
#include "reporters/reporter.h"

namespace audit {

std::string EncodeRecord(const AuditRecord& record);
/// Throws std::runtime_error if `json` is no whole record; a worker's answer is not trusted.
AuditRecord DecodeRecord(std::string_view json);

std::string EncodeRunInfo(const RunInfo& run);
RunInfo DecodeRunInfo(std::string_view json);

/// Indented, with the text of every block beside its span; or the failure.
std::string EncodeParseResult(const ParseResult& result);

/// One line of `classify`, without the newline.
std::string EncodeClassified(std::size_t line, const Statement& statement);

}  // namespace audit
