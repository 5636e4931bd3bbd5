// Others' words that a document sets up to comment on are not its own.
#include "analyzers/judge/reported_words.h"

#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::Page;
using judge_test::QuotesOf;
using judge_test::Said;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = StatementKind;

/// Two columns; the cells of one row stand side by side.
Page TableOf(const std::vector<std::pair<Said, Said>>& rows) {
  Page page;
  int row = 0;
  for (const auto& [left, right] : rows) {
    ++row;
    int column = 0;
    for (const Said& cell : {left, right}) {
      page.Add(BlockKind::kTableCell, {cell});
      page.document_.blocks.back().table = 1;
      page.document_.blocks.back().row = row;
      page.document_.blocks.back().column = ++column;
    }
  }
  return page;
}

constexpr std::string_view kClaims = "  statement: {kinds: [guarantee-claim, safety-claim]}\n";
const Said kMiracle = {"“Miracle, guaranteed”", {Kind::kGuaranteeClaim}};
const Said kSafe = {"“100% safe”", {Kind::kSafetyClaim}};

TEST(ReportedWords, CellsUnderAHeadingOfSayingsClaimNothing) {
  EXPECT_THAT(FindingsOf(kClaims, TableOf({{{"What you may hear", {}}, {"What to know", {}}},
                                           {kMiracle, {"Nobody can promise that.", {}}},
                                           {kSafe, {"Ask for the risks.", {}}}})),
              IsEmpty());
}

TEST(ReportedWords, CellsBesideCommentsClaimNothing) {
  EXPECT_THAT(FindingsOf(kClaims, TableOf({{kMiracle, {"Beware of this word.", {Kind::kConsumerGuidance}}},
                                           {kSafe, {"No injection is without risk.", {Kind::kRiskDisclosure}}}})),
              IsEmpty());
}

TEST(ReportedWords, PraiseBesideNamesIsTheSellersOwn) {
  EXPECT_THAT(FindingsOf(kClaims, TableOf({{kMiracle, {"Maria, 54", {}}}, {kSafe, {"Joe, 61", {}}}})), SizeIs(2));
}

TEST(ReportedWords, CellWithoutQuotationMarksIsTheSellersOwn) {
  const auto findings = FindingsOf(kClaims, TableOf({{{"Claim", {}}, {"Fact", {}}},
                                                     {kMiracle, {"Nobody can promise that.", {}}},
                                                     {kSafe, {"Ask for the risks.", {}}},
                                                     {{"Results guaranteed", {Kind::kGuaranteeClaim}}, {"", {}}}}));
  EXPECT_THAT(QuotesOf(findings), ElementsAre("Results guaranteed"));
}

TEST(ReportedWords, QuotationOutsideATableIsTheSellersOwn) {
  EXPECT_THAT(FindingsOf(kClaims, Page().Paragraph({kMiracle}).Paragraph({kSafe})), SizeIs(2));
}

TEST(ReportedWords, BarePhrasesAskedOrQuotedAreNoUse) {
  const auto count = [](std::string text) {
    return FindingsOf("  statement: {says: [醫藥級, medical grade]}\n", Page().Paragraph({{std::move(text), {}}}))
        .size();
  };
  EXPECT_EQ(count("Our medical-grade serum"), 1u);
  EXPECT_EQ(count("“Medical-grade serum”"), 1u);
  EXPECT_EQ(count("Is it medical grade?"), 0u);
  EXPECT_EQ(count("Whoever says “medical grade” is selling."), 0u);
  EXPECT_EQ(count("若有人說「醫藥級」，那不是我們的說法。"), 0u);
  EXPECT_EQ(count("醫藥級修護"), 1u);
}

TEST(Quotation, HoldsTheWholeTextOrAPart) {
  EXPECT_TRUE(IsWhollyQuoted("“All of it”"));
  EXPECT_TRUE(IsWhollyQuoted("「全部」"));
  EXPECT_FALSE(IsWhollyQuoted("“One” and “two”"));
  EXPECT_FALSE(IsWhollyQuoted("“”"));
  EXPECT_FALSE(IsWhollyQuoted(""));
  EXPECT_TRUE(IsQuotedWithin("say \"no\" twice", 5));
  EXPECT_FALSE(IsQuotedWithin("say \"no\" twice", 10));
  EXPECT_FALSE(IsQuotedWithin("never “closed", 12));
}

}  // namespace
}  // namespace audit
