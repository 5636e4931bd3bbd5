// One shard of a planned run: audited in a folder of its own attempt, published whole by one rename under a name that
// says which part it is. Any number of attempts may run at once; the first to finish stands, the others find it there.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/manifest.h"
#include "pipeline/options.h"

namespace audit {

/// What a published shard says of itself (shard.json): whether it belongs to a plan, and whether it is whole.
struct ShardInfo {
  std::string manifest;  ///< ReadManifest::seal
  ShardId shard;
  std::string tool_version;
  std::string rules;  ///< digest of policies, classifier and limits for all settings
  std::uint64_t records = 0;
  std::string checksum;  ///< over the records in order, 64 hex digits
};

/// "shard-0003-of-0016"
std::string ShardFolderName(ShardId shard);

/// "I/N", or "auto/N" with I from the variable that the batch system sets for the task of an array. Throws SetupError.
ShardId ParseShard(const std::string& text);

/// Throws SetupError naming the folder if it holds no published shard.
ShardInfo ReadShardInfo(const std::filesystem::path& folder);

/// Adds a record, as stored, to the checksum of those before it.
std::string ChecksumWith(const std::string& checksum, const std::string& path, const std::string& record);

/// `run --manifest`: returns the exit code.
int RunShard(const RunOptions& options);

}  // namespace audit
