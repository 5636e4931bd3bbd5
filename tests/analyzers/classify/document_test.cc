// What a statement takes from its neighbours, and facts of the whole document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "analyzers/classify/neighbours.h"
#include "analyzers/classify/statement_analyzer.h"
#include "classify_fixture.h"

namespace audit {
namespace {

using classify_test::DocumentOf;
using classify_test::Find;
using classify_test::KindsOf;
using classify_test::TheClassifier;
using testing::Contains;
using testing::Not;

Analysis Analyze(const std::vector<std::pair<BlockKind, std::string>>& blocks, const DeclaredFacts& declared = {}) {
  return TheClassifier().Analyze(DocumentOf(blocks), declared);
}

TEST(Neighbours, AnswerOfOneWordTakesOverTheQuestion) {
  const auto no = Analyze({{BlockKind::kFaqQuestion, "Are your exosome products FDA approved?"},
                           {BlockKind::kFaqAnswer, "No. They are sold as cosmetics."}});
  ASSERT_NE(Find(no, "No"), nullptr);
  EXPECT_THAT(KindsOf(*Find(no, "No")), Contains("status-disclosure"));
  const auto yes =
      Analyze({{BlockKind::kFaqQuestion, "Are your exosome products FDA approved?"}, {BlockKind::kFaqAnswer, "Yes!"}});
  EXPECT_THAT(KindsOf(*Find(yes, "Yes")), Contains("approval-claim"));
  EXPECT_THAT(KindsOf(*Find(yes, "Are")), Not(Contains("approval-claim")));
}

TEST(Neighbours, AnswerIsAsSureAsAnAnswerIs) {
  for (const auto& [answer, kind] :
       {std::pair{"No.", StatementKind::kStatusDisclosure}, std::pair{"Yes, fully.", StatementKind::kApprovalClaim}}) {
    const auto analysis = Analyze(
        {{BlockKind::kFaqQuestion, "Are your exosome products FDA approved?"}, {BlockKind::kFaqAnswer, answer}});
    const Statement* found = Find(analysis, std::string_view(answer).substr(0, 2));
    ASSERT_NE(found, nullptr) << answer;
    const auto label =
        std::find_if(found->labels.begin(), found->labels.end(), [kind](const Label& one) { return one.kind == kind; });
    ASSERT_NE(label, found->labels.end()) << answer;
    EXPECT_GT(label->confidence, 0.9) << answer << " has not the confidence of the question, which claims nothing";
  }
}

TEST(Neighbours, SignThatUnfoldsAnAnswerIsNoPartOfTheQuestion) {
  const auto analysis = Analyze({{BlockKind::kFaqQuestion, "Are your exosome products FDA approved? +"},
                                 {BlockKind::kFaqAnswer, "No. They are sold as cosmetics."}});
  EXPECT_THAT(KindsOf(*Find(analysis, "No")), Contains("status-disclosure"));
}

TEST(Neighbours, ChineseAnswerTakesOverTheQuestion) {
  const auto no =
      Analyze({{BlockKind::kFaqQuestion, "外泌體療程經衛福部核准了嗎？"}, {BlockKind::kFaqAnswer, "沒有。"}});
  EXPECT_THAT(KindsOf(*Find(no, "沒有")), Contains("status-disclosure"));
}

TEST(Neighbours, DeniedHarmIsASafetyClaimAndNothingElse) {
  for (const auto& [question, answer] :
       {std::pair{"外泌體有副作用嗎？", "沒有。"}, std::pair{"外泌體會不會有風險？", "完全沒有。"},
        std::pair{"Do your exosomes have any side effects?", "None that we know of."},
        std::pair{"What are the risks of exosomes?", "None."}}) {
    const auto analysis = Analyze({{BlockKind::kFaqQuestion, question}, {BlockKind::kFaqAnswer, answer}});
    EXPECT_THAT(KindsOf(*Find(analysis, question)), testing::IsEmpty()) << question;
    EXPECT_THAT(KindsOf(*Find(analysis, answer)), testing::ElementsAre("safety-claim")) << question;
  }
}

/// The kinds of an answer that was given a guess beside what its question asked.
std::set<std::string> KindsOfAnswer(std::string_view answer) {
  static const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  std::vector<Statement> statements(2);
  statements[0].text = "Are there any side effects?";
  statements[1].text = answer;
  std::vector<StatementView> views;
  for (Statement& statement : statements)
    views.push_back(analyzer.Analyze(statement));
  statements[1].labels.push_back({.kind = StatementKind::kStatusDisclosure, .cue = "guessed", .because = "A guess."});
  ReadNeighbours(analyzer.Ids(), views, statements);
  return KindsOf(statements[1]);
}

TEST(Neighbours, BareAnswerSaysNothingThatWasNotAsked) {
  EXPECT_THAT(KindsOfAnswer("None."), testing::ElementsAre("safety-claim"));
  EXPECT_THAT(KindsOfAnswer("None, as it is no medicine."), testing::ElementsAre("safety-claim", "status-disclosure"));
  EXPECT_THAT(KindsOfAnswer("Perhaps."), testing::ElementsAre("status-disclosure"));
}

TEST(Neighbours, AnswerThatGoesOnKeepsWhatElseItSays) {
  const auto analysis = Analyze({{BlockKind::kFaqQuestion, "Are there any side effects?"},
                                 {BlockKind::kFaqAnswer, "None, and your knee arthritis will be cured for good."}});
  EXPECT_THAT(KindsOf(*Find(analysis, "None")), testing::IsSupersetOf({"safety-claim", "disease-claim"}));
}

TEST(Neighbours, WhatAQuestionNamesIsSaidToBeGone) {
  for (const auto& [question, answer] :
       {std::pair{"Neuropathy?", "Gone."}, std::pair{"Knee arthritis?", "Sorted in a week."},
        std::pair{"Tired of migraine?", "History!"}, std::pair{"膝關節炎？", "不見了。"}}) {
    const auto analysis = Analyze({{BlockKind::kParagraph, question}, {BlockKind::kParagraph, answer}});
    EXPECT_THAT(KindsOf(*Find(analysis, answer)), Contains("disease-claim")) << question;
  }
}

TEST(Neighbours, AnswerOfAnotherMatterIsNoDiseaseClaim) {
  for (const auto& [question, answer] :
       {std::pair{"Neuropathy?", "Gone are the days of guessing."},
        std::pair{"Knee arthritis?", "Fixed hours on Monday."}, std::pair{"Parking?", "Sorted."},
        std::pair{"Is neuropathy never treated here?", "Gone."}}) {
    const auto analysis = Analyze({{BlockKind::kParagraph, question}, {BlockKind::kParagraph, answer}});
    EXPECT_THAT(KindsOf(*Find(analysis, answer)), Not(Contains("disease-claim"))) << question;
  }
}

TEST(Neighbours, ListUnderConditionsIsADiseaseClaim) {
  const auto analysis = Analyze({{BlockKind::kHeading, "Conditions we treat"},
                                 {BlockKind::kListItem, "Knee osteoarthritis"},
                                 {BlockKind::kListItem, "Diabetes"},
                                 {BlockKind::kHeading, "Where we are"},
                                 {BlockKind::kListItem, "Lisbon"}});
  EXPECT_THAT(KindsOf(*Find(analysis, "Knee")), Contains("disease-claim"));
  EXPECT_THAT(KindsOf(*Find(analysis, "Diabetes")), Contains("disease-claim"));
  EXPECT_THAT(KindsOf(*Find(analysis, "Lisbon")), testing::IsEmpty());
}

TEST(Neighbours, ChineseListUnderIndicationsIsADiseaseClaim) {
  const auto analysis = Analyze({{BlockKind::kHeading, "適應症"}, {BlockKind::kListItem, "退化性關節炎"}});
  EXPECT_THAT(KindsOf(*Find(analysis, "關節炎")), Contains("disease-claim"));
}

TEST(Neighbours, ListUnderRisksDisclosesRisks) {
  const auto analysis = Analyze({{BlockKind::kHeading, "Risks"}, {BlockKind::kListItem, "Migraine"}});
  EXPECT_THAT(KindsOf(*Find(analysis, "Migraine")), Contains("risk-disclosure"));
  EXPECT_THAT(KindsOf(*Find(analysis, "Migraine")), Not(Contains("disease-claim")));
}

TEST(Facts, AreDecidedFromTheText) {
  const auto analysis = Analyze({{BlockKind::kParagraph,
                                  "Our clinic in Miami, Florida offers stem cell therapy. Our doctors inject patients "
                                  "with knee pain. The FDA has not approved this treatment. Our patients love it."}});
  EXPECT_THAT(analysis.facts.jurisdictions, testing::ElementsAre("us"));
  EXPECT_EQ(analysis.facts.track, ProductTrack::kTherapeutic);
  EXPECT_EQ(analysis.facts.role, DocumentRole::kClinic);
  EXPECT_EQ(analysis.facts.language, "en");
  EXPECT_GE(analysis.facts.because.size(), 4u);
}

TEST(Facts, OfAChineseCosmeticAreTaiwans) {
  const auto analysis = Analyze({{BlockKind::kParagraph,
                                  "本產品為化粧品，含外泌體精華，提亮膚質、淡化細紋、縮小毛孔。每日保養使用面膜與精華，"
                                  "讓肌膚水潤。製造商位於台灣新竹，總代理經銷，成分標示於包裝。"}});
  EXPECT_THAT(analysis.facts.jurisdictions, testing::ElementsAre("tw"));
  EXPECT_EQ(analysis.facts.track, ProductTrack::kCosmetic);
  EXPECT_EQ(analysis.facts.role, DocumentRole::kManufacturer);
  EXPECT_EQ(analysis.facts.language, "zh-Hant");
}

TEST(Facts, ForeignAgencyMovesNoChineseTextAbroadButPlacesDo) {
  const auto claimed =
      Analyze({{BlockKind::kParagraph, "康美外泌體精華，榮獲美國FDA認證，安心使用。通過美國FDA核准，七天見效。"}});
  EXPECT_THAT(claimed.facts.jurisdictions, testing::ElementsAre("tw"));
  const auto abroad = Analyze(
      {{BlockKind::kParagraph, "我們的診所位於美國加州洛杉磯，幹細胞療程獲FDA核准。美國加州的患者可直接預約。"}});
  EXPECT_THAT(abroad.facts.jurisdictions, testing::Contains("us"));
}

TEST(Facts, ACosmeticThatClaimsAgainstDiseasesIsNoMedicine) {
  const auto analysis = Analyze({{BlockKind::kHeading, "Lumia Exosome Serum"},
                                 {BlockKind::kParagraph, "One drop of serum at night. Heals acne scars."},
                                 {BlockKind::kParagraph, "Calms eczema, psoriasis and rosacea. Ends dermatitis."},
                                 {BlockKind::kParagraph, "Not for injection and not meant to treat any disease."}});
  EXPECT_EQ(analysis.facts.track, ProductTrack::kCosmetic) << testing::PrintToString(analysis.facts.because);
}

TEST(Facts, OneFormSufficesWhereNoMedicineStandsBesideIt) {
  const auto facts = [](const std::string& more) {
    return Analyze({{BlockKind::kHeading, "Lumia Exosome Serum"},
                    {BlockKind::kParagraph, "For fine lines and wrinkles, psoriasis and eczema. " + more}})
        .facts;
  };
  EXPECT_EQ(facts("Two drops at night.").track, ProductTrack::kCosmetic);
  EXPECT_EQ(facts("Not for injection and not meant to treat any disease.").track, ProductTrack::kCosmetic);
  EXPECT_NE(facts("Our physicians inject it.").track, ProductTrack::kCosmetic);
}

TEST(Facts, AClinicThatTreatsScalpsByNeedleSellsNoCosmetic) {
  const auto analysis =
      Analyze({{BlockKind::kHeading, "Exosome scalp program"},
               {BlockKind::kParagraph,
                "Thinning hair has many causes, so a physician looks at your scalp first. Microneedling "
                "then opens the scalp for the exosomes."}});
  EXPECT_EQ(analysis.facts.track, ProductTrack::kTherapeutic) << testing::PrintToString(analysis.facts.because);
}

TEST(Facts, ASerumAfterANeedleIsNotTheOffer) {
  const auto analysis = Analyze({{BlockKind::kHeading, "After your exosome injection"},
                                 {BlockKind::kParagraph,
                                  "Our physicians inject exosomes for psoriasis. Patients with eczema may use the "
                                  "serum and the shampoo from the second day."}});
  EXPECT_NE(analysis.facts.track, ProductTrack::kCosmetic) << testing::PrintToString(analysis.facts.because);
}

std::string Repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i)
    out += text;
  return out;
}

