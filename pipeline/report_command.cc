#include "pipeline/commands.h"
#include "pipeline/exit_code.h"
#include "pipeline/stored_run.h"
#include "pipeline/waivers.h"

namespace audit {

int RunCommand(const ReportOptions& options) {
  const StoredRun stored(options.folder);
  RunInfo run = stored.Info();
  if (options.csv_mark) run.csv_mark = *options.csv_mark;
  WriteReports(run, stored.Records(), options.folder);
  return kExitOk;
}

}  // namespace audit
