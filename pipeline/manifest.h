// What is to be audited, frozen: one line an input in path order, with the settings that hold for it, so that no shard
// lists the archive again. JSON lines; the last one seals all before it. The file does not change once written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/discovery.h"

namespace audit {

/// Which part of a manifest: `number` of `count`, from 1.
struct ShardId {
  std::size_t number = 1;
  std::size_t count = 1;

  bool operator==(const ShardId&) const = default;
};

struct ManifestHead {
  std::vector<std::string> archives;  ///< as shown in reports
  std::vector<FolderSettings> settings;
  std::uint64_t entries = 0;
  std::uint64_t weight = 0;  ///< of all entries together
};

/// What an input adds to a shard's load: its bytes and a share for opening it.
std::uint64_t WeightOf(const Input& input);

/// Writes a manifest: `inputs` calls its argument for each input, in path order. Throws SetupError.
void WriteManifest(const std::filesystem::path& file, const ManifestHead& head,
                   const std::function<void(const std::function<void(const Input&)>&)>& inputs);

struct ReadManifest {
  ManifestHead head;
  std::string seal;  ///< 64 hex digits over all lines; names the manifest
};

/// Reads a manifest to its end, checks order and seal, and calls `found` for the inputs of one shard. A shard is a
/// stretch of the path order, cut where the weight before an entry reaches the next of `count` equal parts; it depends
/// on the manifest and `shard` alone. Throws SetupError if the file is damaged.
ReadManifest ReadManifestShard(const std::filesystem::path& file, ShardId shard,
                               const std::function<void(const Input&)>& found);

}  // namespace audit
