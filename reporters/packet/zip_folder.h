// A folder as one zip file. The same content gives the same bytes, whatever the files' times, the time zone or the
// order in which they lie on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace audit {

/// Writes the files below `folder` as `file`, which must not exist, each under `root`/; all carry the time `unix_s`
/// (UTC) and the zip the comment. Throws SetupError.
void ZipFolder(const std::filesystem::path& folder, const std::string& root, std::int64_t unix_s,
               const std::string& comment, const std::filesystem::path& file);

/// "" if the file is no zip or has no comment.
std::string ZipComment(const std::filesystem::path& file);

}  // namespace audit
