#include "pipeline/run_log.h"

#include <fmt/core.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace audit {

void LogEvent(std::string_view event, const LogFields& fields) {
  nlohmann::ordered_json line = {{"time", UtcNow()}, {"event", event}};
  for (const auto& [name, value] : fields)
    std::visit([&line, &key = name](const auto& each) { line[key] = each; }, value);
  fmt::print(stderr, "{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  std::fflush(stderr);
}

std::string UtcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

}  // namespace audit
