// One misread line must not accuse a document that otherwise discloses, warns or claims nothing; one clear claim must.
#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::kHeals;
using judge_test::kParking;
using judge_test::Page;
using judge_test::QuotesOf;
using judge_test::Said;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = StatementKind;

constexpr std::string_view kWhen = "  statement: {kinds: [disease-claim, safety-claim, guarantee-claim]}\n";
const Said kWarning = {"Risks include infection.", {Kind::kRiskDisclosure}};

/// A claim of this confidence among `warnings` disclosures and as many plain sentences.
Page Careful(double confidence, int warnings = 4) {
  Page page = Page().Paragraph({kHeals});
  page.analysis_.statements[0].labels[0].confidence = confidence;
  for (int i = 0; i < warnings; ++i)
    page.Paragraph({kWarning, kParking});
  return page;
}

/// The same sentence among other claims, most of the text.
Page Selling(double confidence) {
  Page page = Page().Paragraph({kHeals});
  page.analysis_.statements[0].labels[0].confidence = confidence;
  for (int i = 0; i < 8; ++i)
    page.Paragraph({{"It is the best.", {Kind::kSuperiorityClaim}}});
  return page;
}

TEST(Tone, CarefulDocumentIsAccusedOfWhatIsSureAlone) {
  EXPECT_THAT(FindingsOf(kWhen, Careful(0.79)), IsEmpty());
  EXPECT_THAT(FindingsOf(kWhen, Careful(0.81)), SizeIs(1));
  EXPECT_THAT(FindingsOf(kWhen, Careful(1)), SizeIs(1));
}

TEST(Tone, DocumentThatSellsIsTakenAtItsWord) {
  EXPECT_THAT(FindingsOf(kWhen, Selling(0.55)), SizeIs(1));
  EXPECT_THAT(FindingsOf(kWhen, Selling(0.1)), SizeIs(1));
}

TEST(Tone, FewSentencesShowNone) { EXPECT_THAT(FindingsOf(kWhen, Careful(0.3, 1)), SizeIs(1)); }

TEST(Tone, HeadingAboveNoClaimNamesATopic) {
  Page page = Page().Heading({"Stem cells for knees", {Kind::kDiseaseClaim}});
  for (int i = 0; i < 4; ++i)
    page.Paragraph({kWarning, kParking});
  EXPECT_THAT(FindingsOf(kWhen, page), IsEmpty());
  page.Paragraph({{"Exosomes are harmless.", {Kind::kSafetyClaim}}});
  EXPECT_THAT(QuotesOf(FindingsOf(kWhen, page)), ElementsAre("Stem cells for knees", "Exosomes are harmless."));
}

TEST(Tone, ClearanceOfADeviceMakesNoHeadingAClaimOfEffect) {
  Page page = Page().Heading({"Stem cells for knees", {Kind::kDiseaseClaim}});
  page.Paragraph({{"Our centrifuge is cleared.", {Kind::kDeviceClearance}}});
  for (int i = 0; i < 4; ++i)
    page.Paragraph({kWarning, kParking});
  EXPECT_THAT(FindingsOf(kWhen, page), IsEmpty());
}

TEST(Tone, AgainstManyDisclosuresALoneClaimMustBeNearlySure) {
  EXPECT_THAT(FindingsOf(kWhen, Careful(0.85, 8)), IsEmpty());
  EXPECT_THAT(FindingsOf(kWhen, Careful(0.95, 8)), SizeIs(1));
}

TEST(Tone, ClaimsOfOneSentenceBearOneAnotherOut) {
  const auto page = [](double of_disease, double of_proof) {
    Page out = Page().Paragraph({{"Exosomes are proven to heal knees.", {Kind::kDiseaseClaim, Kind::kEvidenceClaim}}});
    out.analysis_.statements[0].labels[0].confidence = of_disease;
    out.analysis_.statements[0].labels[1].confidence = of_proof;
    for (int i = 0; i < 4; ++i)
      out.Paragraph({kWarning, kParking});
    return out;
  };
  EXPECT_THAT(FindingsOf(kWhen, page(0.7, 0.7)), SizeIs(1));
  EXPECT_THAT(FindingsOf(kWhen, page(0.7, 0.3)), IsEmpty());
  EXPECT_THAT(FindingsOf(kWhen, page(0.5, 0.79)), IsEmpty());
}

