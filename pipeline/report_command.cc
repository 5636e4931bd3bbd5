#include <fmt/format.h>

#include "analyzers/setup_error.h"
#include "pipeline/commands.h"
#include "pipeline/exit_code.h"
#include "pipeline/run_history.h"
#include "pipeline/run_lock.h"
#include "pipeline/store.h"
#include "pipeline/waivers.h"
#include "reporters/reporter.h"

namespace audit {

int RunCommand(const ReportOptions& options) {
  if (!std::filesystem::exists(options.folder / "audit.db"))
    throw SetupError(fmt::format("{}: holds no stored run (audit.db)", options.folder.string()));
  const RunLock lock(options.folder);
  Store store(options.folder);
  std::optional<RunInfo> run = store.GetRunInfo();
  if (!run)
    throw SetupError(
        fmt::format("{}: the run in it was never finished; run the same command again", options.folder.string()));
  const RunHistory history(store);
  const RecordSource& records = run->baseline.name.empty() ? static_cast<const RecordSource&>(store) : history;
  WriteReports(*run, records, options.folder);
  return kExitOk;
}

}  // namespace audit
