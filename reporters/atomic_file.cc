#include "reporters/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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
  throw SetupError(fmt::format("{}: {}: {}", path.string(), what, ReasonInWords(error)));
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

/// Whether `path` is a file of its own (no link) of `size` bytes for which `is_next(chunk)` holds, chunk by chunk.
template <typename IsNext>
bool Holds(const std::filesystem::path& path, std::uint64_t size, IsNext is_next) {
  const int file = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return false;
  struct stat status {};
  bool same =
      fstat(file, &status) == 0 && S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) == size;
  std::array<char, kBufferBytes> chunk;
  while (same && size > 0) {
    const ssize_t got = read(file, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    const auto count = static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
    same = count > 0 && count <= size && is_next(std::string_view(chunk.data(), count));
    size -= std::min(count, size);
  }
  close(file);
  return same;
}

}  // namespace

std::string ReasonInWords(int error) {
  const bool is_full = error == ENOSPC || error == EDQUOT;
  return std::string(std::strerror(error)) +
         (is_full ? "; nothing is lost: make room there and give the same command again" : "");
}

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

void FileWriter::KeepAs(const std::filesystem::path& target, Durability durability) {
  Flush();
  if (durability == Durability::kNow && fsync(file_) != 0) Fail(path_, "cannot be flushed to the disk");
  // A network file system may report a full disk only now.
  if (close(std::exchange(file_, -1)) != 0 || rename(path_.c_str(), target.c_str()) != 0) {
    const int error = errno;
    unlink(path_.c_str());
    errno = error;
    Fail(target, "cannot be written");
  }
  if (durability == Durability::kNow) FlushFolder(target.parent_path());
}

std::string FileWriter::ReadBack(std::uint64_t offset, std::size_t bytes) {
  Flush();
  std::string out(bytes, '\0');
  for (std::size_t done = 0; done < bytes;) {
    const ssize_t got = pread(file_, out.data() + done, bytes - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) Fail(path_, "cannot be read back");
    done += static_cast<std::size_t>(got);
  }
  return out;
}

bool FileWriter::IsHeldBy(const std::filesystem::path& path) {
  Flush();
  struct stat status {};
  if (fstat(file_, &status) != 0) Fail(path_, "cannot be read back");
  return Holds(path, static_cast<std::uint64_t>(status.st_size),
               [this, at = std::uint64_t{0}](std::string_view chunk) mutable {
                 const bool same = ReadBack(at, chunk.size()) == chunk;
                 at += chunk.size();
                 return same;
               });
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

void AtomicFile::CommitChange() {
  if (!writer_.IsHeldBy(target_)) writer_.KeepAs(target_, Durability::kLater);
}

void PutFile(const std::filesystem::path& target, std::string_view bytes, Durability durability) {
  const auto is_next = [rest = bytes](std::string_view chunk) mutable {
    const bool same = rest.starts_with(chunk);
    rest.remove_prefix(chunk.size());
    return same;
  };
  if (Holds(target, bytes.size(), is_next)) return;
  FileWriter writer(TemporaryName(target));
  writer.Write(bytes);
  writer.KeepAs(target, durability);
}

void FlushFileSystem(const std::filesystem::path& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool flushed = file >= 0 && syncfs(file) == 0;
  const int error = errno;
  if (file >= 0) close(file);
  errno = error;
  if (!flushed) Fail(folder, "cannot be flushed to the disk");
}

}  // namespace audit
