#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "pipeline/commands.h"
#include "pipeline/data_folder.h"
#include "pipeline/discovery.h"
#include "pipeline/finish.h"
#include "pipeline/interrupt.h"
#include "pipeline/output_lease.h"
#include "pipeline/run_core.h"
#include "pipeline/run_folder.h"
#include "pipeline/run_lock.h"
#include "pipeline/run_log.h"
#include "pipeline/run_rules.h"
#include "pipeline/shard.h"
#include "pipeline/store.h"

namespace audit {
namespace {

/// A share that is not mounted leaves an empty folder behind: that is not "everything was deleted".
void RefuseVanished(const Discovery& discovery, const Store& store) {
  for (const ListedArchive& archive : discovery.archives) {
    const std::size_t before = archive.files > 0 ? 0 : store.RecordCount(archive.prefix);
    if (before > 0)
      throw SetupError(
          fmt::format("archive {}: is empty, but held {} files in the earlier run; is its drive there? If "
                      "it was emptied on purpose, name another --out",
                      archive.root, before));
  }
}

int RunArchives(const RunOptions& options) {
  std::vector<std::string> archives;
  for (const auto& archive : options.archives)
    archives.push_back(DisplayPath(archive.native()));
  CheckBaseline(options.finish);
  RunInfo run = BeginRunInfo(options, archives);
  // Without an earlier run every document is new. With --work a process is forked first (OutputLease).
  const bool all_new = options.work.empty() && !std::filesystem::exists(options.out / "audit.db");
  RunRules rules(options, DataFolder(), all_new ? LoadClassifier::kAhead : LoadClassifier::kWhenNeeded);
  const std::filesystem::path state = StateFolder(options.out, options.work);
  const RunLock lock(state);
  std::optional<OutputLease> lease;
  if (state != options.out) lease.emplace(options.out);
  Store store(state);
  run.started_utc = store.OpenRun(run.started_utc);
  Discovery discovery;
  store.ReplaceInputs([&](const auto& add) {
    discovery = Discover(options.archives, options.out, options.discovery, [&add](const Input& input) {
      if (Interrupted()) throw SetupError("interrupted while the archive was listed; the same command begins again");
      add(input);
    });
    RefuseVanished(discovery, store);
    store.KeepInputsBelow(discovery.unlisted);
  });
  rules.AddSettings(std::move(discovery.settings));
  rules.Describe(run, store.GetRunInfo());
  TakeWaivers(options.finish, run);
  AuditInputs(options, rules, store, options.out, KeepReadings::kYes, run);
  return FinishRun(options.finish, run, store, options.out, state);
}

}  // namespace

int RunCommand(const RunOptions& options) {
  HeedInterrupts();
  try {
    return options.manifest.empty() ? RunArchives(options) : RunShard(options);
  } catch (const std::exception& error) {
    if (options.finish.verbosity == Verbosity::kJsonLog) LogEvent("failed", {{"message", std::string(error.what())}});
    throw;
  }
}

}  // namespace audit
