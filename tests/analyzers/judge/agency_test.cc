// Whose regulator a claim of approval leans on.
#include "analyzers/judge/agency.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "judge_dsl.h"

namespace audit {
namespace {

using Kind = StatementKind;
using judge_test::Page;
using testing::ElementsAre;
using testing::IsEmpty;

/// Quotes of the approval claims that are taken for `agency`'s.
std::vector<std::string> ClaimsOf(const std::string& agency, const Page& page) {
  judge_test::PackFolder packs;
  packs.Write("house/pack.yaml",
              "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n"
              "home: [fda]\nforeign: [japan*, mexic*, turk*]\n");
  packs.Write("house/rule.yaml",
              judge_test::RuleText("  statement: {kinds: approval-claim, agency: " + agency + "}\n"));
  return judge_test::QuotesOf(packs.Load().Judge(page.document_, page.analysis_));
}

TEST(Agency, OneThatIsNamedToBeDeniedIsNotTheClaims) {
  const std::string contrast = "Not FDA-approved, but approved in Japan.";
  const Page page = Page().Paragraph({{contrast, {Kind::kApprovalClaim, Kind::kStatusDisclosure}, "us"}});
  EXPECT_THAT(ClaimsOf("foreign", page), ElementsAre(contrast));
  EXPECT_THAT(ClaimsOf("home", page), IsEmpty());
}

TEST(Agency, HomeOneBesideAForeignOneStaysTheClaims) {
  const std::string both = "Approved by the FDA and in Japan.";
  EXPECT_THAT(ClaimsOf("home", Page().Paragraph({{both, {Kind::kApprovalClaim}, "us"}})), ElementsAre(both));
}

TEST(Agency, PlaceOfTheReaderIsNoAgency) {
  const std::string imported = "Approved in Japan, now in Dallas.";
  EXPECT_THAT(ClaimsOf("foreign", Page().Paragraph({{imported, {Kind::kApprovalClaim}, "us"}})), ElementsAre(imported));
  const std::string local = "Approved, and now in Dallas.";
  EXPECT_THAT(ClaimsOf("home", Page().Paragraph({{local, {Kind::kApprovalClaim}, "us"}})), ElementsAre(local));
}

TEST(Agency, AnotherCountrysOfTheSameNameIsForeign) {
  const std::string named = "Approved by Mexico's FDA.";
  const std::string compared = "A Turkish ministry stricter than the FDA approved it.";
  const Page page = Page().Paragraph({{named, {Kind::kApprovalClaim}, "us"}, {compared, {Kind::kApprovalClaim}, "us"}});
  EXPECT_THAT(ClaimsOf("foreign", page), ElementsAre(named, compared));
  const std::string aside = "Not by the FDA, but approved in Japan.";
  EXPECT_THAT(ClaimsOf("foreign", Page().Paragraph({{aside, {Kind::kApprovalClaim}, "us"}})), ElementsAre(aside));
  const std::string two = "Approved by Mexico's FDA and by the US FDA.";
  EXPECT_THAT(ClaimsOf("home", Page().Paragraph({{two, {Kind::kApprovalClaim}, "us"}})), ElementsAre(two));
}

TEST(Agency, OfAHeadingIsThatOfItsList) {
  const auto page = [](const std::string& second) {
    return Page()
        .Add(BlockKind::kHeading, {{"Where we are approved", {Kind::kApprovalClaim}}})
        .Add(BlockKind::kListItem, {{"Japan", {}}})
        .Add(BlockKind::kListItem, {{second, {}}})
        .Paragraph({{"We are in Turkey.", {}}});
  };
  EXPECT_THAT(ClaimsOf("foreign", page("Elsewhere")), ElementsAre("Where we are approved"));
  EXPECT_THAT(ClaimsOf("home", page("By the FDA")), ElementsAre("Where we are approved"));
}

TEST(Agency, OfAnAnswerOrACellIsThatOfTheOneBefore) {
  EXPECT_THAT(ClaimsOf("foreign", Page()
                                      .Add(BlockKind::kFaqQuestion, {{"Is it approved in Mexico?", {}}})
                                      .Add(BlockKind::kFaqAnswer, {{"Yes.", {Kind::kApprovalClaim}}})),
              ElementsAre("Yes."));
  EXPECT_THAT(ClaimsOf("foreign", Page()
                                      .Add(BlockKind::kTableCell, {{"Japan", {}}})
                                      .Add(BlockKind::kTableCell, {{"Approved", {Kind::kApprovalClaim}}})),
              ElementsAre("Approved"));
  EXPECT_THAT(
      ClaimsOf("none",
               Page().Paragraph({{"We are in Japan.", {}}}).Paragraph({{"It is approved.", {Kind::kApprovalClaim}}})),
      ElementsAre("It is approved."));
}

}  // namespace
}  // namespace audit
