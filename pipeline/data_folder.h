// Where lexicons and policies lie: beside the installed program, or in the source tree that it was built from.
#pragma once

#include <filesystem>

namespace audit {

/// The folder that holds lexicons/ and policies/. The environment variable BROCHURE_AUDIT_DATA wins; then
/// <prefix>/share/brochure-audit of the running program; then the source tree. Throws SetupError if none is there.
std::filesystem::path DataFolder();

}  // namespace audit
