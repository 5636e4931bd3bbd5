#include "pipeline/shard.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"
#include "pipeline/data_folder.h"
#include "pipeline/exit_code.h"
#include "pipeline/interrupt.h"
#include "pipeline/refuse_fractions.h"
#include "pipeline/run_core.h"
#include "pipeline/run_folder.h"
#include "pipeline/run_lock.h"
#include "pipeline/run_rules.h"
#include "pipeline/run_summary.h"
#include "pipeline/store.h"
#include "pipeline/waivers.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxShards = 1'000'000;

/// Variables by which batch systems tell the tasks of an array apart, and the number of their first task.
struct ArrayVariable {
  const char* name;
  std::size_t first;
};
constexpr std::array<ArrayVariable, 3> kArrayVariables = {
    {{"SLURM_ARRAY_TASK_ID", 1}, {"JOB_COMPLETION_INDEX", 0}, {"AWS_BATCH_JOB_ARRAY_INDEX", 0}}};

std::optional<std::size_t> NumberOf(const std::string& text) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoul(text);
}

std::size_t NumberFromBatchSystem() {
  std::optional<std::size_t> number;
  std::string names, from;
  for (const ArrayVariable& variable : kArrayVariables) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", variable.name);
    const char* value = std::getenv(variable.name);
    if (value == nullptr) continue;
    const auto index = NumberOf(value);
    if (!index || *index < variable.first)
      throw SetupError(fmt::format("--shard: {} is '{}'; tasks count from {}", variable.name, value, variable.first));
    if (number) throw SetupError(fmt::format("--shard: {} and {} are both set; say I/N", from, variable.name));
    number = *index - variable.first + 1;
    from = variable.name;
  }
  if (!number) throw SetupError(fmt::format("--shard: 'auto' needs one of the variables {}; or say I/N", names));
  return *number;
}

/// Digest of all that the records of this run depend on besides the documents' bytes.
std::string DigestOf(const RunRules& rules, std::size_t settings) {
  std::string all;
  for (std::size_t i = 0; i < settings; ++i)
    all += rules.Key(i);
  return Sha256Hex(all);
}

void WriteShardInfo(const fs::path& folder, const ShardInfo& info) {
  AtomicFile file(folder / "shard.json");
  file.Write(Json{{"manifest", info.manifest},
                  {"shard", info.shard.number},
                  {"shards", info.shard.count},
                  {"tool_version", info.tool_version},
                  {"rules", info.rules},
                  {"records", info.records},
                  {"checksum", info.checksum}}
                 .dump(2) +
             "\n");
  file.Commit();
}

bool SamePlan(const ShardInfo& one, const ShardInfo& other) {
  return one.manifest == other.manifest && one.shard == other.shard && one.tool_version == other.tool_version &&
         one.rules == other.rules;
}

/// True if the shard stands published already. Throws if another plan's does.
bool StandsAlready(const fs::path& target, const ShardInfo& wanted) {
  if (!fs::exists(target)) return false;
  if (!SamePlan(ReadShardInfo(target), wanted))
    throw SetupError(
        fmt::format("{}: holds a shard of another plan, version or policy; name another --out", target.string()));
  return true;
}

/// One process at a time looks for dead attempts and begins its own: an attempt without a lock yet looks dead.
class Turn {
 public:
  explicit Turn(const fs::path& folder) : folder_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ < 0 || flock(folder_, LOCK_EX) != 0)
      throw SetupError(fmt::format("{}: cannot be locked: {}", folder.string(), std::strerror(errno)));
  }
  ~Turn() { close(folder_); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  int folder_;
};

/// Attempts of this shard that were killed left their folders; those that live hold their lock.
void RemoveDeadAttempts(const fs::path& parent, const std::string& prefix) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    try {
      const RunLock lock(entry.path());
      fs::remove_all(entry.path(), error);
    } catch (const SetupError&) {
      continue;
    }
  }
}

std::string HostAndProcess() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return fmt::format("{}-{}", host.data(), getpid());
}

