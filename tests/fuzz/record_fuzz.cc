#include <cstdlib>
#include <exception>
#include <string>

#include "pipeline/reading.h"
#include "pipeline/record_codec.h"
#include "pipeline/record_pack.h"
#include "pipeline/run_summary.h"
#include "tests/fuzz/fuzz_target.h"

// What a worker answers, and what lies in the database of a run that somebody hands over.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const std::string packed = audit::EncodeRecord(audit::DecodeRecord(bytes));
    if (audit::EncodeRecord(audit::DecodeRecord(packed)) != packed) std::abort();
  } catch (const std::exception&) {  // refused
  }
  try {
    const std::string packed = audit::PackReading(audit::UnpackReading(bytes));
    if (audit::PackReading(audit::UnpackReading(packed)) != packed) std::abort();
  } catch (const std::exception&) {
  }
  try {
    audit::DecodeRunInfo(bytes);
  } catch (const std::exception&) {
  }
  try {
    audit::DecodeSummary(std::string(bytes));
  } catch (const std::exception&) {
  }
  return 0;
}
