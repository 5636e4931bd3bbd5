// brochure-audit.yaml: what the owner of an archive states of the documents below a folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/statement.h"

namespace audit {

inline constexpr std::string_view kSettingsFileName = "brochure-audit.yaml";

/// A pattern of `exclude`, with the folder that it is relative to.
struct ExcludePattern {
  std::string below;    ///< '/'-separated folder relative to the archive root; "" = the root
  std::string pattern;  ///< `*` and `?` stay within a name, `**` crosses folders
};

/// Settings in force in one folder: its own keys over those of the folders above.
struct FolderSettings {
  DeclaredFacts declared;
  std::vector<std::string> policy;  ///< empty = what the command line says
  std::vector<ExcludePattern> exclude;

  /// The pattern that leaves out `path` (relative to the archive root), or nullptr.
  const ExcludePattern* ExcludedBy(std::string_view path) const;
};

/// Reads `file` over the settings of the folder above. `below` is the file's folder relative to the archive root.
/// Throws SetupError "file:line:column: ..." naming the valid words.
FolderSettings ReadSettings(const std::filesystem::path& file, std::string_view below, const FolderSettings& above);

/// Whether a '/'-separated path matches a pattern as a whole.
bool MatchesPattern(std::string_view pattern, std::string_view path);

}  // namespace audit
