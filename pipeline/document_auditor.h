// One document from bytes to record: parse, analyze, judge. Runs in a worker; what it knows was loaded before the fork.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "pipeline/options.h"
#include "pipeline/settings.h"
#include "reporters/audit_record.h"

namespace audit {

struct AuditedDocument {
  AuditRecord record;  ///< without path, id, size and times, which the supervisor knows better
  /// A limit of the process was felt, so that a worker which had read other documents before may be to blame.
  bool short_of_memory = false;
};

/// `name` is the display path; `settings` indexes what discovery found.
using DocumentAuditor =
    std::function<AuditedDocument(std::string_view bytes, std::string_view name, std::size_t settings)>;

/// One policy for each FolderSettings; equal packs share one.
using PolicyTable = std::vector<std::shared_ptr<const Policy>>;

/// All arguments must outlive the auditor.
DocumentAuditor MakeDocumentAuditor(const Classifier& classifier, const PolicyTable& policies,
                                    const std::vector<FolderSettings>& settings, const ParseLimits& limits);

}  // namespace audit
