// What every finding keeps, whatever its rule's form: reasons, exemptions, severity, merging, fingerprints, order.
#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::kParking;
using judge_test::PackFolder;
using judge_test::Page;
using judge_test::QuotesOf;
using judge_test::RuleText;
using judge_test::Said;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using Kind = StatementKind;

constexpr std::string_view kWhen = "  statement: {kinds: guarantee-claim}\n";
const Said kSure = {"It always works.", {Kind::kGuaranteeClaim}};
const Said kVaries = {"Results vary.", {Kind::kResultsDisclaimer}};

TEST(Findings, CarryWhatTheRuleSaysAndTheWholeChain) {
  const auto findings =
      FindingsOf(kWhen, Page().Paragraph({kSure}), "unless:\n  - {kinds: results-disclaimer, within: next}\n");
  ASSERT_THAT(findings, SizeIs(1));
  const Finding& finding = findings[0];
  EXPECT_EQ(finding.rule, "house/rule");
  EXPECT_EQ(finding.category, "guarantee");
  EXPECT_EQ(finding.severity, Severity::kHigh);
  EXPECT_EQ(finding.title, "A rule");
  EXPECT_EQ(finding.message, "Do not.");
  EXPECT_EQ(finding.as_of, "2026-01-01");
  ASSERT_THAT(finding.authorities, SizeIs(1));
  EXPECT_EQ(finding.authorities[0].verification, Verification::kVerified);
  EXPECT_EQ(
      finding.reason,
      "\"It always works.\" makes it a statement of kind guarantee-claim: it says so. This is what rule house/rule "
      "(A rule) is about. Nothing excuses it: no results-disclaimer in the same statement or the next.");
}

TEST(Findings, ExemptionHoldsWithinItsReachAlone) {
  const auto count = [](std::string_view within, const Page& page) {
    return FindingsOf(kWhen, page, "unless:\n  - {kinds: results-disclaimer, within: " + std::string(within) + "}\n")
        .size();
  };
  const Page next = Page().Paragraph({kSure, kVaries});
  const Page before = Page().Paragraph({kVaries, kSure});
  const Page far = Page().Paragraph({kSure, kParking, kVaries});
  const Page elsewhere = Page().Paragraph({kSure}).Heading(kParking).Paragraph({kVaries});
  EXPECT_EQ(count("statement", next), 1u);
  EXPECT_EQ(count("next", next), 0u);
  EXPECT_EQ(count("next", before), 1u);
  EXPECT_EQ(count("adjacent", before), 0u);
  EXPECT_EQ(count("next", far), 1u);
  EXPECT_EQ(count("block", far), 0u);
  EXPECT_EQ(count("section", elsewhere), 1u);
  EXPECT_EQ(count("document", elsewhere), 0u);
}

TEST(Findings, StatementCountsOnlyWhereOneOfItsConditionsHolds) {
  const std::string more =
      "only_if:\n  - {says: [always], within: statement}\n  - {kinds: disease-claim, within: document}\n";
  const Said plain = {"It works.", {Kind::kGuaranteeClaim}};
  EXPECT_THAT(FindingsOf(kWhen, Page().Paragraph({plain, kParking}), more), IsEmpty());
  const auto own = FindingsOf(kWhen, Page().Paragraph({kSure}), more);
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_THAT(own[0].reason, ::testing::HasSubstr("it says so. It says \"always\". This is what rule"));
  const auto other =
      FindingsOf(kWhen, Page().Paragraph({plain, kParking, {"Knees heal.", {Kind::kDiseaseClaim}}}), more);
  ASSERT_THAT(other, SizeIs(1));
  EXPECT_THAT(other[0].reason, ::testing::HasSubstr("It counts because the document also says \"Knees heal.\""));
}

TEST(Findings, HiddenTextExcusesNothing) {
  EXPECT_THAT(FindingsOf(kWhen, Page().Paragraph({kSure}).Hidden(kVaries),
                         "unless:\n  - {kinds: results-disclaimer, within: document}\n"),
              SizeIs(1));
}

TEST(Findings, SeverityChangesSayWhy) {
  const auto findings = FindingsOf(kWhen, Page().Role(DocumentRole::kPublisher).Paragraph({kSure}),
                                   "severity_changes:\n  - {to: low, when: {role: publisher}}\n");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].severity, Severity::kLow);
  EXPECT_THAT(findings[0].reason, ::testing::EndsWith("Severity low instead of high: document by a publisher."));
}

TEST(Findings, OfWhoIsNamedByThePackAreOneStepLessSevere) {
  const auto severity = [](DocumentRole role, const std::string& of_rule, bool is_extended = false) {
    PackFolder packs;
    packs.Write("house/pack.yaml",
                "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\nmilder_for: publisher\n");
    std::string rule = RuleText(kWhen);
    rule.replace(rule.find("severity: high"), 14, "severity: " + of_rule);
    packs.Write("house/rule.yaml", rule);
    if (is_extended) packs.Write("house/more.yaml", "extends: house/rule\nseverity: " + of_rule + "\n");
    const Page page = Page().Role(role).Paragraph({kSure});
    return packs.Load().Judge(page.document_, page.analysis_).at(0).severity;
  };
  EXPECT_EQ(severity(DocumentRole::kClinic, "critical"), Severity::kCritical);
  EXPECT_EQ(severity(DocumentRole::kPublisher, "critical"), Severity::kHigh);
  EXPECT_EQ(severity(DocumentRole::kPublisher, "medium"), Severity::kLow);
  EXPECT_EQ(severity(DocumentRole::kPublisher, "low"), Severity::kLow);
  EXPECT_EQ(severity(DocumentRole::kPublisher, "info"), Severity::kInfo);
  EXPECT_EQ(severity(DocumentRole::kPublisher, "critical", true), Severity::kCritical);
}

