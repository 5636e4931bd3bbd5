#include "pipeline/run_summary.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace audit {
namespace {

TEST(RunSummary, ReadsBackWhatItWrote) {
  RunSummary summary;
  summary.documents = 64;
  summary.findings[Severity::kHigh] = 7;
  const RunSummary read = DecodeSummary(EncodeSummary(summary));
  EXPECT_EQ(read.documents, 64U);
  EXPECT_EQ(read.findings.at(Severity::kHigh), 7U);
}

TEST(RunSummary, RefusesNumbersThatNoIntegerHolds) {
  RunSummary summary;
  summary.documents = 64;
  std::string json = EncodeSummary(summary);
  const std::string count = R"("documents":64)";
  json.replace(json.find(count), count.size(), R"("documents":64e70)");
  EXPECT_THROW(DecodeSummary(json), std::runtime_error);
}

}  // namespace
}  // namespace audit