TEST(Tone, WhoOffersNothingReportsStudies) {
  judge_test::PackFolder packs;
  packs.Write("house/pack.yaml",
              "title: House\njurisdiction: us\nas_of: 2026-01-01\nversion: \"1\"\n"
              "offers: [our clinic]\nreports: [trials]\n");
  packs.Write("house/rule.yaml", judge_test::RuleText("  statement: {kinds: [disease-claim, guarantee-claim]}\n"));
  const Policy policy = packs.Load();
  const Said report = {"In trials exosomes healed knees.", {Kind::kDiseaseClaim}};
  const auto quotes = [&policy](Page page) { return QuotesOf(policy.Judge(page.document_, page.analysis_)); };
  EXPECT_THAT(quotes(Page().Paragraph({report, kParking})), IsEmpty());
  EXPECT_THAT(quotes(Page().Paragraph({kHeals, kParking})), ElementsAre(kHeals.text));
  EXPECT_THAT(quotes(Page().Paragraph({report, {"Our clinic opens at nine.", {}}})), ElementsAre(report.text));
  EXPECT_THAT(quotes(Page().Role(DocumentRole::kClinic).Paragraph({report})), ElementsAre(report.text));
  EXPECT_THAT(quotes(Page().Paragraph({report, {"It never fails.", {Kind::kGuaranteeClaim}}})),
              ElementsAre(report.text, "It never fails."));
  EXPECT_THAT(quotes(Page().Paragraph({{"Success in all trials.", {Kind::kGuaranteeClaim}}})),
              ElementsAre("Success in all trials."));
}

TEST(ContradictionForm, HoldsADocumentToWhatItSurelySays) {
  const std::string when =
      "  contradiction:\n    pairs:\n      - {claim: {kinds: safety-claim}, denial: {kinds: risk-disclosure}, because: "
      "What has risks is not free of them.}\n";
  const Said safe = {"Exosomes are harmless.", {Kind::kSafetyClaim}};
  for (const auto& [of_claim, of_denial, found] : {std::tuple(0.9, 0.9, 1u), {0.6, 0.9, 0u}, {0.9, 0.6, 0u}}) {
    Page page = Page().Paragraph({safe, kWarning});
    page.analysis_.statements[0].labels[0].confidence = of_claim;
    page.analysis_.statements[1].labels[0].confidence = of_denial;
    EXPECT_THAT(FindingsOf(when, page), SizeIs(found)) << of_claim << " " << of_denial;
  }
}

TEST(MissingForm, ADisclosureThatIsUnlikelySatisfiesNothing) {
  const std::string when =
      "  missing:\n    required_when: {kinds: disease-claim}\n    satisfied_by: {kinds: risk-disclosure}\n";
  Page page = Page().Paragraph({kHeals, kWarning});
  page.analysis_.statements[1].labels[0].confidence = 0.35;
  EXPECT_THAT(FindingsOf(when, page), SizeIs(1));
  page.analysis_.statements[1].labels[0].confidence = 0.45;
  EXPECT_THAT(FindingsOf(when, page), IsEmpty());
}

TEST(Tone, DenialIsNoClaimUnlessItIsTheClaim) {
  Page page = Page().Paragraph({{"We do not tell you that knees will heal.", {Kind::kDiseaseClaim}},
                                {"There is no risk.", {Kind::kSafetyClaim}}});
  for (Statement& statement : page.analysis_.statements)
    statement.labels[0].stance = Stance::kNegated;
  EXPECT_THAT(QuotesOf(FindingsOf(kWhen, page)), ElementsAre("There is no risk."));
  EXPECT_THAT(FindingsOf("  statement: {kinds: disease-claim, stance: negated}\n", page), SizeIs(1));
}

TEST(MissingForm, WhatRequiresNothingAloneDoesWithAnother) {
  const std::string when =
      "  missing:\n    required_when: {kinds: disease-claim}\n    required_when_twice: {kinds: [borrowed-authority, "
      "device-clearance]}\n    satisfied_by: {kinds: status-disclosure}\n";
  const Said lab = {"Our lab is registered.", {Kind::kBorrowedAuthority}};
  const Said device = {"Our centrifuge is cleared.", {Kind::kDeviceClearance}};
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({lab, kParking})), IsEmpty());
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({lab, device})), SizeIs(1));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({kParking, kHeals})), SizeIs(1));
  EXPECT_THAT(FindingsOf(when, Page().Paragraph({lab, device, {"Not approved.", {Kind::kStatusDisclosure}}})),
              IsEmpty());
}

}  // namespace
}  // namespace audit
