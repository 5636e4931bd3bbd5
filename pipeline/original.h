// A document of a stored run as it lies in its archive now, read again without change or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "pipeline/discovery.h"

namespace audit {

struct Original {
  std::string bytes;
  FileStamp stamp;      ///< when it was read
  std::string trouble;  ///< why `bytes` are not those, one clause without a full stop; "" = all is well
};

/// Reads a regular file of at most `max_bytes`, once; links are not followed. It must not change meanwhile.
Original ReadSteadyFile(const std::filesystem::path& file, std::size_t max_bytes);

/// The same, for a file that must still have these bytes; "" = no bytes of it were ever read.
Original ReadOriginal(const std::filesystem::path& file, std::string_view sha256, std::size_t max_bytes);

}  // namespace audit
