// How words are held decides what they are: one table for each phenomenon, English and Chinese.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classify_fixture.h"

namespace audit {
namespace {

using classify_test::KindsOf;
using classify_test::LabelOf;
using classify_test::TheClassifier;

constexpr auto kApproval = StatementKind::kApprovalClaim;
constexpr auto kStatus = StatementKind::kStatusDisclosure;

struct Case {
  const char* text;
  const char* holds;       ///< a kind that must stand; "" = none asked
  const char* never = "";  ///< a kind that must not stand
};

/// Names the row in the test's name instead of its bytes, which differ from run to run.
void PrintTo(const Case& row, std::ostream* out) { *out << row.text; }

class ContextTable : public testing::TestWithParam<Case> {};

TEST_P(ContextTable, DecidesTheKinds) {
  const Case& row = GetParam();
  const auto kinds = KindsOf(row.text);
  if (*row.holds) {
    EXPECT_THAT(kinds, testing::Contains(std::string(row.holds))) << row.text;
  }
  if (*row.never) {
    EXPECT_THAT(kinds, testing::Not(testing::Contains(std::string(row.never)))) << row.text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Negation, ContextTable,
    testing::Values(
        Case{"Our exosome therapy is FDA-approved.", "approval-claim"},
        Case{"Our exosome therapy is not FDA-approved.", "status-disclosure", "approval-claim"},
        Case{"Our exosome therapy isn't approved by the FDA.", "status-disclosure", "approval-claim"},
        Case{"No exosome product is FDA approved.", "status-disclosure", "approval-claim"},
        Case{"This treatment is neither approved nor cleared by the FDA.", "status-disclosure", "approval-claim"},
        Case{"It has not been, and may never be, approved by the FDA.", "status-disclosure", "approval-claim"},
        Case{"None of our stem cell treatments has been approved by the FDA.", "status-disclosure", "approval-claim"},
        Case{"It is not, and will not be, approved by the FDA.", "status-disclosure", "approval-claim"},
        Case{"Panama's rules don't, and here our stem cell therapy is approved by the ministry.", "approval-claim"},
        Case{"We do not guarantee results.", "results-disclaimer", "guarantee-claim"},
        Case{"It would be an error to describe our exosome injection as FDA-approved.", "", "approval-claim"},
        Case{"It is untrue that our exosome therapy is approved by the FDA.", "", "approval-claim"},
        Case{"Supporters say that it reduces wrinkles.", "", "benefit-claim"},
        Case{"That this infusion cures arthritis remains unproven.", "", "disease-claim"},
        Case{"That exosomes treat eczema has not been demonstrated.", "evidence-limitation", "disease-claim"},
        Case{"外泌體可治療糖尿病之說，仍屬未知。", "", "disease-claim"},
        Case{"本療程已獲衛福部核准。", "approval-claim"},
        Case{"本產品未經衛福部核准。", "status-disclosure", "approval-claim"},
        Case{"外泌體尚未獲美國FDA核准。", "status-disclosure", "approval-claim"},
        Case{"我們不保證效果。", "results-disclaimer", "guarantee-claim"}));

INSTANTIATE_TEST_SUITE_P(
    NegationThatIsTheClaim, ContextTable,
    testing::Values(Case{"Our drip has no side effects.", "safety-claim"},
                    Case{"Zero risk, zero downtime.", "safety-claim"},
                    Case{"Your body cannot reject it.", "safety-claim"},
                    Case{"There is nothing for your body to reject.", "safety-claim"},
                    Case{"Our serum brightens dull skin and refines wrinkles without surgery.", "benefit-claim"},
                    Case{"安全有效，無副作用。", "safety-claim"}, Case{"零風險、零排斥。", "safety-claim"},
                    Case{"保證有效，無效退費。", "guarantee-claim", "results-disclaimer"}));

INSTANTIATE_TEST_SUITE_P(
    LooksLikeNegation, ContextTable,
    testing::Values(Case{"Our therapy is not only FDA-approved but painless.", "approval-claim", "status-disclosure"},
                    Case{"Without a doubt, our exosome therapy is FDA-approved.", "approval-claim"},
                    Case{"本療程不僅經衛福部核准，更獲好評。", "approval-claim", "status-disclosure"}));

INSTANTIATE_TEST_SUITE_P(
    Contrast, ContextTable,
    testing::Values(Case{"While our vials are not FDA-approved, they are clinically proven.", "status-disclosure"},
                    Case{"While our vials are not FDA-approved, they are clinically proven.", "evidence-claim"},
                    Case{"The centrifuge is FDA-cleared; the plasma is not FDA-approved.", "device-clearance"},
                    Case{"The centrifuge is FDA-cleared; the plasma is not FDA-approved.", "status-disclosure",
                         "approval-claim"},
                    Case{"離心機具醫療器材許可證，但外泌體未經核准。", "device-clearance"},
                    Case{"離心機具醫療器材許可證，但外泌體未經核准。", "status-disclosure", "approval-claim"}));

INSTANTIATE_TEST_SUITE_P(
    Questions, ContextTable,
    testing::Values(Case{"Are exosomes FDA approved?", "", "approval-claim"},
                    Case{"Is the treatment safe and effective?", "", "safety-claim"},
                    Case{"Does it cure arthritis?", "", "disease-claim"},
                    Case{"Did you know that our exosome therapy is FDA-approved?", "approval-claim"},
                    Case{"Is our exosome therapy FDA approved? Yes.", "approval-claim"},
                    Case{"Is your exosome therapy FDA approved? No.", "status-disclosure", "approval-claim"},
                    Case{"外泌體經衛福部核准嗎？", "", "approval-claim"},
                    Case{"外泌體療程經衛福部核准了嗎？沒有。", "status-disclosure", "approval-claim"}));

INSTANTIATE_TEST_SUITE_P(Hypotheticals, ContextTable,
                         testing::Values(Case{"If our exosome therapy is approved by the FDA, prices will rise.", "",
                                              "approval-claim"},
                                         Case{"Ask whether the exosome product is approved by the FDA.",
                                              "consumer-guidance", "approval-claim"},
                                         Case{"若外泌體經衛福部核准，價格將調整。", "", "approval-claim"}));

INSTANTIATE_TEST_SUITE_P(
    Mention, ContextTable,
    testing::Values(Case{"Beware of words such as \"miracle cure\" and \"guaranteed results\".", "consumer-guidance",
                         "guarantee-claim"},
                    Case{"Anyone who writes \"FDA-approved\" beside a vial of exosomes has not read the law.", "",
                         "approval-claim"},
                    Case{"看到「保證有效」等字眼，請提高警覺。", "consumer-guidance", "guarantee-claim"}));

INSTANTIATE_TEST_SUITE_P(Attribution, ContextTable,
                         testing::Values(Case{"Some clinics claim that their exosome therapy is FDA-approved.",
                                              "regulatory-context", "approval-claim"},
                                         Case{"Sellers say that it cures arthritis.", "", "disease-claim"},
                                         Case{"部分業者宣稱其外泌體經衛福部核准。", "regulatory-context",
                                              "approval-claim"}));

INSTANTIATE_TEST_SUITE_P(
    Forecast, ContextTable,
    testing::Values(Case{"FDA approval is expected next year.", "approval-forecast", "approval-claim"},
                    Case{"Our therapy will soon be approved by the FDA.", "approval-forecast", "approval-claim"},
                    Case{"預計明年取得衛福部核准。", "approval-forecast", "approval-claim"}));

INSTANTIATE_TEST_SUITE_P(
    Duty, ContextTable,
    testing::Values(Case{"Any such drug must be approved by the FDA before it is sold.", "", "approval-claim"},
                    Case{"Private banks must be licensed by the Human Tissue Authority.", "", "borrowed-authority"}));

INSTANTIATE_TEST_SUITE_P(Lookalikes, ContextTable,
                         testing::Values(Case{"Approved financing in ten minutes.", "", "approval-claim"},
                                         Case{"The cold tub is cleared every night.", "", "device-clearance"},
                                         Case{"Allow a 24-hour cure time for the silicone.", "", "disease-claim"},
                                         Case{"Parking is guaranteed.", "", "guarantee-claim"},
                                         Case{"The safe is in the wardrobe.", "", "safety-claim"}));

TEST(Context, KeepsWhatItDroppedWithItsReason) {
  const Statement asked = TheClassifier().Classify("Are our exosome products approved by the FDA?");
  const Label* label = LabelOf(asked, kApproval);
  ASSERT_NE(label, nullptr);
  EXPECT_FALSE(label->stands);
  EXPECT_EQ(label->stance, Stance::kQuestioned);
  EXPECT_THAT(label->because, testing::HasSubstr("asked"));
}

TEST(Context, NamesTheNegationThatTurnedAnApproval) {
  const Statement statement = TheClassifier().Classify("Our exosome therapy has never been approved by the FDA.");
  const Label* label = LabelOf(statement, kStatus);
  ASSERT_NE(label, nullptr);
  EXPECT_TRUE(label->stands);
  EXPECT_EQ(label->stance, Stance::kNegated);
  EXPECT_THAT(label->cue, testing::HasSubstr("never"));
}

}  // namespace
}  // namespace audit
