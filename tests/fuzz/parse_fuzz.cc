#include "tests/fuzz/check_parsing.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  audit::CheckParsing(AUDIT_FUZZ_FORMAT, {reinterpret_cast<const char*>(data), size});
  return 0;
}
