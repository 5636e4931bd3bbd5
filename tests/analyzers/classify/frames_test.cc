// Whose standing is meant decides the kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/classify/statement_analyzer.h"
#include "classify_fixture.h"

namespace audit {
namespace {

using classify_test::KindsOf;
using classify_test::LabelOf;
using classify_test::TheClassifier;

struct Case {
  const char* text;
  StatementKind kind;
  Subject subject;
};

class FrameTable : public testing::TestWithParam<Case> {};

TEST_P(FrameTable, BindsTheStatusToItsBearer) {
  const Case& row = GetParam();
  const Statement statement = TheClassifier().Classify(row.text);
  const Label* label = LabelOf(statement, row.kind);
  ASSERT_NE(label, nullptr) << row.text;
  EXPECT_TRUE(label->stands) << row.text << "\n" << label->because;
  EXPECT_EQ(label->subject, row.subject) << row.text << "\n" << label->because;
}

INSTANTIATE_TEST_SUITE_P(
    English, FrameTable,
    testing::Values(
        Case{"Our exosome therapy is approved by the FDA.", StatementKind::kApprovalClaim, Subject::kProduct},
        Case{"We offer FDA-approved stem cell injections.", StatementKind::kApprovalClaim, Subject::kProduct},
        Case{"The FDA has approved our exosome serum.", StatementKind::kApprovalClaim, Subject::kProduct},
        Case{"Our serum holds approval from Health Canada.", StatementKind::kApprovalClaim, Subject::kProduct},
        Case{"Our exosome serum was approved by the legal authorities of Panama.", StatementKind::kApprovalClaim,
             Subject::kProduct},
        Case{"Our centrifuge is FDA-cleared.", StatementKind::kDeviceClearance, Subject::kDevice},
        Case{"We use an FDA-cleared microneedling device.", StatementKind::kDeviceClearance, Subject::kDevice},
        Case{"The federal health authority has approved the hospital's stem cell program.",
             StatementKind::kApprovalClaim, Subject::kProduct},
        Case{"Made in an FDA-registered facility.", StatementKind::kBorrowedAuthority, Subject::kFacility},
        Case{"The FDA-registered lab's stem cells are counted twice.", StatementKind::kBorrowedAuthority,
             Subject::kFacility},
        Case{"Our laboratory is licensed by the Ministry of Health.", StatementKind::kBorrowedAuthority,
             Subject::kFacility}));

INSTANTIATE_TEST_SUITE_P(
    Chinese, FrameTable,
    testing::Values(Case{"本院提供經衛福部核准的外泌體療程。", StatementKind::kApprovalClaim, Subject::kProduct},
                    Case{"本療程已獲衛福部核准。", StatementKind::kApprovalClaim, Subject::kProduct},
                    Case{"我們的實驗室通過衛福部認證。", StatementKind::kBorrowedAuthority, Subject::kFacility}));

TEST(Frames, TakeAnApprovalThatIsNotNeededForAnExcuse) {
  const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  const auto kinds = [&](const char* text) {
    Statement statement;
    statement.text = text;
    analyzer.Analyze(statement);
    return KindsOf(statement);
  };
  for (const char* text : {"The FDA doesn't need to approve our stem cells because they come from your own body.",
                           "Our exosomes do not need to be approved by the FDA.", "這些自體幹細胞不需經衛福部核准。"})
    EXPECT_THAT(kinds(text), testing::AllOf(testing::Contains("borrowed-authority"),
                                            testing::Not(testing::Contains("status-disclosure"))))
        << text;
  for (const char* text : {"The FDA has not approved our stem cells.", "Our exosomes do not have FDA approval.",
                           "這些自體幹細胞未經衛福部核准。"})
    EXPECT_THAT(kinds(text), testing::AllOf(testing::Contains("status-disclosure"),
                                            testing::Not(testing::Contains("borrowed-authority"))))
        << text;
}

TEST(Frames, MakeNothingOfTheBareNoun) {
  for (const char* text :
       {"Approval", "What approval means", "Licensed physicians are on call.", "Our dentists are licensed in Texas."}) {
    const Statement statement = TheClassifier().Classify(text);
    for (const Label& label : statement.labels)
      EXPECT_FALSE(label.stands && label.kind == StatementKind::kApprovalClaim) << text << "\n" << label.because;
  }
}

TEST(Frames, AreNotMadeOfTheApprovalOfCounselOrOfDrafts) {
  const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  for (const char* text : {"The page about our serum was approved by counsel.",
                           "Our serum holds the approval of our lawyers.", "We have our serum's draft for approval."}) {
    Statement statement;
    statement.text = text;
    EXPECT_THAT(analyzer.Analyze(statement).frames, testing::IsEmpty()) << text;
  }
}

TEST(Frames, TakeProductsInGeneralForContext) {
  const Statement statement =
      TheClassifier().Classify("FDA-approved stem cell products are made from cord blood for blood disorders.");
  const Label* label = LabelOf(statement, StatementKind::kApprovalClaim);
  EXPECT_TRUE(label == nullptr || !label->stands);
}

}  // namespace
}  // namespace audit
