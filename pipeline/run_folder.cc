#include "pipeline/run_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "analyzers/setup_error.h"
#include "parsers/sha256.h"
#include "reporters/atomic_file.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

struct KnownFileSystem {
  unsigned long type;  ///< statfs(2)
  const char* name;
};
constexpr std::array<KnownFileSystem, 11> kNetworkFileSystems = {{{0x6969, "nfs"},
                                                                  {0xFF534D42, "cifs"},
                                                                  {0xFE534D42, "smb"},
                                                                  {0x517B, "smb"},
                                                                  {0x65735546, "fuse"},
                                                                  {0x01021997, "9p"},
                                                                  {0x5346414F, "afs"},
                                                                  {0x00C36400, "ceph"},
                                                                  {0x0BD00BD0, "lustre"},
                                                                  {0x47504653, "gpfs"},
                                                                  {0x19830326, "beegfs"}}};

void FlushToDisk(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  fsync(file);
  close(file);
}

void FlushFolder(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    FlushToDisk(entry.path());
  FlushToDisk(folder);
}

bool IsTaken(int error) { return error == EEXIST || error == ENOTEMPTY; }

}  // namespace

std::string NetworkFileSystem(long type) {
  const unsigned long number = static_cast<unsigned long>(type) & 0xFFFFFFFFul;
  for (const KnownFileSystem& known : kNetworkFileSystems)
    if (known.type == number) return known.name;
  return "";
}

void RequireStoredRun(const fs::path& folder) {
  if (!fs::exists(folder / "audit.db"))
    throw SetupError(
        fmt::format("{}: holds no stored run (audit.db); give the folder that --out of `run` named", folder.string()));
}

void MakeFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw SetupError(
        fmt::format("{}: {}; name a folder that can be written", folder.string(), ReasonInWords(error.value())));
}

fs::path WorkParent(const fs::path& out, const fs::path& work) {
  const fs::path& parent = work.empty() ? out : work;
  MakeFolder(parent);
  struct statfs status {};
  if (statfs(parent.c_str(), &status) != 0)
    throw SetupError(fmt::format("{}: {}", parent.string(), std::strerror(errno)));
  const std::string network = NetworkFileSystem(status.f_type);
  if (!network.empty())
    throw SetupError(
        fmt::format("{}: lies on {}, where the run's database is not safe; name a folder on a local disk "
                    "with --work, the results still go to --out",
                    parent.string(), network));
  return parent;
}

fs::path StateFolder(const fs::path& out, const fs::path& work) {
  MakeFolder(out);
  const fs::path parent = WorkParent(out, work);
  if (work.empty()) return out;
  const fs::path state = parent / ("run-" + Sha256Hex(fs::weakly_canonical(out).native()).substr(0, 12));
  MakeFolder(state);
  if (fs::exists(out / "audit.db") && !fs::exists(state / "audit.db")) {
    std::error_code error;
    fs::copy_file(out / "audit.db", state / ".audit.db.partial", fs::copy_options::overwrite_existing, error);
    if (error) throw SetupError(fmt::format("{}: {}", state.string(), ReasonInWords(error.value())));
    FlushAndRename(state / ".audit.db.partial", state / "audit.db");
  }
  return state;
}

void FlushAndRename(const fs::path& file, const fs::path& target) {
  FlushToDisk(file);
  if (rename(file.c_str(), target.c_str()) != 0)
    throw SetupError(fmt::format("{}: {}", target.string(), std::strerror(errno)));
  FlushToDisk(target.parent_path());
}

bool PublishFolder(const fs::path& folder, const fs::path& target) {
  FlushFolder(folder);
  std::error_code error;
  if (rename(folder.c_str(), target.c_str()) == 0) {
    FlushToDisk(target.parent_path());
    return true;
  }
  if (errno == EXDEV) {
    const fs::path beside = target.parent_path() / folder.filename();
    fs::copy(folder, beside, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
    if (error) {
      const std::string reason = ReasonInWords(error.value());
      fs::remove_all(beside, error);
      throw SetupError(fmt::format("{}: {}", beside.string(), reason));
    }
    fs::remove_all(folder, error);
    return PublishFolder(beside, target);
  }
  const int reason = errno;
  if (!IsTaken(reason)) throw SetupError(fmt::format("{}: {}", target.string(), std::strerror(reason)));
  fs::remove_all(folder, error);
  return false;
}

}  // namespace audit
