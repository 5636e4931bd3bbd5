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
#include "pipeline/reading.h"
#include "pipeline/settings.h"
#include "reporters/audit_record.h"

namespace audit {

struct AuditedDocument {
  AuditRecord record;   ///< without path, id, size and times, which the supervisor knows better
  std::string reading;  ///< for the store (reading.h); "" = none that is new, or too large to be kept
  /// A limit of the process was felt, so that a worker which had read other documents before may be to blame.
  bool short_of_memory = false;
  /// Draws places of the record's findings from the document's bytes and returns what cut that short, in words, or "".
  /// Null: nothing is to be drawn.
  std::function<std::string(std::string_view bytes, const EvidenceSink& sink)> draw;
};

struct DocumentAuditor {
  /// `name` is the display path; `settings` indexes what discovery found.
  std::function<AuditedDocument(std::string_view bytes, std::string_view name, std::size_t settings)> read;
  /// The same from what is stored, without the bytes. Throws std::exception if that cannot be used.
  std::function<AuditedDocument(const StoredDocument& stored, std::size_t settings)> judge = {};
};

enum class KeepReadings { kNo, kYes };

/// One policy for each FolderSettings; equal packs share one.
using PolicyTable = std::vector<std::shared_ptr<const Policy>>;

/// The first three arguments must outlive the auditor.
DocumentAuditor MakeDocumentAuditor(const Classifier& classifier, const PolicyTable& policies,
                                    const std::vector<FolderSettings>& settings, const ParseLimits& limits,
                                    const PictureLimits& pictures, KeepReadings readings);

}  // namespace audit