std::string OfOldBooks(int times) {
  return Repeated(
      "The statute gave the author an exclusive right to print the book, and readers could copy it without fear. "
      "Patients of the old printers joined them. The court called it the most powerful remedy in the country. ",
      times);
}

bool HasLabels(const Analysis& analysis) {
  return std::any_of(analysis.statements.begin(), analysis.statements.end(),
                     [](const Statement& statement) { return !statement.labels.empty(); });
}

TEST(Facts, TextsAboutOtherThingsHaveNoTrackAndAreNotClassified) {
  const auto analysis = Analyze({{BlockKind::kParagraph, OfOldBooks(8)}});
  EXPECT_EQ(analysis.facts.track, ProductTrack::kUnknown);
  EXPECT_THAT(analysis.facts.role, testing::AnyOf(DocumentRole::kUnknown, DocumentRole::kPublisher));
  EXPECT_EQ(analysis.statements.size(), 24U);
  EXPECT_FALSE(HasLabels(analysis));
  EXPECT_THAT(analysis.facts.not_classified, testing::HasSubstr("0 of its "));
}

TEST(Facts, ADeclaredTrackHasATextAboutOtherThingsClassified) {
  DeclaredFacts declared;
  declared.track = ProductTrack::kTherapeutic;
  const auto analysis = Analyze({{BlockKind::kParagraph, OfOldBooks(8) + "Our pills cure arthritis."}}, declared);
  EXPECT_THAT(KindsOf(*Find(analysis, "Our pills")), Contains("disease-claim"));
  EXPECT_EQ(analysis.facts.not_classified, "");
}

