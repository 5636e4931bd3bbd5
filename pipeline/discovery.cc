#include "pipeline/discovery.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>

#include "analyzers/setup_error.h"
#include "parsers/utf8.h"
#include "reporters/reporter.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

bool IsLeftBehindByEditors(std::string_view name) {
  return name.starts_with("~$") || name.starts_with(".~lock.") || name.ends_with(".tmp") || name.ends_with(".part") ||
         name.ends_with(".crdownload") || name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini";
}

/// A report quotes the brochures; read as one, it would be accused of what it quotes.
bool HoldsAReport(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "audit.db", error) && fs::is_regular_file(folder / "run.json", error);
}

/// What a run writes into its folder; brochures may lie beside it.
bool IsOfAReport(std::string_view name) {
  if (name.starts_with("audit.db") || name == ".lock" || name == "evidence" || name == "changes.csv") return true;
  const auto reporters = Reporters();
  return std::any_of(reporters.begin(), reporters.end(), [name](const Reporter& reporter) {
    const auto files = FilesOf(reporter);
    return std::find(files.begin(), files.end(), name) != files.end();
  });
}

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr off_t kInlineBytes = 4096;  // file systems may keep so much without a block

std::int64_t NowNanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::int64_t>(now.tv_sec) * kNanoseconds + now.tv_nsec;
}

bool MatchesOneOf(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [path](const std::string& pattern) { return MatchesPattern(pattern, path); });
}

class Walker {
 public:
  Walker(const fs::path& own_output, const DiscoveryOptions& options, const std::function<void(const Input&)>& found,
         Discovery& discovery)
      : own_output_(fs::weakly_canonical(own_output)),
        options_(options),
        settled_before_ns_(NowNanoseconds() - options.settle_seconds * kNanoseconds),
        found_(found),
        discovery_(discovery) {}

