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

}  // namespace
}  // namespace audit
