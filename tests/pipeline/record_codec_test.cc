#include "pipeline/record_codec.h"

#include <gmock/gmock.h>

namespace audit {
namespace {

TEST(RecordCodec, ClassifiedLineHoldsStandingKindsAndAllLabels) {
  Statement statement;
  statement.text = "FDA approved";
  statement.labels = {
      {StatementKind::kApprovalClaim, Stance::kQuestioned, Subject::kDevice, false, "cue", "because", 0.75}};
  const std::string json = EncodeClassified(7, statement);
  EXPECT_THAT(json, ::testing::StartsWith(R"({"line":7,"text":"FDA approved","kinds":[],"labels":[{)"));
  EXPECT_THAT(json, ::testing::HasSubstr(R"("stance":"questioned","subject":"device","stands":false)"));
}

TEST(RecordCodec, RefusesNumbersThatNoIntegerHolds) {
  RunInfo run;
  run.cpu_seconds = 1.5;
  run.documents_reused = 7;
  std::string json = EncodeRunInfo(run);
  EXPECT_EQ(DecodeRunInfo(json).cpu_seconds, 1.5);
  const std::string seven = R"("documents_reused":7)";
  json.replace(json.find(seven), seven.size(), R"("documents_reused":7e70)");
  EXPECT_THROW(DecodeRunInfo(json), std::runtime_error);
}

}  // namespace
}  // namespace audit
