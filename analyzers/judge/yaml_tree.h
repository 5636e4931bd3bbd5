// A policy file as a small tree with the place of every node. Strict: no aliases, tags, second documents or repeated
// keys, and bounds on size and depth. Plain data, owned by value.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// Of a policy file.
inline constexpr std::size_t kMaxYamlBytes = 256u << 10;

struct YamlNode {
  enum class Kind { kScalar, kList, kMap };

  Kind kind = Kind::kScalar;
  std::string scalar;           ///< of a scalar; "" also for null
  std::vector<YamlNode> keys;   ///< of a map: scalars, in file order, each value at the same index of `items`
  std::vector<YamlNode> items;  ///< of a list or map
  int line = 1;                 ///< 1-based
  int column = 1;               ///< 1-based
};

/// A file as read. `text` is valid UTF-8 with '\n' as its only line end.
struct YamlFile {
  std::filesystem::path path;
  std::string text;
  YamlNode root;
};

/// Throws SetupError "FILE:LINE:COLUMN: ..." for anything that is not plain, bounded YAML.
YamlFile ReadYamlFile(const std::filesystem::path& path, std::size_t max_bytes = kMaxYamlBytes);

/// The bytes as YamlFile::text has them. Throws SetupError if they cannot be read, are too many or are not UTF-8.
std::string ReadPlainText(const std::filesystem::path& path, std::size_t max_bytes = kMaxYamlBytes);

/// Throws SetupError "FILE:LINE:COLUMN: WHAT".
[[noreturn]] void FailAt(const std::filesystem::path& file, const YamlNode& node, std::string_view what);

}  // namespace audit
