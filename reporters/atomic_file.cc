#include "reporters/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "analyzers/setup_error.h"

namespace audit {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

[[noreturn]] void Fail(const std::filesystem::path& path, std::string_view what) {
  const int error = errno;
  throw SetupError(fmt::format("{}: {}: {}", path.string(), what, std::strerror(error)));
}

/// The rename itself is durable only when the folder is. Some file systems refuse to flush a folder; the file is then
/// as safe as they make it.
void FlushFolder(const std::filesystem::path& folder) {
  const int file = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  fsync(file);
  close(file);
}

std::filesystem::path TemporaryName(const std::filesystem::path& target) {
  return target.parent_path() / fmt::format(".{}.partial", target.filename().string());
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)) {
  // A run that was killed leaves its temporary file; O_EXCL keeps a link that stands there from being followed.
  unlink(path_.c_str());
  file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file_ < 0) Fail(path_, "cannot be written");
  buffer_.reserve(kBufferBytes);
}

FileWriter::~FileWriter() {
  if (file_ < 0) return;
  close(file_);
  unlink(path_.c_str());
}

void FileWriter::Write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) Flush();
  if (bytes.size() > kBufferBytes)
    WriteOut(bytes);
  else
    buffer_ += bytes;
}

void FileWriter::Flush() {
  WriteOut(buffer_);
  buffer_.clear();
}

void FileWriter::WriteOut(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) Fail(path_, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void FileWriter::KeepAs(const std::filesystem::path& target) {
  Flush();
  if (fsync(file_) != 0) Fail(path_, "cannot be flushed to the disk");
  // A network file system may report a full disk only now.
  if (close(std::exchange(file_, -1)) != 0 || rename(path_.c_str(), target.c_str()) != 0) {
    const int error = errno;
    unlink(path_.c_str());
    errno = error;
    Fail(target, "cannot be written");
  }
  FlushFolder(target.parent_path());
}

void FileWriter::CopyTo(FileWriter& other) {
  Flush();
  std::array<char, kBufferBytes> chunk;
  for (off_t at = 0;;) {
    const ssize_t got = pread(file_, chunk.data(), chunk.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) Fail(path_, "cannot be read back");
    if (got == 0) return;
    other.Write({chunk.data(), static_cast<std::size_t>(got)});
    at += got;
  }
}

AtomicFile::AtomicFile(const std::filesystem::path& target) : target_(target), writer_(TemporaryName(target)) {}

}  // namespace audit
