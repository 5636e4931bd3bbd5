#include "pipeline/known_content.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "parsers/sha256.h"
#include "pipeline/worker_pool.h"

namespace audit {
namespace {

class OpenFile {
 public:
  explicit OpenFile(const Input& input)
      : file_(open(input.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)) {}
  ~OpenFile() {
    if (file_ >= 0) close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool Stamp(FileStamp& stamp) const {
    struct stat status {};
    if (file_ < 0 || fstat(file_, &status) != 0) return false;
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

}  // namespace

std::optional<AuditRecord> KnownContent(const Store& store, Input& input, const std::string& key,
                                        std::size_t max_bytes) {
  if (input.state != InputState::kReadable || input.stamp.bytes > max_bytes || !store.MayHold(input.stamp.bytes, key))
    return std::nullopt;
  const OpenFile file(input);
  FileStamp before, after;
  if (!file.Stamp(before) || before.bytes != input.stamp.bytes) return std::nullopt;
  std::string bytes(before.bytes, '\0');
  if (!file.ReadWhole(bytes) || !file.Stamp(after) || after != before) return std::nullopt;
  auto record = store.FindContent(before.bytes, Sha256Hex(bytes), key, EndingOf(input.path));
  if (!record) return std::nullopt;
  input.stamp = after;
  FillIn(input, *record);
  return record;
}

}  // namespace audit
