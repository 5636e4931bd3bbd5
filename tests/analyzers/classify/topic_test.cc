// What the document as a whole takes back of its statements' claims.
#include "analyzers/classify/topic.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "analyzers/classify/statement_analyzer.h"

namespace audit {
namespace {

Statement Claiming(double confidence) {
  Statement out;
  out.text = "The infusion eases arthritis.";
  Label label;
  label.kind = StatementKind::kDiseaseClaim;
  label.confidence = confidence;
  label.stands = true;
  out.labels.push_back(label);
  return out;
}

Topic LongTextInTheField() {
  Topic topic;
  topic.tokens = 400;
  topic.products.count = 10;
  topic.in_field = true;
  return topic;
}

/// Which of two claims stands in the document, the doubtful one (0.75) and the sure one (0.85).
std::pair<bool, bool> WhatStands(const Topic& topic, DocumentRole role) {
  DocumentFacts facts;
  facts.role = role;
  std::vector<Statement> statements = {Claiming(0.75), Claiming(0.85)};
  WeighClaims(topic, facts, {}, statements);
  return {statements[0].labels[0].stands, statements[1].labels[0].stands};
}

using Stand = std::pair<bool, bool>;

TEST(WeighClaims, WhereNobodySpeaksOfHimselfOnlySureClaimsCount) {
  EXPECT_EQ(WhatStands(LongTextInTheField(), DocumentRole::kUnknown), Stand(false, true));
}

TEST(WeighClaims, AVoiceOrAnOfferMakesDoubtfulClaimsCount) {
  Topic speaks = LongTextInTheField();
  speaks.own_voice.count = 1;
  EXPECT_EQ(WhatStands(speaks, DocumentRole::kUnknown), Stand(true, true));
  Topic offers = LongTextInTheField();
  offers.offers.count = 1;
  EXPECT_EQ(WhatStands(offers, DocumentRole::kUnknown), Stand(true, true));
}

TEST(WeighClaims, AKnownSellersDoubtfulClaimsCount) {
  EXPECT_EQ(WhatStands(LongTextInTheField(), DocumentRole::kManufacturer), Stand(true, true));
}

TEST(WeighClaims, AFewWordsShowNoVoice) {
  Topic label = LongTextInTheField();
  label.tokens = 40;
  EXPECT_EQ(WhatStands(label, DocumentRole::kUnknown), Stand(true, true));
}

TEST(TopicOf, CountsWordingsOfAnOfferThatShowNoRole) {
  const StatementAnalyzer analyzer(AUDIT_SOURCE_DIR "/analyzers/lexicons");
  const auto offers = [&analyzer](const char* text) {
    Statement statement;
    statement.text = text;
    return TopicOf(analyzer.Ids(), {analyzer.Analyze(statement)}).offers.count;
  };
  EXPECT_EQ(offers("Adults take two capsules a day with food."), 1U);
  EXPECT_EQ(offers("限時優惠，名額有限。"), 2U);
  EXPECT_EQ(offers("The capsules were studied in forty adults."), 0U);
}

}  // namespace
}  // namespace audit
