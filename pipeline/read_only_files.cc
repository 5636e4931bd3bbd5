#include "pipeline/read_only_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace audit {
namespace {

/// What Poppler and fontconfig open while text is read. Refusing these loses text without any error.
constexpr std::array kReadable = {
    "/usr/share/poppler",    "/usr/share/fonts", "/usr/local/share/fonts",   "/usr/share/fontconfig", "/etc/fonts",
    "/var/cache/fontconfig", "/usr/share/icu",   "/usr/share/tesseract-ocr", "/usr/share/zoneinfo",   "/etc/localtime"};

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

// Rights of the first version of Landlock, which every kernel that has it knows (Linux 5.13).
constexpr std::uint64_t kHandled =
    kRead | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

}  // namespace

std::string AllowOnlySystemFonts() {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kHandled;
  const long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (ruleset < 0) return fmt::format("file access limits (Landlock): {}", std::strerror(errno));
  for (const char* folder : kReadable) {
    landlock_path_beneath_attr rule{};
    rule.parent_fd = open(folder, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0) continue;  // not on this machine
    rule.allowed_access = kRead;
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
      rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;  // a single file, not a folder
      syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(rule.parent_fd);
  }
  const bool ok = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  const int error = errno;
  close(static_cast<int>(ruleset));
  return ok ? "" : fmt::format("file access limits (Landlock): {}", std::strerror(error));
}

}  // namespace audit
