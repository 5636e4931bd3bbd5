// Times as every report writes them.
#pragma once

#include <cstdint>
#include <string>

namespace audit {

/// "2026-01-31T09:30:00Z"; "" for 0, which stands for an unknown time.
std::string UtcTime(std::int64_t unix_s);

}  // namespace audit
