// What --select means: which documents and findings of a stored run a packet or marked copies are made of. Immutable
// once read; safe to share.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/policy.h"
#include "reporters/reporter.h"

namespace audit {

class Selection {
 public:
  /// Everything.
  Selection() = default;

  /// `words` are KEY=VALUE: the same key twice means either value, different keys must all hold. Keys: document (path
  /// pattern or document_id), folder, rule (id or pattern), category, severity (at least), disposition, fingerprint,
  /// finding (finding_id). `rules` are those of the run. Throws SetupError that names the valid keys or values.
  Selection(const std::vector<std::string>& words, const std::vector<RuleInfo>& rules);

  /// Whether the document is part of the selection: by its path or id and, where the selection asks for findings, by at
  /// least one of these.
  bool SelectsDocument(const AuditRecord& record) const;

  /// Indices of the record's findings that are part of the selection, ascending; none if its path or id is not meant.
  std::vector<std::size_t> FindingsOf(const AuditRecord& record) const;

  /// Goes through all records. Throws SetupError for the first value of document, folder, fingerprint or finding that
  /// nothing in the run has, and if nothing at all is selected: a mistyped path must not make an empty packet.
  void RefuseUnmatched(const RecordSource& records) const;

  /// KEY=VALUE as they hold, in order of the keys, "" for everything: for cover sheets.
  std::string InWords() const;

 private:
  /// Of a key that was given; nullptr: the key does not matter.
  const std::vector<std::string>* Values(std::string_view key) const;
  bool MeansDocument(const AuditRecord& record) const;
  bool MeansFinding(const Finding& finding, const std::string& id) const;
  bool AsksForFindings() const;

  std::map<std::string, std::vector<std::string>, std::less<>> values_;  ///< by key; no empty lists
  std::optional<Severity> severity_;                                     ///< the least severe that was given
};

}  // namespace audit
