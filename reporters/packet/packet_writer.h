// Writes a packet into a folder, one document after the other; memory does not grow with their number. Nothing in the
// folder tells when it was written, so the same run gives the same bytes.
#pragma once

#include <filesystem>
#include <memory>

#include "reporters/packet/packet.h"

namespace audit {

class PacketWriter {
 public:
  /// `folder` exists and is empty. `run` must outlive the writer. Throws SetupError where something cannot be written.
  PacketWriter(const RunInfo& run, const PacketSettings& settings, PictureReader pictures,
               const std::filesystem::path& folder);
  ~PacketWriter();
  PacketWriter(const PacketWriter&) = delete;
  PacketWriter& operator=(const PacketWriter&) = delete;

  /// Every record of the run, in path order; those of the packet are then given to Add as well.
  void Count(const AuditRecord& record);
  void Add(const PacketDocument& document);

  /// What the packet came to, in the end.
  struct Result {
    std::size_t exhibits = 0;
    std::size_t documents = 0;
    std::size_t originals = 0;
    std::size_t marked = 0;
  };
  /// Writes tables, page and packet.json. Files that are added afterwards must come before WriteChecksums.
  Result Finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// SHA256SUMS of all files below the folder, in byte order of their paths, as `sha256sum -c` takes it.
void WriteChecksums(const std::filesystem::path& folder);

}  // namespace audit
