#include "reporters/utc_time.h"

#include <fmt/format.h>

#include <ctime>

namespace audit {

std::string UtcTime(std::int64_t unix_s) {
  const std::time_t time = unix_s;
  std::tm utc = {};
  if (unix_s == 0 || gmtime_r(&time, &utc) == nullptr) return "";
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900LL, utc.tm_mon + 1, utc.tm_mday,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace audit
