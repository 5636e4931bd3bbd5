// Run information and documents as JSON text: what the store keeps of a run beside its records (record_pack.h) and what
// `parse --format json` and `classify` print. Field names are the members' names; only ever add fields.
#pragma once

#include <string>
#include <string_view>

#include "parsers/parser.h"
#include "reporters/reporter.h"

namespace audit {

std::string EncodeRunInfo(const RunInfo& run);
RunInfo DecodeRunInfo(std::string_view json);

/// Indented, with the text of every block beside its span; or the failure.
std::string EncodeParseResult(const ParseResult& result);

/// One line of `classify`, without the newline.
std::string EncodeClassified(std::size_t line, const Statement& statement);

}  // namespace audit