  void WalkArchive(const fs::path& archive, const std::string& prefix) {
    struct stat status {};
    if (::stat(archive.c_str(), &status) != 0)
      throw SetupError(fmt::format("archive {}: {}", archive.string(), std::strerror(errno)));
    prefix_ = prefix;
    discovery_.archives.push_back({archive.string(), DisplayPath(prefix), 0});
    if (!S_ISDIR(status.st_mode)) {
      Emit(archive, archive.filename().string(), status, 0);
      return;
    }
    struct Folder {
      fs::path path;
      std::string below;  // raw bytes, relative to the archive root
      std::size_t settings;
    };
    std::vector<Folder> pending = {{archive, "", 0}};
    while (!pending.empty()) {
      const Folder folder = std::move(pending.back());
      pending.pop_back();
      std::error_code error;
      fs::directory_iterator entries(folder.path, error);
      if (error) {
        if (folder.below.empty()) throw SetupError(fmt::format("archive {}: {}", archive.string(), error.message()));
        ReportUnlisted(folder.path, folder.below, fmt::format("The folder cannot be listed: {}.", error.message()));
        continue;
      }
      const bool holds_report = HoldsAReport(folder.path);
      const std::size_t settings = SettingsFor(folder.path, folder.below, folder.settings);
      for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
        const std::string name = entries->path().filename().string();
        const std::string below = folder.below.empty() ? name : folder.below + "/" + name;
        struct stat entry {};
        if (::lstat(entries->path().c_str(), &entry) != 0)
          ReportUnlisted(entries->path(), below, fmt::format("It cannot be looked at: {}.", std::strerror(errno)));
        else if (holds_report && IsOfAReport(name))
          List(entries->path(), below, InputState::kSkipped,
               "part of the report of a run (audit.db and run.json lie beside it), no brochure");
        else if (S_ISDIR(entry.st_mode)) {
          if (fs::weakly_canonical(entries->path()) != own_output_)
            pending.push_back({entries->path(), below, settings});
        } else if (name != kSettingsFileName)
          Emit(entries->path(), below, entry, settings);
        if (error) break;
      }
      if (error)
        ReportUnlisted(folder.path, folder.below,
                       fmt::format("The folder was not listed to its end: {}.", error.message()));
    }
    struct stat after {};
    if (::stat(archive.c_str(), &after) != 0 || after.st_dev != status.st_dev || after.st_ino != status.st_ino)
      throw SetupError(
          fmt::format("archive {}: it went away while it was listed; the earlier run is kept", archive.string()));
  }

 private:
  std::size_t SettingsFor(const fs::path& folder, const std::string& below, std::size_t above) {
    const fs::path file = folder / kSettingsFileName;
    std::error_code error;
    if (!fs::exists(file, error)) return above;
    discovery_.settings.push_back(ReadSettings(file, below, discovery_.settings[above]));
    return discovery_.settings.size() - 1;
  }

  void Emit(const fs::path& file, const std::string& below, const struct stat& status, std::size_t settings) {
    Input input;
    input.path = DisplayPath(prefix_ + below);
    input.file = file;
    input.stamp = StampOf(status);
    input.settings = settings;
    input.note = WhySkipped(file, below, status, settings);
    if (!input.note.empty()) {
      input.state = InputState::kSkipped;
    } else if (status.st_size > kInlineBytes && status.st_blocks == 0 && !options_.read_offline) {
      input.state = InputState::kDenied;
      input.note = "An offline placeholder: its bytes are not on this drive (--read-offline fetches them).";
    } else if (options_.settle_seconds > 0 && input.stamp.modified_ns > settled_before_ns_) {
      input.state = InputState::kDeferred;
      input.note =
          fmt::format("Deferred: it was changed less than {} s before (--settle-seconds); the next run reads it.",
                      options_.settle_seconds);
    }
    Found(input);
  }

  void List(const fs::path& file, const std::string& below, InputState state, std::string note) {
    Input input;
    input.path = DisplayPath(prefix_ + below);
    input.file = file;
    input.state = state;
    input.note = std::move(note);
    Found(input);
  }

  std::string WhySkipped(const fs::path& file, const std::string& below, const struct stat& status,
                         std::size_t settings) const {
    const ExcludePattern* excluded = discovery_.settings[settings].ExcludedBy(below);
    if (S_ISLNK(status.st_mode)) return "a symbolic link; links are not followed";
    if (!S_ISREG(status.st_mode)) return "a device, socket or pipe, not a file";
    if (excluded != nullptr) return fmt::format("excluded by '{}' in {}", excluded->pattern, kSettingsFileName);
    if (MatchesOneOf(options_.exclude, below)) return "excluded on the command line (--exclude)";
    if (!options_.include.empty() && !MatchesOneOf(options_.include, below))
      return "not among what the command line includes (--include)";
    if (IsLeftBehindByEditors(file.filename().string())) return "a temporary or lock file left by another program";
    return "";
  }

  void Found(const Input& input) {
    ++discovery_.archives.back().files;
    found_(input);
  }

  void ReportUnlisted(const fs::path& folder, const std::string& below, std::string note) {
    discovery_.unlisted.push_back(DisplayPath(prefix_ + below));
    List(folder, below, InputState::kDenied, std::move(note));
  }

  const fs::path own_output_;
  const DiscoveryOptions& options_;
  const std::int64_t settled_before_ns_;
  const std::function<void(const Input&)>& found_;
  Discovery& discovery_;
  std::string prefix_;
};

std::string ArchiveName(const fs::path& archive) {
  const fs::path whole = fs::weakly_canonical(archive);
  return whole.has_filename() ? whole.filename().string() : "root";
}

}  // namespace

FileStamp StampOf(const struct stat& status) {
  const auto nanoseconds = [](const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
  };
  return {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
          status.st_ino};
}

std::string DisplayPath(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t length = DecodeUtf8(raw.substr(i)).length;
    const auto byte = static_cast<unsigned char>(raw[i]);
    const bool looks_escaped = raw.substr(i).starts_with("\\x");
    if (length == 0 || byte < 0x20 || byte == 0x7F || looks_escaped) {
      out += fmt::format("\\x{:02X}", byte);
      ++i;
    } else {
      out.append(raw.substr(i, length));
      i += length;
    }
  }
  return out;
}

Discovery Discover(const std::vector<fs::path>& archives, const fs::path& own_output, const DiscoveryOptions& options,
                   const std::function<void(const Input&)>& found) {
  Discovery discovery;
  discovery.settings.emplace_back();
  Walker walker(own_output, options, found, discovery);
  std::map<std::string, int> names;
  for (const fs::path& archive : archives) {
    std::string prefix;
    if (archives.size() > 1) {
      const std::string name = ArchiveName(archive);
      const int count = ++names[name];
      prefix = count == 1 ? name + "/" : fmt::format("{}#{}/", name, count);
    }
    walker.WalkArchive(archive, prefix);
  }
  return discovery;
}

}  // namespace audit
