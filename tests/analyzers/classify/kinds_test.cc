// At least one plain wording of each kind in both languages, and what every label must bring along.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/classify/statement_analyzer.h"
#include "classify_fixture.h"

namespace audit {
namespace {

using classify_test::KindsOf;
using classify_test::TheClassifier;

struct Case {
  const char* text;
  const char* kind;
};

constexpr Case kPlain[] = {
    {"Our exosome therapy is FDA-approved.", "approval-claim"},
    {"本療程已獲衛福部核准。", "approval-claim"},
    {"Processed in an ISO 13485 certified laboratory.", "borrowed-authority"},
    {"本品於符合 PIC/S GMP 之製造廠生產。", "borrowed-authority"},
    {"The laser is FDA-cleared.", "device-clearance"},
    {"離心機領有醫療器材許可證。", "device-clearance"},
    {"Stem cells relieve arthritis and back pain.", "disease-claim"},
    {"治療關節炎與糖尿病。", "disease-claim"},
    {"Boosts collagen and smooths wrinkles.", "benefit-claim"},
    {"淡化細紋、提亮膚色。", "benefit-claim"},
    {"New hair in six months or your money back.", "guarantee-claim"},
    {"保證有效，無效退費。", "guarantee-claim"},
    {"100% safe with no side effects.", "safety-claim"},
    {"無副作用，安全有效。", "safety-claim"},
    {"Backed by 60 peer-reviewed papers.", "evidence-claim"},
    {"經臨床證實有效。", "evidence-claim"},
    {"The only exosome clinic in the country.", "superiority-claim"},
    {"全台唯一外泌體診所。", "superiority-claim"},
    {"\"My knee feels twenty years younger and I walk again.\"", "testimonial"},
    {"真人實測，使用前後對比。", "testimonial"},
    {"FDA approval is expected in 2027.", "approval-forecast"},
    {"預計明年取得核准。", "approval-forecast"},
    {"This product has not been evaluated by the FDA.", "status-disclosure"},
    {"本產品非藥品，不具醫療效能。", "status-disclosure"},
    {"Individual results may vary.", "results-disclaimer"},
    {"效果因人而異。", "results-disclaimer"},
    {"This page is for information only and is not medical advice.", "advice-disclaimer"},
    {"使用前請諮詢醫師。", "advice-disclaimer"},
    {"We are a travel agency and do not provide medical care.", "role-disclosure"},
    {"本公司非醫療機構，不提供診斷。", "role-disclosure"},
    {"Risks include infection, bleeding and nerve injury.", "risk-disclosure"},
    {"可能造成感染、紅腫、瘀青。", "risk-disclosure"},
    {"There is little evidence from controlled trials.", "evidence-limitation"},
    {"目前缺乏大型人體試驗證據。", "evidence-limitation"},
    {"You will take part in a clinical trial approved by an ethics committee.", "research-status"},
    {"本試驗業經倫理委員會審查同意。", "research-status"},
    {"The FDA has warned companies that sell exosomes.", "regulatory-context"},
    {"依再生醫療法規定，應取得書面同意。", "regulatory-context"},
    {"Ask the clinic to see the lot number before you pay.", "consumer-guidance"},
    {"簽約前請確認退費條款。", "consumer-guidance"},
};

TEST(Kinds, AreFoundInPlainWordings) {
  for (const Case& row : kPlain)
    EXPECT_THAT(KindsOf(row.text), testing::Contains(row.kind)) << row.text;
}

TEST(Kinds, AreNoneForOrdinaryWords) {
  for (const char* text : {"Open Monday to Friday, nine to five.", "Parking is behind the building.",
                           "週一至週五營業。", "Exosomes are small vesicles released by cells.", "Risks",
                           "Dr. Lee studied in Boston.", "Store below 25 degrees.", "請於十分鐘前抵達。"})
    EXPECT_THAT(KindsOf(text), testing::IsEmpty()) << text;
}

TEST(Labels, AlwaysQuoteTheirCueAndSayWhy) {
  for (const Case& row : kPlain) {
    const Statement statement = TheClassifier().Classify(row.text);
    for (const Label& label : statement.labels) {
      EXPECT_FALSE(label.cue.empty()) << row.text;
      EXPECT_FALSE(label.because.empty()) << row.text;
      EXPECT_NE(statement.text.find(label.cue), std::string::npos) << row.text << ": " << label.cue;
    }
  }
}

TEST(Labels, StandOnceAKindWithStandingOnesFirst) {
  const Statement statement =
      TheClassifier().Classify("No side effects, no risk, no downtime. Is it FDA approved? Our serum is 100% safe.");
  std::set<StatementKind> seen;
  bool dropped = false;
  for (const Label& label : statement.labels) {
    EXPECT_TRUE(seen.insert(label.kind).second);
    EXPECT_FALSE(label.stands && dropped);
    dropped = dropped || !label.stands;
  }
}

TEST(Statements, NameTheirConditionsAndJurisdiction) {
  const Statement statement = TheClassifier().Classify("The FDA has not approved exosomes for arthritis or autism.");
  EXPECT_THAT(statement.conditions, testing::ElementsAre("arthritis", "autism"));
  EXPECT_EQ(statement.jurisdiction, "us");
  EXPECT_EQ(TheClassifier().Classify("本產品未經衛福部核准。").jurisdiction, "tw");
}

TEST(Explain, ShowsConceptsDecisionsAndTheStatement) {
  const Explanation out = TheClassifier().Explain("Our exosome therapy is not FDA-approved.");
  EXPECT_FALSE(out.normalized.empty());
  EXPECT_FALSE(out.decisions.empty());
  ASSERT_FALSE(out.concepts.empty());
  for (const ConceptHit& hit : out.concepts)
    EXPECT_EQ(out.statement.text.substr(hit.span.begin, hit.span.end - hit.span.begin), hit.words);
  EXPECT_EQ(KindsOf(out.statement), KindsOf("Our exosome therapy is not FDA-approved."));
}

TEST(Classify, BearsEmptyAndOddText) {
  for (const char* text :
       {"", " ", "?", "...", "\"\"\"\"", "()()", "ಠ_ಠ", "a\u00ADb", "「」", "not", "未", "if", "🏅"})
    EXPECT_NO_THROW(TheClassifier().Classify(text)) << text;
  std::string longest;
  for (int i = 0; i < 20000; ++i)
    longest += "not approved by the FDA, ";
  EXPECT_THAT(KindsOf(longest), testing::Contains("status-disclosure"));
}

std::set<std::string> ByRulesAlone(const std::string& text) {
  static const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  Statement statement;
  statement.text = text;
  analyzer.Analyze(statement);
  return KindsOf(statement);
}

TEST(RulesAlone, TakeTissueThatGrowsBackForABenefit) {
  EXPECT_THAT(ByRulesAlone("術後三個月：軟骨長回來，爬山不求人。"), testing::Contains("benefit-claim"));
  EXPECT_THAT(ByRulesAlone("軟骨不會自己長回來。"), testing::IsEmpty());
  EXPECT_THAT(ByRulesAlone("有業者宣稱一針就能讓軟骨長回來。"), testing::Not(testing::Contains("benefit-claim")));
  EXPECT_THAT(ByRulesAlone("兔子的軟骨三個月後長回來了。"), testing::Not(testing::Contains("benefit-claim")));
}

TEST(RulesAlone, TakeAHeadingOverTheCountriesOfApprovalForOne) {
  EXPECT_THAT(ByRulesAlone("Where we are approved"), testing::Contains("approval-claim"));
  EXPECT_THAT(ByRulesAlone("Countries where our therapy is approved"), testing::Contains("approval-claim"));
  EXPECT_THAT(ByRulesAlone("Where we are not approved"), testing::Not(testing::Contains("approval-claim")));
  EXPECT_THAT(ByRulesAlone("Where are we approved?"), testing::Not(testing::Contains("approval-claim")));
}

TEST(RulesAlone, TakeAnOfficialGreenLightForAnApproval) {
  EXPECT_THAT(ByRulesAlone("The federal green light for your protocols."), testing::Contains("approval-claim"));
  EXPECT_THAT(ByRulesAlone("An official nod to our serum"), testing::Contains("approval-claim"));
  for (const char* text :
       {"Without the federal green light for our vials we sell none.", "The federal nod for our cells is a year away.",
        "The federal green light for your commute."})
    EXPECT_THAT(ByRulesAlone(text), testing::Not(testing::Contains("approval-claim"))) << text;
}

}  // namespace
}  // namespace audit
