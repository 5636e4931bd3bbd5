// Where commands put what they make of a stored run: never into an archive, and whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "pipeline/stored_run.h"

namespace audit {

/// Throws SetupError if `out` lies in an archive of the run: `what` ("marked copies") must never be found by a later
/// run as if they were brochures.
void RefuseArchive(const StoredRun& run, const std::filesystem::path& out, std::string_view what);

/// A hidden name beside `out`, from where one rename puts the finished thing in its place.
std::filesystem::path AttemptFolder(const std::filesystem::path& out);

}  // namespace audit