TEST(Findings, RepeatedStatementIsOneFindingWithSeveralPlaces) {
  const auto findings = FindingsOf(kWhen, Page()
                                              .Paragraph({kSure})
                                              .Paragraph({{"IT  ALWAYS works", {Kind::kGuaranteeClaim}}})
                                              .Paragraph({{"It never fails.", {Kind::kGuaranteeClaim}}}));
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_THAT(findings[0].places, SizeIs(2));
  EXPECT_THAT(findings[0].statements, ElementsAre(0u, 1u));
  EXPECT_THAT(findings[1].places, SizeIs(1));
}

TEST(Findings, PlacesOfOneFindingAreBounded) {
  Page page;
  for (int i = 0; i < 1000; ++i)
    page.Paragraph({kSure});
  const auto findings = FindingsOf(kWhen, page);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_LE(findings[0].places.size(), 200u);
}

TEST(Findings, EndlessDocumentsAreJudgedInLinearTime) {
  Page page;
  std::vector<Said> endless;
  for (int i = 0; i < 30'000; ++i)
    endless.push_back({"Claim " + std::to_string(i), {Kind::kGuaranteeClaim}});
  page.Paragraph(endless);
  for (const std::string_view within : {"document", "section", "block"})
    EXPECT_THAT(
        FindingsOf(kWhen, page, "unless:\n  - {kinds: results-disclaimer, within: " + std::string(within) + "}\n"),
        SizeIs(30'000));
}

TEST(Fingerprint, SurvivesMovesAndEditsElsewhere) {
  const auto fingerprint = [](const Page& page) { return FindingsOf(kWhen, page).at(0).fingerprint; };
  const std::string alone = fingerprint(Page().Paragraph({kSure}));
  EXPECT_THAT(alone, MatchesRegex("[0-9a-f]{16}"));
  EXPECT_EQ(fingerprint(Page().Heading(kParking).Paragraph({kParking, kSure}).Paragraph({kVaries})), alone);
  EXPECT_EQ(fingerprint(Page().Paragraph({{"It ALWAYS  works!", {Kind::kGuaranteeClaim}}})), alone);
  EXPECT_NE(fingerprint(Page().Paragraph({{"It often works.", {Kind::kGuaranteeClaim}}})), alone);
}

TEST(Fingerprint, DiffersBetweenRules) {
  PackFolder packs;
  packs.Write("house/a.yaml", RuleText(kWhen));
  packs.Write("house/b.yaml", RuleText(kWhen));
  const Page page = Page().Paragraph({kSure});
  const auto findings = packs.Load().Judge(page.document_, page.analysis_);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_NE(findings[0].fingerprint, findings[1].fingerprint);
}

TEST(Judge, OrdersBySeverityThenPlaceThenRule) {
  PackFolder packs;
  packs.Write("house/b.yaml", RuleText(kWhen));
  packs.Write("house/a.yaml", RuleText(kWhen));
  std::string worst = RuleText("  statement: {kinds: results-disclaimer}\n");
  worst.replace(worst.find("severity: high"), 14, "severity: critical");
  packs.Write("house/z.yaml", worst);
  const Page page = Page().Paragraph({kSure, {"It never fails.", {Kind::kGuaranteeClaim}}, kVaries});
  std::vector<std::string> order;
  for (const Finding& finding : packs.Load().Judge(page.document_, page.analysis_))
    order.push_back(finding.rule + ": " + finding.places[0].quote);
  EXPECT_THAT(order, ElementsAre("house/z: Results vary.", "house/a: It always works.", "house/b: It always works.",
                                 "house/a: It never fails.", "house/b: It never fails."));
}

TEST(Judge, AsksThePacksOfTheDocumentsJurisdictions) {
  PackFolder packs;
  packs.About("far", "tw");
  packs.Write("house/rule.yaml", RuleText(kWhen));
  packs.Write("far/rule.yaml", RuleText(kWhen));
  const Policy policy(AUDIT_SOURCE_DIR "/analyzers", {packs.Path(), packs.Path("far")});
  const auto rules = [&](std::vector<std::string> jurisdictions) {
    const Page page = Page().Jurisdictions(std::move(jurisdictions)).Paragraph({kSure});
    std::vector<std::string> out;
    for (const Finding& finding : policy.Judge(page.document_, page.analysis_))
      out.push_back(finding.rule);
    return out;
  };
  EXPECT_THAT(rules({"us"}), ElementsAre("house/rule"));
  EXPECT_THAT(rules({"tw"}), ElementsAre("far/rule"));
  EXPECT_THAT(rules({}), ElementsAre("far/rule", "house/rule")) << "unknown: all packs are asked";
  EXPECT_THAT(rules({"ca"}), IsEmpty());
}

}  // namespace
}  // namespace audit
