// Prints a page of ours to PDF by a browser that is installed (Chromium or Chrome, headless, without network). The only
// program that is ever started, and only by the `packet` command.
#pragma once

#include <filesystem>
#include <string>

namespace audit {

/// Returns why there is no PDF, one clause without a full stop; "" = `pdf` is there. What the browser says of the time
/// is replaced by `time_utc` (ISO 8601), so that the same page gives the same bytes.
std::string PrintPdf(const std::filesystem::path& page, const std::filesystem::path& pdf, const std::string& time_utc,
                     int max_seconds);

}  // namespace audit
