// Files that are whole or not there: written under a hidden temporary name in the same folder, flushed to the disk and
// renamed. Every trouble is a SetupError that names the path and the system's reason. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace audit {

/// The system's reason, and for a full disk what to do.
std::string ReasonInWords(int error);

/// When a file must be safe from a lost power supply.
enum class Durability : std::uint8_t {
  kNow,    ///< on return
  kLater,  ///< after FlushFileSystem(), which pays once for many small files
};

/// A buffered file that only this process writes; replaces what stood at its path before.
class FileWriter {
 public:
  explicit FileWriter(std::filesystem::path path);
  /// Closes the file and removes it unless KeepAs() was called.
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void Write(std::string_view bytes);
  void Flush();
  /// Flushes to the disk and leaves the file in place under the name `target`.
  void KeepAs(const std::filesystem::path& target, Durability durability = Durability::kNow);
  /// `bytes` bytes from `offset` of what was written. REQUIRES: so much was written.
  std::string ReadBack(std::uint64_t offset, std::size_t bytes);
  /// Whether `path` is a file of its own (no link) that holds what was written.
  bool IsHeldBy(const std::filesystem::path& path);
  /// Hands all that was written to `other`, in order.
  void CopyTo(FileWriter& other);

 private:
  void WriteOut(std::string_view bytes);

  std::filesystem::path path_;
  std::string buffer_;
  int file_ = -1;
};

class AtomicFile {
 public:
  /// `target` in a folder that exists.
  explicit AtomicFile(const std::filesystem::path& target);

  void Write(std::string_view bytes) { writer_.Write(bytes); }
  FileWriter& Writer() { return writer_; }
  /// Puts the file in its place; without this call the target stays as it was.
  void Commit() { writer_.KeepAs(target_); }
  /// As PutFile() does: leaves a file that holds the same bytes untouched, and is safe after FlushFileSystem().
  void CommitChange();

 private:
  std::filesystem::path target_;
  FileWriter writer_;
};

/// Makes `target` hold `bytes`, in one step; leaves a file that holds them already untouched.
void PutFile(const std::filesystem::path& target, std::string_view bytes, Durability durability);

/// Flushes all that was written to the file system that holds `folder`.
void FlushFileSystem(const std::filesystem::path& folder);

}  // namespace audit
