#include "pipeline/stored_run.h"

#include <fmt/format.h>

#include <optional>

#include "analyzers/setup_error.h"
#include "pipeline/run_folder.h"
#include "pipeline/run_history.h"
#include "pipeline/run_lock.h"
#include "pipeline/waivers.h"

namespace audit {
namespace {

const std::filesystem::path& WithDatabase(const std::filesystem::path& folder) {
  RequireStoredRun(folder);
  return folder;
}

RunInfo FinishedRunOf(const Store& store, const std::filesystem::path& folder) {
  std::optional<RunInfo> run = store.GetRunInfo();
  if (!run)
    throw SetupError(fmt::format("{}: the run in it was never finished; run the same command again", folder.string()));
  return *std::move(run);
}

}  // namespace

struct StoredRun::Impl {
  explicit Impl(const std::filesystem::path& folder)
      : lock(WithDatabase(folder)),
        store(folder),
        info(FinishedRunOf(store, folder)),
        history(store),
        waived(info.baseline.name.empty() ? static_cast<const RecordSource&>(store) : history, info.waivers,
               info.rules) {}

  RunLock lock;
  Store store;
  RunInfo info;
  RunHistory history;
  WaivedRecords waived;
};

StoredRun::StoredRun(const std::filesystem::path& folder) : impl_(std::make_unique<Impl>(folder)) {}
StoredRun::~StoredRun() = default;
const RunInfo& StoredRun::Info() const { return impl_->info; }
const RecordSource& StoredRun::Records() const { return impl_->waived; }
const Store& StoredRun::Stored() const { return impl_->store; }

}  // namespace audit
