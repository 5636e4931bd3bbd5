// Documents are read in forked worker processes, never in the supervisor: a crash, a hang or a memory hog is one
// record, and the next document is unharmed. Workers are reused for some documents and then replaced. Single-threaded.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/answer_draft.h"
#include "pipeline/discovery.h"
#include "pipeline/document_auditor.h"
#include "pipeline/options.h"
#include "reporters/audit_record.h"

namespace audit {

/// What the supervisor knows of a file goes over whatever is said of it elsewhere: path, id, size, times, version.
void FillIn(const Input& input, AuditRecord& record);

/// A document to be audited.
struct Task {
  Input input;
  StoredDocument stored = {};  ///< of an earlier reading of the very bytes that `input.stamp` means; may be empty
};

/// What a record was made from.
enum class Source {
  kNothing,  ///< the document was not given to a worker, or two died of it
  kBytes,    ///< its bytes were parsed
  kStored,   ///< what was stored of it was judged, and still holds
};

struct Finished {
  /// With the stamp of what was read; no longer kReadable if another reading may end otherwise.
  Input input;
  AuditRecord record;
  std::string reading = {};  ///< for the store; "" = none
  Source source = Source::kNothing;
};

enum class PoolEnd { kDone, kInterrupted };

/// What a pool's workers do; asked for once, before the first is forked, and not at all if none is needed.
using AuditorMaker = std::function<DocumentAuditor()>;

class WorkerPool {
 public:
  /// `workers` >= 1 processes at a time, each forked from this process when it is first needed.
  /// Pictures are handed to `keep` before the record that shows them is done; without it they are thrown away.
  WorkerPool(int workers, const DocumentLimits& limits, AuditorMaker make_auditor, PictureKeeper keep = {});

  /// Takes tasks from `next` until it gives none, and hands one record for each to `done`, in the order in which they
  /// are finished. When `stop` becomes true, documents in flight are abandoned without a record.
  PoolEnd Run(const std::function<std::optional<Task>()>& next, const std::function<void(const Finished&)>& done,
              const std::atomic<bool>& stop);

 private:
  int workers_;
  DocumentLimits limits_;
  AuditorMaker make_auditor_;
  PictureKeeper keep_;
};

}  // namespace audit
