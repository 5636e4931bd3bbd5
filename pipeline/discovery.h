// Walks the archives: every file becomes one Input, whether it will be read or not, with the settings that hold for
// it. Nothing is opened but folders and settings files. Symbolic links are not followed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/options.h"
#include "pipeline/settings.h"

struct stat;

namespace audit {

/// What the file system says of a file; unchanged means that the bytes need not be read again.
struct FileStamp {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since the epoch
  std::int64_t changed_ns = 0;   ///< inode change time, which copying tools cannot set
  std::uint64_t inode = 0;

  bool operator==(const FileStamp&) const = default;
};

FileStamp StampOf(const struct stat& status);

enum class InputState : std::uint8_t {
  kReadable = 0,  ///< a regular file to be audited. Stored: never renumber.
  kSkipped = 1,   ///< left out on purpose; `note` says why
  kDenied = 2,    ///< could not even be listed; `note` says why
  kDeferred = 3,  ///< was being written, or its drive had trouble: the next run reads it; `note` says why
  /// Known from an earlier run, but its folder cannot be listed now; `stamp` is the earlier one.
  kOutOfReach = 4,
};

struct Input {
  std::string path;            ///< display path (AuditRecord::path), unique within the run
  std::filesystem::path file;  ///< to open
  FileStamp stamp;
  std::size_t settings = 0;  ///< index into Discovery::settings
  InputState state = InputState::kReadable;
  std::string note;
};

/// One archive of the command line.
struct ListedArchive {
  std::string root;    ///< as given
  std::string prefix;  ///< of its paths: "" or "name/"
  std::size_t files = 0;
};

struct Discovery {
  std::vector<FolderSettings> settings;  ///< every distinct set of settings met; [0] = none stated
  std::vector<ListedArchive> archives;
  /// Display paths of folders that could not be listed to their end: what was known below them is not gone.
  std::vector<std::string> unlisted;
};

/// Bytes of a file name as shown: control characters and bytes outside UTF-8 as \xNN, so that two names never look
/// alike.
std::string DisplayPath(std::string_view raw);

/// Calls `found` for every file below `archives`, in no particular order. With several archives each path begins with
/// the archive's own name. `own_output` is passed over. Throws SetupError for an archive that is not there, that goes
/// away while it is listed, that cannot be read, or for a bad settings file.
Discovery Discover(const std::vector<std::filesystem::path>& archives, const std::filesystem::path& own_output,
                   const DiscoveryOptions& options, const std::function<void(const Input&)>& found);

}  // namespace audit
