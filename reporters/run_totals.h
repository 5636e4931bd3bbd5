// What a whole run adds up to; grows with the number of rules, not of documents. Plain data with one operation.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "reporters/audit_record.h"

namespace audit {

/// Statements of a record by what stands in them; one statement may be claim and disclosure at once.
struct StatementCounts {
  std::size_t claims = 0;
  std::size_t disclosures = 0;
};
StatementCounts CountStatements(const AuditRecord& record);

struct RuleTotal {
  std::string title;
  Severity worst = Severity::kInfo;
  std::size_t findings = 0;
  std::size_t documents = 0;
};

struct RunTotals {
  std::size_t documents = 0;
  std::size_t clean = 0;
  std::size_t not_fully_read = 0;
  std::size_t unjudged = 0;                 ///< read, but no pack in force speaks for some law that they ask
  std::map<Outcome, std::size_t> outcomes;  ///< only those that occur
  std::size_t statements = 0;
  std::size_t claims = 0;
  std::size_t disclosures = 0;
  std::size_t findings = 0;
  std::size_t waived = 0;  ///< findings that a waiver decides; counted in every other figure too
  std::map<Severity, std::size_t> findings_by_severity;   ///< only those that occur
  std::map<Severity, std::size_t> documents_by_severity;  ///< documents with at least one such finding
  std::map<std::string, RuleTotal> rules;                 ///< by rule id, only those that found something
  std::size_t documents_with_findings = 0;

  void Add(const AuditRecord& record);
};

/// The value of `key`, or a zero of its type.
template <typename Map>
typename Map::mapped_type ValueOr0(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

}  // namespace audit
