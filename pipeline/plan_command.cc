#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "pipeline/commands.h"
#include "pipeline/discovery.h"
#include "pipeline/exit_code.h"
#include "pipeline/interrupt.h"
#include "pipeline/manifest.h"
#include "pipeline/run_folder.h"
#include "pipeline/store.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

/// A store for sorting, which memory does not bound; goes with the command.
class SortFolder {
 public:
  explicit SortFolder(const fs::path& parent) : path_(parent / fmt::format(".plan-{}", getpid())) { MakeFolder(path_); }
  ~SortFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  SortFolder(const SortFolder&) = delete;
  SortFolder& operator=(const SortFolder&) = delete;

  const fs::path& Path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

int RunCommand(const PlanOptions& options) {
  HeedInterrupts();
  ManifestHead head;
  std::vector<fs::path> archives;  // absolute, because shards run in other folders
  for (const fs::path& archive : options.archives) {
    head.archives.push_back(DisplayPath(archive.native()));
    archives.push_back(fs::absolute(archive));
  }
  const fs::path folder = fs::absolute(options.manifest).parent_path();
  MakeFolder(folder);
  const SortFolder sorted(WorkParent(folder, options.work));
  Store store(sorted.Path());
  Discovery discovery;
  store.ReplaceInputs([&](const auto& add) {
    discovery = Discover(archives, sorted.Path(), options.discovery, [&](const Input& input) {
      if (Interrupted()) throw SetupError("interrupted while the archive was listed; nothing was written");
      if (input.file.filename() == options.manifest.filename() &&
          fs::weakly_canonical(input.file) == fs::weakly_canonical(options.manifest))
        return;
      ++head.entries;
      head.weight += WeightOf(input);
      add(input);
    });
  });
  head.settings = std::move(discovery.settings);
  WriteManifest(options.manifest, head, [&store](const auto& add) { store.ForEachInput(add); });
  fmt::print("Planned: {} files\nManifest: {}\n", head.entries, options.manifest.string());
  return kExitOk;
}

}  // namespace audit
