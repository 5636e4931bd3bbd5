// Files that are whole or not there: written under a hidden temporary name in the same folder, flushed to the disk and
// renamed. Every trouble is a SetupError that names the path and the system's reason. One thread at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace audit {

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
  void KeepAs(const std::filesystem::path& target);
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

 private:
  std::filesystem::path target_;
  FileWriter writer_;
};

}  // namespace audit
