// One document from bytes to record: parse, analyze, judge. Runs in a worker; what it knows was loaded before the fork.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "pipeline/evidence.h"
#include "pipeline/options.h"
#include "pipeline/settings.h"
#include "reporters/audit_record.h"

namespace audit {

struct AuditedDocument {
  AuditRecord record;  ///< without path, id, size and times, which the supervisor knows better
  /// A limit of the process was felt, so that a worker which had read other documents before may be to blame.
  bool short_of_memory = false;
  /// Draws places of the record's findings from the document's bytes and returns what cut that short, in words, or "".
  /// Null: nothing is to be drawn.
  std::function<std::string(std::string_view bytes, const EvidenceSink& sink)> draw;
};

/// `name` is the display path; `settings` indexes what discovery found.
using DocumentAuditor =
    std::function<AuditedDocument(std::string_view bytes, std::string_view name, std::size_t settings)>;

/// One policy for each FolderSettings; equal packs share one.
using PolicyTable = std::vector<std::shared_ptr<const Policy>>;

/// The first three arguments must outlive the auditor.
DocumentAuditor MakeDocumentAuditor(const Classifier& classifier, const PolicyTable& policies,
                                    const std::vector<FolderSettings>& settings, const ParseLimits& limits,
                                    const PictureLimits& pictures);

}  // namespace audit
