#include "reporters/record_ids.h"

#include <fmt/format.h>

#include <map>

namespace audit {

std::string StatementId(const AuditRecord& record, std::size_t index) {
  return fmt::format("{}-s{:04}", record.document_id, index + 1);
}

std::vector<std::string> FindingIds(const AuditRecord& record) {
  std::vector<std::string> ids;
  std::map<std::string, int> uses;
  for (const Finding& finding : record.findings) {
    std::string id = fmt::format("{}-{}", record.document_id, finding.fingerprint.substr(0, 8));
    const int use = ++uses[id];
    if (use > 1) id += fmt::format("-{}", use);
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace audit