TEST(Facts, AProductBesideOtherThingsHasAllOfThemClassified) {
  const auto analysis =
      Analyze({{BlockKind::kParagraph, OfOldBooks(8) + "Our clinic's exosome injections cure arthritis."}});
  EXPECT_TRUE(HasLabels(analysis));
}

TEST(Facts, MedicineOutsideTheFieldHasNoTrack) {
  const auto analysis = Analyze(
      {{BlockKind::kParagraph, Repeated("This booklet explains surgery and chemotherapy for breast cancer. Most "
                                        "patients have an injection every three weeks. ",
                                        20)}});
  EXPECT_EQ(analysis.facts.track, ProductTrack::kUnknown);
}

TEST(Facts, SellersWordsAreNoRegulatorsLetter) {
  const auto analysis =
      Analyze({{BlockKind::kParagraph,
                "Dear Sir, this letter is about our exosome therapy. Our clinic treats arthritis. Our "
                "doctors and our patients agree. Call us about stem cells. Warning letters are for "
                "others. Our clinic cures back pain."}});
  EXPECT_EQ(analysis.facts.role, DocumentRole::kClinic);
  EXPECT_THAT(KindsOf(*Find(analysis, "cures back pain")), Contains("disease-claim"));
}

TEST(Facts, DeclaredOnesWin) {
  DeclaredFacts declared;
  declared.jurisdictions = {"us", "tw"};
  declared.track = ProductTrack::kMixed;
  declared.role = DocumentRole::kBroker;
  const auto analysis = Analyze({{BlockKind::kParagraph, "Our clinic in Florida treats knee pain."}}, declared);
  EXPECT_THAT(analysis.facts.jurisdictions, testing::ElementsAre("tw", "us"));
  EXPECT_EQ(analysis.facts.track, ProductTrack::kMixed);
  EXPECT_EQ(analysis.facts.role, DocumentRole::kBroker);
}

TEST(Analyze, KeepsStatementsWithoutLabelsAndIsDeterministic) {
  const std::vector<std::pair<BlockKind, std::string>> blocks = {
      {BlockKind::kHeading, "Opening hours"},
      {BlockKind::kParagraph, "We open at nine. Our exosome serum is FDA-approved."}};
  const auto first = Analyze(blocks);
  const auto second = Analyze(blocks);
  ASSERT_EQ(first.statements.size(), 3u);
  for (std::size_t i = 0; i < first.statements.size(); ++i) {
    EXPECT_EQ(first.statements[i].text, second.statements[i].text);
    EXPECT_EQ(KindsOf(first.statements[i]), KindsOf(second.statements[i]));
  }
}

}  // namespace
}  // namespace audit
