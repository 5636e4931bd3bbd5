#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analyzers/setup_error.h"
#include "pipeline/commands.h"
#include "pipeline/evidence_folder.h"
#include "pipeline/finish.h"
#include "pipeline/output_lease.h"
#include "pipeline/run_folder.h"
#include "pipeline/run_lock.h"
#include "pipeline/shard.h"
#include "pipeline/store.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

struct Shard {
  fs::path folder;
  ShardInfo info;
};

/// A folder that is a shard, or one that holds them.
std::vector<fs::path> ShardFolders(const std::vector<fs::path>& named) {
  std::vector<fs::path> folders;
  for (const fs::path& folder : named) {
    if (!fs::is_directory(folder)) throw SetupError(fmt::format("{}: is no folder", folder.string()));
    if (fs::exists(folder / "shard.json")) {
      folders.push_back(folder);
      continue;
    }
    const std::size_t before = folders.size();
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().filename().string().starts_with("shard-")) folders.push_back(entry.path());
    if (folders.size() == before)
      throw SetupError(fmt::format("{}: is no finished shard and holds none", folder.string()));
  }
  return folders;
}

/// Every shard of one plan once, in order; else says which are missing, doubled or foreign.
std::vector<Shard> CompleteShards(const std::vector<fs::path>& folders) {
  std::map<std::size_t, Shard> shards;
  std::optional<Shard> first;
  for (const fs::path& folder : folders) {
    const Shard shard{folder, ReadShardInfo(folder)};
    if (!first) first = shard;
    const ShardInfo &one = first->info, &other = shard.info;
    if (one.manifest != other.manifest || one.shard.count != other.shard.count ||
        one.tool_version != other.tool_version || one.rules != other.rules)
      throw SetupError(fmt::format("{}: belongs to another plan, number of shards, version or policy than {}",
                                   folder.string(), first->folder.string()));
    if (!shards.emplace(other.shard.number, shard).second)
      throw SetupError(fmt::format("{}: shard {} is named twice", folder.string(), other.shard.number));
  }
  std::string missing;
  for (std::size_t number = 1; number <= first->info.shard.count; ++number)
    if (!shards.contains(number))
      missing += fmt::format("{}{}", missing.empty() ? "" : ", ", ShardFolderName({number, first->info.shard.count}));
  if (!missing.empty()) throw SetupError(fmt::format("missing: {}; run them, then merge again", missing));
  std::vector<Shard> ordered;
  for (auto& [number, shard] : shards)
    ordered.push_back(std::move(shard));
  return ordered;
}

[[noreturn]] void ThrowDamaged(const Shard& shard) {
  throw SetupError(fmt::format("{}: is damaged; remove it and run this shard again", shard.folder.string()));
}

/// Copies the shards' records with their pictures, one shard after the other: shards are stretches of the path order,
/// which is checked.
RunInfo CopyRecords(const std::vector<Shard>& shards, const EvidenceFolder& evidence, Store& store) {
  std::optional<RunInfo> run;
  std::set<std::string> warnings;
  std::string last;
  for (const Shard& shard : shards) {
    const Store source(shard.folder);
    const EvidenceFolder pictures(shard.folder);
    ShardInfo found = shard.info;
    found.records = 0;
    found.checksum.clear();
    source.ForEachStored([&](const StoredRecord& stored) {
      if (!last.empty() && stored.input.path <= last)
        throw SetupError(fmt::format("{}: its records are not in order", shard.folder.string()));
      last = stored.input.path;
      ++found.records;
      found.checksum = ChecksumWith(found.checksum, last, stored.record);
      for (const std::string& name : stored.pictures) {
        const std::string png = pictures.Read(name);
        if (png.empty()) ThrowDamaged(shard);
        evidence.Keep(png);
      }
      store.PutStored(stored);
    });
    const std::optional<RunInfo> part = source.GetRunInfo();
    if (!part || found.records != shard.info.records || found.checksum != shard.info.checksum) ThrowDamaged(shard);
    warnings.insert(part->warnings.begin(), part->warnings.end());
    if (!run) {
      run = part;
      continue;
    }
    run->started_utc = std::min(run->started_utc, part->started_utc);
    run->finished_utc = std::max(run->finished_utc, part->finished_utc);
    run->cpu_seconds += part->cpu_seconds;
    run->documents_reused += part->documents_reused;
    run->documents_judged_again += part->documents_judged_again;
  }
  run->warnings.assign(warnings.begin(), warnings.end());
  return *run;
}

/// Where the documents lay: for commands that take them up again.
void CopyInputs(const std::vector<Shard>& shards, Store& store) {
  store.ReplaceInputs([&shards](const auto& add) {
    for (const Shard& shard : shards)
      Store(shard.folder).ForEachInput(add);
  });
}

}  // namespace

int RunCommand(const MergeOptions& options) {
  CheckBaseline(options.finish);
  const std::vector<Shard> shards = CompleteShards(ShardFolders(options.shards));
  const fs::path state = StateFolder(options.out, options.work);
  const RunLock lock(state);
  std::optional<OutputLease> lease;
  if (state != options.out) lease.emplace(options.out);
  Store store(state);
  RunInfo run;
  const EvidenceFolder evidence(options.out);
  store.ReplaceRecords([&] { run = CopyRecords(shards, evidence, store); });
  CopyInputs(shards, store);
  evidence.RemoveUnnamed(store);
  store.SetMark("reports stale", "yes");
  TakeWaivers(options.finish, run);
  return FinishRun(options.finish, run, store, options.out, state);
}

}  // namespace audit
