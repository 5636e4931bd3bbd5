#include "analyzers/model/kind_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/model/model_file.h"
#include "analyzers/model/row_table.h"
#include "analyzers/text/concepts.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

constexpr auto kRisk = static_cast<std::size_t>(StatementKind::kRiskDisclosure);

/// A model that knows the single words given, each with a weight for risk-disclosure.
ModelData ModelOf(const std::vector<std::pair<std::string, int>>& words) {
  ModelData model;
  model.training_digest = std::string(64, 'a');
  model.lexicon_digest = std::string(64, 'b');
  std::vector<Feature> features;
  for (const auto& [word, weight] : words) {
    FeatureReader::ReadWord(Tokenize(word).tokens.front(), features);
    for (const auto& feature : features) {
      if (feature.group != FeatureGroup::kWord) continue;
      FeatureRow row;
      row.tag = RowTable::TagOf(feature.key);
      row.amount = 16;
      row.step = 200;
      row.weights[kRisk] = static_cast<std::int8_t>(weight);
      model.rows.push_back(row);
    }
  }
  std::sort(model.rows.begin(), model.rows.end(), [](const auto& a, const auto& b) { return a.tag < b.tag; });
  return model;
}

KindModel Stored(const TempFolder& folder, const ModelData& data) {
  WriteModel(folder.Path() / "m", data);
  return KindModel(ReadModel(folder.Path() / "m"), {});
}

KindReading ReadingOf(const KindModel& model, const ModelInput& input) {
  KindReading reading;
  model.Read(input, reading);
  return reading;
}

TEST(KindModel, RaisesConfidenceWithWordsThatSpeakForTheKind) {
  const TempFolder folder;
  const auto model = Stored(folder, ModelOf({{"swelling", 100}, {"parking", -100}}));
  const auto for_it = Tokenize("Swelling, then more swelling");
  const auto against = Tokenize("Free parking");
  const auto unknown = Tokenize("nothing the model knows");
  EXPECT_GT(model.Score(ReadingOf(model, {for_it, {}, {}}))[kRisk].confidence, 0.9);
  EXPECT_TRUE(model.Score(ReadingOf(model, {for_it, {}, {}}))[kRisk].stands);
  EXPECT_LT(model.Score(ReadingOf(model, {against, {}, {}}))[kRisk].confidence, 0.1);
  EXPECT_DOUBLE_EQ(model.Score(ReadingOf(model, {unknown, {}, {}}))[kRisk].confidence, 0.5);
}

TEST(KindModel, ReadsWordsAgainAndOverlongOnesTheSame) {
  const TempFolder folder;
  const std::string overlong(80, 'z');
  const auto model = Stored(folder, ModelOf({{"swelling", 100}, {overlong, 100}}));
  for (const std::string& word : {std::string("swelling"), overlong}) {
    const auto text = Tokenize("it was " + word);
    const double first = model.Score(ReadingOf(model, {text, {}, {}}))[kRisk].confidence;
    EXPECT_GT(first, 0.9) << word;
    EXPECT_EQ(model.Score(ReadingOf(model, {text, {}, {}}))[kRisk].confidence, first) << word;
  }
}

TEST(KindModel, ScoresTextWithoutTokens) {
  const TempFolder folder;
  const auto model = Stored(folder, ModelOf({{"swelling", 100}}));
  const auto text = Tokenize("");
  EXPECT_DOUBLE_EQ(model.Score(ReadingOf(model, {text, {}, {}}))[kRisk].confidence, 0.5);
  EXPECT_THAT(model.Explain(text, ReadingOf(model, {text, {}, {}}), StatementKind::kRiskDisclosure, 3),
              testing::IsEmpty());
}

TEST(KindModel, ExplainsByTheWordsThatSpokeForTheKind) {
  const TempFolder folder;
  const auto model = Stored(folder, ModelOf({{"swelling", 60}, {"pain", 100}, {"parking", -100}}));
  const std::string statement = "Parking, pain or — rarely — Swelling.";
  const auto text = Tokenize(statement);
  std::vector<std::string> words;
  for (const auto& evidence : model.Explain(text, ReadingOf(model, {text, {}, {}}), StatementKind::kRiskDisclosure, 3))
    words.push_back(statement.substr(evidence.source.begin, evidence.source.end - evidence.source.begin));
  EXPECT_THAT(words, testing::ElementsAre("pain or — rarely — Swelling"));
  EXPECT_THAT(model.Explain(text, ReadingOf(model, {text, {}, {}}), StatementKind::kTestimonial, 3),
              testing::IsEmpty());
}

TEST(KindModel, QuotesAShortChinesePhraseWhole) {
  const TempFolder folder;
  const auto model = Stored(folder, ModelOf({{"腫", 100}}));
  const auto quoted = [&](const std::string& statement) {
    const auto text = Tokenize(statement);
    const auto evidence = model.Explain(text, ReadingOf(model, {text, {}, {}}), StatementKind::kRiskDisclosure, 1);
    return evidence.empty()
               ? ""
               : statement.substr(evidence[0].source.begin, evidence[0].source.end - evidence[0].source.begin);
  };
  EXPECT_EQ(quoted("注射後，少數人會紅腫數日，請冰敷。"), "少數人會紅腫數日");
  EXPECT_EQ(quoted("注射之後有少數的人可能會在兩三天之內出現紅腫的情形。"), "之內出現紅腫");
}

TEST(KindModel, GivesTheSameScoresEachTime) {
  const std::filesystem::path home = AUDIT_SOURCE_DIR "/analyzers";
  const ConceptMatcher concepts(home / "lexicons");
  const KindModel model(ReadModel(home / "model/kinds.model"), concepts.Names());
  const auto text = Tokenize("Some patients report swelling, bruising or infection after the injection.");
  const auto matches = concepts.Match(text);
  const auto first = model.Score(ReadingOf(model, {text, matches, {}}));
  const auto second = model.Score(ReadingOf(model, {text, matches, {}}));
  for (std::size_t k = 0; k < kStatementKindCount; ++k)
    EXPECT_EQ(first[k].confidence, second[k].confidence);
}

TEST(KindModel, ComesTrainedWithTheProgram) {
  const std::filesystem::path home = AUDIT_SOURCE_DIR "/analyzers";
  const ConceptMatcher concepts(home / "lexicons");
  const KindModel model(ReadModel(home / "model/kinds.model"), concepts.Names());
  const auto stands = [&](std::string_view statement, StatementKind kind) {
    const auto text = Tokenize(statement);
    const auto matches = concepts.Match(text);
    return model.Score(ReadingOf(model, {text, matches, {}}))[static_cast<std::size_t>(kind)].stands;
  };
  EXPECT_TRUE(stands("Side effects include swelling, bruising and infection.", StatementKind::kRiskDisclosure));
  EXPECT_TRUE(stands("Results vary and no outcome is guaranteed.", StatementKind::kResultsDisclaimer));
  EXPECT_TRUE(stands("This product has not been approved by the FDA.", StatementKind::kStatusDisclosure));
  EXPECT_TRUE(stands("本產品未經衛福部核准。", StatementKind::kStatusDisclosure));
  EXPECT_FALSE(stands("Parking is free behind the building.", StatementKind::kRiskDisclosure));
}

}  // namespace
}  // namespace audit
