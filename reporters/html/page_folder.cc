#include "reporters/html/page_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include "analyzers/setup_error.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdDigits = 12;
constexpr std::size_t kFolderDigits = 2;
constexpr std::string_view kEnding = ".html";

/// Nothing unless `text` is 12 lower-case hex digits.
std::optional<std::uint64_t> NumberOf(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  if (text.size() != kIdDigits || std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'F'; }))
    return std::nullopt;
  const auto parsed = std::from_chars(text.data(), end, number, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

/// What this reporter writes into pages/, or left half written.
bool IsOurs(std::string_view name) {
  if (name.starts_with(".")) return name.ends_with(".partial");
  for (const std::string_view list : {"findings", "documents", "unread"})
    if (name.starts_with(list) && name.ends_with(kEnding)) return true;
  return name == "report.css";
}

void Remove(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error) throw SetupError(fmt::format("{}: cannot be removed: {}", path.string(), error.message()));
}

}  // namespace

std::string DocumentPage(std::string_view document_id) {
  return fmt::format("{}/{}{}", document_id.substr(0, kFolderDigits), document_id, kEnding);
}

PageFolder::PageFolder(const fs::path& run_folder) : path_(run_folder / "pages") { MakeFolder(path_); }

void PageFolder::MakeFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  // Through a link the sweep would reach files that are not ours.
  if (!error && !fs::is_directory(fs::symlink_status(folder, error)))
    throw SetupError(fmt::format("{}: is no folder of its own", folder.string()));
  if (error) throw SetupError(fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
}

void PageFolder::PutDocument(std::string_view document_id, std::string_view html) {
  const std::optional<std::uint64_t> number = NumberOf(document_id);
  if (!number) throw SetupError(fmt::format("'{}' is no document id", document_id));
  const std::string folder(document_id.substr(0, kFolderDigits));
  if (folders_.insert(folder).second) MakeFolder(path_ / folder);
  PutFile(path_ / DocumentPage(document_id), html, Durability::kLater);
  documents_.push_back(*number);
}

void PageFolder::Put(const std::string& name, const std::function<void(FileWriter&)>& write) {
  AtomicFile file(path_ / name);
  write(file.Writer());
  file.CommitChange();
  names_.insert(name);
}

void PageFolder::SweepDocuments(const fs::path& folder) const {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool half_written = name.starts_with(".") && name.ends_with(".partial");
    const bool page = name.ends_with(kEnding);
    const auto number = page ? NumberOf(std::string_view(name).substr(0, name.size() - kEnding.size())) : std::nullopt;
    if (half_written || (number && !std::binary_search(documents_.begin(), documents_.end(), *number)))
      Remove(entry.path());
  }
  std::error_code not_empty;
  if (!folders_.contains(folder.filename().string())) fs::remove(folder, not_empty);
}

void PageFolder::Finish() {
  FlushFileSystem(path_);
  std::sort(documents_.begin(), documents_.end());
  std::vector<fs::path> folders, stale;
  for (const auto& entry : fs::directory_iterator(path_)) {
    const std::string name = entry.path().filename().string();
    const bool is_folder = entry.is_directory() && !entry.is_symlink();
    if (is_folder && name.size() == kFolderDigits) folders.push_back(entry.path());
    if (!is_folder && IsOurs(name) && !names_.contains(name)) stale.push_back(entry.path());
  }
  for (const fs::path& file : stale)
    Remove(file);
  for (const fs::path& folder : folders)
    SweepDocuments(folder);
}

}  // namespace audit
