// What pages say of a single record: its facts in words, and its rows in the lists. No markup is made here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reporters/audit_record.h"
#include "reporters/html/template.h"

namespace audit {

/// "PDF · 2 pages · English · law asked: us · cosmetic · clinic · 23 statements".
std::string FactsInWords(const AuditRecord& record);

/// Why and how far a document was not fully read.
std::string UnreadReason(const AuditRecord& record);

/// Whether the document has a page of its own: it has statements or findings, or was not fully read.
bool HasPage(const AuditRecord& record);

/// Severity as a class and as a word.
void SetSeverity(View& view, Severity severity);

/// Language tags of our own making alone reach an attribute.
void SetLanguage(const AuditRecord& record, View& view);

void AddAuthorities(const std::vector<Authority>& authorities, const std::string& list, View& view);

/// The beginning of `text`, cut between characters, with "…" if it is longer than `most_bytes`.
std::string Shortened(std::string_view text, std::size_t most_bytes);

/// For kDocumentRow and kUnreadRow.
View DocumentRowView(const AuditRecord& record);

/// For kFindingRow, one for each finding of the record; `fixed_rules` may not be waived.
std::vector<View> FindingRowViews(const AuditRecord& record, const std::vector<std::string>& fixed_rules);

}  // namespace audit
