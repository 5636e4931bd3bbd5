// --json-log: what happens in a run as one JSON object a line on standard error, for schedulers and log collectors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace audit {

using LogValue = std::variant<std::string, std::int64_t>;
using LogFields = std::vector<std::pair<std::string, LogValue>>;

/// {"time":"2026-01-31T02:00:00Z","event":"document","path":"a.pdf",...}
void LogEvent(std::string_view event, const LogFields& fields);

/// Now, ISO 8601 in UTC, to the second.
std::string UtcNow();

}  // namespace audit
