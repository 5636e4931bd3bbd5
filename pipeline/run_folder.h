// Where runs keep their database and how finished folders get to their place. The database needs a local disk: its
// journal does not work over network file systems.
#pragma once

#include <filesystem>
#include <string>

namespace audit {

/// "nfs", "smb", ... if `type` (statfs f_type) is a file system of other machines, else "".
std::string NetworkFileSystem(long type);

/// Throws SetupError unless `folder` holds the database of a run.
void RequireStoredRun(const std::filesystem::path& folder);

/// Creates the folder with those above it. Throws SetupError if that cannot be.
void MakeFolder(const std::filesystem::path& folder);

/// The folder in which the database of a run that publishes to `out` may live: `work` if one was named (created if need
/// be), else `out` itself. Throws SetupError if that is a network file system.
std::filesystem::path WorkParent(const std::filesystem::path& out, const std::filesystem::path& work);

/// Where the database of a run that publishes to `out` lives: `out` itself, or with `work` a folder below it that goes
/// with `out`; a database that `out` holds from elsewhere is copied there.
std::filesystem::path StateFolder(const std::filesystem::path& out, const std::filesystem::path& work);

/// Flushes `file` to the disk and renames it. Throws SetupError.
void FlushAndRename(const std::filesystem::path& file, const std::filesystem::path& target);

/// Moves a finished folder to `target` by one rename, copying it beside the target first if it lies on another file
/// system. False, with `folder` removed, if something stands at the target already. Throws SetupError.
bool PublishFolder(const std::filesystem::path& folder, const std::filesystem::path& target);

}  // namespace audit
