#include "pipeline/output_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analyzers/setup_error.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

/// Folder of the archive in which the input was found.
fs::path ArchiveOf(const Input& input, std::size_t archives) {
  fs::path root = input.file;
  auto names = static_cast<std::size_t>(std::count(input.path.begin(), input.path.end(), '/')) + 1;
  if (archives > 1) --names;  // the first is the archive's own
  for (; names > 0; --names)
    root = root.parent_path();
  return root;
}

bool LiesIn(const fs::path& folder, const fs::path& path) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

}  // namespace

void RefuseArchive(const StoredRun& run, const fs::path& out, std::string_view what) {
  const fs::path target = fs::weakly_canonical(out);
  std::set<fs::path> archives;
  run.Stored().ForEachInput([&](const Input& input) { archives.insert(ArchiveOf(input, run.Info().archives.size())); });
  for (const fs::path& archive : archives)
    if (LiesIn(fs::weakly_canonical(archive), target))
      throw SetupError(
          fmt::format("--out {}: lies in the archive {}; {} go elsewhere", out.string(), archive.string(), what));
}

fs::path AttemptFolder(const fs::path& out) {
  const fs::path whole = fs::absolute(out).lexically_normal();
  const fs::path target = whole.has_filename() ? whole : whole.parent_path();
  return target.parent_path() / fmt::format(".{}.partial", target.filename().string());
}

}  // namespace audit