/// Audits the shard into `folder`, with its reports, and says what it came to.
RunSummary AuditShard(const RunOptions& options, ShardInfo& info, RunRules& rules, RunInfo run,
                      const fs::path& folder) {
  Store store(folder);
  store.ReplaceInputs([&](const auto& add) { ReadManifestShard(options.manifest, info.shard, add); });
  AuditInputs(options, rules, store, folder, KeepReadings::kNo, run);
  store.PutRunInfo(run);
  WriteReports(run, store, folder);
  store.ForEachStored([&info](const StoredRecord& stored) {
    ++info.records;
    info.checksum = ChecksumWith(info.checksum, stored.input.path, stored.record);
  });
  WriteShardInfo(folder, info);
  const RunSummary summary = Summarize(WaivedRecords(store, run.waivers, run.rules));
  store.MakeOneFile();
  return summary;
}

}  // namespace

std::string ShardFolderName(ShardId shard) { return fmt::format("shard-{:04}-of-{:04}", shard.number, shard.count); }

ShardId ParseShard(const std::string& text) {
  const auto slash = text.find('/');
  const std::string first = text.substr(0, slash);
  const auto count = slash == std::string::npos ? std::nullopt : NumberOf(text.substr(slash + 1));
  const auto number = first == "auto" && count ? std::optional(NumberFromBatchSystem()) : NumberOf(first);
  if (!count || !number || *count < 1 || *count > kMaxShards)
    throw SetupError(fmt::format("--shard '{}': must be I/N, for example 3/16, or auto/N", text));
  if (*number < 1 || *number > *count)
    throw SetupError(fmt::format("--shard {}/{}: shards count from 1 to {}", *number, *count, *count));
  return {*number, *count};
}

ShardInfo ReadShardInfo(const fs::path& folder) {
  std::ifstream stream(folder / "shard.json", std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  try {
    if (!stream) throw std::runtime_error("shard.json is missing");
    const Json json = Json::parse(text.str(), RefuseFractions());
    return {json.at("manifest"),     {json.at("shard"), json.at("shards")},
            json.at("tool_version"), json.at("rules"),
            json.at("records"),      json.at("checksum")};
  } catch (const std::exception& error) {
    throw SetupError(fmt::format("{}: is no finished shard ({})", folder.string(), error.what()));
  }
}

std::string ChecksumWith(const std::string& checksum, const std::string& path, const std::string& record) {
  return Sha256Hex(fmt::format("{}{}\n{}", checksum, path, record));
}

int RunShard(const RunOptions& options) {
  ShardInfo info;
  info.shard = ParseShard(options.shard);
  ReadManifest manifest = ReadManifestShard(options.manifest, info.shard, [](const Input&) {});
  RunRules rules(options, DataFolder(), LoadClassifier::kWhenNeeded);
  const std::size_t settings = manifest.head.settings.size();
  rules.AddSettings(std::move(manifest.head.settings));
  info.manifest = manifest.seal;
  info.tool_version = AUDIT_VERSION;
  info.rules = DigestOf(rules, settings);

  MakeFolder(options.out);
  const std::string name = ShardFolderName(info.shard);
  if (StandsAlready(options.out / name, info)) return kExitOk;
  RunInfo run = BeginRunInfo(options, manifest.head.archives);
  rules.Describe(run, std::nullopt);
  const fs::path parent = WorkParent(options.out, options.work);
  const fs::path attempt = parent / fmt::format(".{}.{}", name, HostAndProcess());
  std::optional<RunLock> lock;
  {
    const Turn turn(parent);
    RemoveDeadAttempts(parent, "." + name + ".");
    lock.emplace(attempt);
  }
  RunSummary summary;
  try {
    summary = AuditShard(options, info, rules, run, attempt);
  } catch (...) {
    std::error_code error;
    fs::remove_all(attempt, error);  // it may be what fills the disk
    throw;
  }
  lock.reset();
  fs::remove(attempt / ".lock");
  if (!PublishFolder(attempt, options.out / name) && !StandsAlready(options.out / name, info))
    throw SetupError(fmt::format("{}: could not be published", (options.out / name).string()));
  if (options.finish.verbosity == Verbosity::kNormal) PrintSummary(summary, run, options.out / name);
  return ExitCodeOf(summary, options.finish.fail_on);
}

}  // namespace audit
