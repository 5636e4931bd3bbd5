// A folder that goes with the test that made it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace audit {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& Path() const { return path_; }
  /// Writes `content` to a file below the folder, making its folders, and returns its path.
  std::filesystem::path Write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

std::string ReadFile(const std::filesystem::path& file);

/// The content of every file below `folder`, by its path from there; nothing if there is no folder.
std::map<std::string, std::string> ReadTree(const std::filesystem::path& folder);

}  // namespace audit
