#include "pipeline/original.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "parsers/sha256.h"

namespace audit {
namespace {

class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& file)
      : file_(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)) {}
  ~OpenFile() {
    if (file_ >= 0) close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool IsOpen() const { return file_ >= 0; }

  /// False: it is no regular file, or cannot be asked.
  bool Stamp(FileStamp& stamp) const {
    struct stat status {};
    if (fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) return false;
    stamp = StampOf(status);
    return true;
  }

  bool ReadWhole(std::string& bytes) const {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
      const ssize_t count = read(file_, bytes.data() + filled, bytes.size() - filled);
      if (count <= 0) return false;
      filled += static_cast<std::size_t>(count);
    }
    return true;
  }

 private:
  int file_;
};

Original Trouble(std::string why) {
  Original out;
  out.trouble = std::move(why);
  return out;
}

}  // namespace

Original ReadSteadyFile(const std::filesystem::path& file, std::size_t max_bytes) {
  const OpenFile opened(file);
  if (!opened.IsOpen()) return Trouble(fmt::format("the original cannot be opened: {}", std::strerror(errno)));
  Original out;
  if (!opened.Stamp(out.stamp)) return Trouble("the original is no regular file any more");
  if (out.stamp.bytes > max_bytes)
    return Trouble(fmt::format("the original has {} bytes; the limit is {}", out.stamp.bytes, max_bytes));
  out.bytes.resize(out.stamp.bytes);
  FileStamp after;
  if (!opened.ReadWhole(out.bytes)) return Trouble("the original cannot be read");
  if (!opened.Stamp(after) || after != out.stamp) return Trouble("the original changed while it was read");
  return out;
}

Original ReadOriginal(const std::filesystem::path& file, std::string_view sha256, std::size_t max_bytes) {
  if (sha256.empty()) return Trouble("it was not read by the run");
  Original out = ReadSteadyFile(file, max_bytes);
  if (out.trouble.empty() && Sha256Hex(out.bytes) != sha256)
    return Trouble("the original is no longer the file that was audited (SHA-256 differs); run the audit again");
  return out;
}

}  // namespace audit
