#include "analyzers/model/features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace audit {
namespace {

std::vector<Feature> FeaturesOf(std::string_view statement, std::span<const ConceptMatch> concepts = {},
                                std::span<const std::string> names = {}, std::span<const ContextFeature> context = {}) {
  const auto text = Tokenize(statement);
  std::vector<Feature> out;
  FeatureReader(names).Read({text, concepts, context}, out);
  std::vector<Feature> of_word;
  for (const Token& token : text.tokens) {
    FeatureReader::ReadWord(token, of_word);
    out.insert(out.end(), of_word.begin(), of_word.end());
  }
  return out;
}

std::set<std::uint64_t> KeysOf(const std::vector<Feature>& features, FeatureGroup group) {
  std::set<std::uint64_t> keys;
  for (const auto& feature : features)
    if (feature.group == group) keys.insert(feature.key);
  return keys;
}

TEST(Features, ReadAStatementWithoutWords) {
  for (const auto* statement : {"", " ", "…"})
    EXPECT_LT(FeaturesOf(statement).size(), 12U);
}

TEST(Features, TellOrderApart) {
  const auto one = KeysOf(FeaturesOf("approved device"), FeatureGroup::kWordPair);
  const auto two = KeysOf(FeaturesOf("device approved"), FeatureGroup::kWordPair);
  EXPECT_NE(one, two);
  EXPECT_EQ(KeysOf(FeaturesOf("approved device"), FeatureGroup::kWord),
            KeysOf(FeaturesOf("device approved"), FeatureGroup::kWord));
}

TEST(Features, TakeAllLongNumbersOfOneLengthForOne) {
  EXPECT_EQ(KeysOf(FeaturesOf("1998"), FeatureGroup::kWord), KeysOf(FeaturesOf("2031"), FeatureGroup::kWord));
  EXPECT_NE(KeysOf(FeaturesOf("510"), FeatureGroup::kWord), KeysOf(FeaturesOf("361"), FeatureGroup::kWord));
}

TEST(Features, OfAWordAreThoseOfItsTextAlone) {
  const auto tokens = Tokenize("Stem cells, stem CELLS").tokens;
  ASSERT_EQ(tokens.size(), 5U);
  std::vector<Feature> small, shouted;
  FeatureReader::ReadWord(tokens[1], small);
  FeatureReader::ReadWord(tokens[4], shouted);
  EXPECT_EQ(KeysOf(small, FeatureGroup::kLetters), KeysOf(shouted, FeatureGroup::kLetters));
}

TEST(Features, MarkWordsThatANegationReaches) {
  EXPECT_THAT(KeysOf(FeaturesOf("It is not approved"), FeatureGroup::kNegated), testing::SizeIs(1));
  EXPECT_THAT(KeysOf(FeaturesOf("It is approved"), FeatureGroup::kNegated), testing::IsEmpty());
  EXPECT_THAT(KeysOf(FeaturesOf("Not yet; approved now"), FeatureGroup::kNegated), testing::SizeIs(1));
}

TEST(Features, KnowWhereTheyStand) {
  const auto features = FeaturesOf("three little words");
  for (const auto& feature : features) {
    EXPECT_LE(feature.first, feature.last);
    EXPECT_LT(feature.last, 3U);
  }
}

TEST(Features, ReadConceptsInPlaceOfWords) {
  const std::vector<std::string> names = {"AGENCY", "APPROVE"};
  const std::vector<ConceptMatch> first = {{0, 0, 0, false}, {1, 1, 1, false}};
  EXPECT_EQ(KeysOf(FeaturesOf("FDA approved", first, names), FeatureGroup::kPattern),
            KeysOf(FeaturesOf("Ministry cleared", first, names), FeatureGroup::kPattern));
}

TEST(Features, IgnoreConceptsThatDoNotFitTheText) {
  const std::vector<std::string> names = {"AGENCY"};
  const std::vector<ConceptMatch> wrong = {{0, 5, 9, false}, {7, 0, 0, false}};
  const auto features = FeaturesOf("two words", wrong, names);
  EXPECT_THAT(KeysOf(features, FeatureGroup::kConcept), testing::IsEmpty());
}

TEST(Features, CarryWhatTheContextSaid) {
  const std::vector<ContextFeature> context = {{FeatureKey("own product in a status frame"), 0, 1}};
  EXPECT_THAT(KeysOf(FeaturesOf("two words", {}, {}, context), FeatureGroup::kContext), testing::SizeIs(1));
}

TEST(Features, StayInBoundsForAListOfAThousandConcepts) {
  std::string statement;
  std::vector<ConceptMatch> concepts;
  for (std::size_t i = 0; i < 1000; ++i) {
    statement += "acne ";
    concepts.push_back({static_cast<ConceptId>(i % 2), i, i, false});
  }
  const std::vector<std::string> names = {"A", "B"};
  EXPECT_LT(FeaturesOf(statement, concepts, names).size(), 60000U);
}

}  // namespace
}  // namespace audit
