#include <fmt/core.h>

#include <cstdlib>

#include "parsers/parser.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/document_checks.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  audit::ParseLimits limits;
  limits.max_pages = 20;
  limits.max_part_bytes = 4u << 20;
  limits.max_container_bytes = 8u << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const audit::FormatParser& format : audit::FormatParsers()) {
    if (format.name != AUDIT_FUZZ_FORMAT) continue;
    format.recognizes(bytes, "");
    const std::string broken = audit::BrokenPromise(format.parse(bytes, limits));
    if (!broken.empty()) {
      fmt::print(stderr, "{}\n", broken);
      std::abort();
    }
    return 0;
  }
  std::abort();  // the registry does not know this format
}
