#include "analyzers/text/tokens.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace audit {
namespace {

/// "is n't": the tokens' texts with blanks between.
std::string Words(std::string_view text) {
  std::string out;
  for (const Token& token : Tokenize(text).tokens) {
    if (!out.empty()) out += ' ';
    out += token.text;
  }
  return out;
}

std::string Verbatim(std::string_view text, const Token& token) {
  return std::string(text.substr(token.source.begin, token.source.end - token.source.begin));
}

TEST(Tokenize, HyphensSeparateWords) {
  EXPECT_EQ(Words("FDA-approved"), "fda approved");
  EXPECT_EQ(Words("FDA\u2011approved"), "fda approved");
  EXPECT_EQ(Words("FDA\u2013approved"), "fda approved");
  EXPECT_EQ(Words("pre- and post-op"), "pre and post op");
}

TEST(Tokenize, DashesBetweenBlanksArePunctuation) {
  EXPECT_EQ(Words("safe - and \u2013 sound"), "safe - and - sound");
  EXPECT_EQ(Words("- item"), "- item");
}

TEST(Tokenize, EmDashesAreAlwaysPunctuation) {
  EXPECT_EQ(Words("approved\u2014but"), "approved - but");
  EXPECT_EQ(Words("approved--but"), "approved - - but");
}

TEST(Tokenize, CutsNegations) {
  EXPECT_EQ(Words("isn't doesn\u2019t"), "is n't does n't");
  EXPECT_EQ(Words("can't cannot won't shan't"), "can n't can not will n't shall n't");
  EXPECT_EQ(Words("dont isnt wont"), "do n't is n't will n't");
  EXPECT_EQ(Words("ISN'T"), "is n't");
  EXPECT_EQ(Words("patient agent implant"), "patient agent implant");
}

TEST(Tokenize, NegationsKeepTheirPlace) {
  const std::string text = "It can't be";
  const TokenizedText cut = Tokenize(text);
  ASSERT_EQ(cut.tokens.size(), 4U);
  EXPECT_EQ(Verbatim(text, cut.tokens[1]), "can");
  EXPECT_EQ(Verbatim(text, cut.tokens[2]), "'t");
  EXPECT_TRUE(cut.tokens[2].glued);
}

TEST(Tokenize, CutsClitics) {
  EXPECT_EQ(Words("Wharton's jelly, it's we're"), "wharton 's jelly , it 's we 're");
  EXPECT_EQ(Words("patients' o'clock"), "patients ' o'clock");
  EXPECT_EQ(Words("rock 'n' roll's"), "rock ' n ' roll 's");
}

TEST(Tokenize, CutsClearanceNumbersAlikeInAllSpellings) {
  EXPECT_EQ(Words("510(k)"), "510 ( k )");
  EXPECT_EQ(Words("510 (K)-cleared"), "510 ( k ) cleared");
  EXPECT_EQ(Words("510k"), "510 k");
}

TEST(Tokenize, CutsNumbersFromUnits) {
  EXPECT_EQ(Words("5mg 3.5% 1,000 10\u2079 1st"), "5 mg 3.5 % 1,000 109 1st");
  EXPECT_EQ(Words("covid19 COVID-19 A2M"), "covid19 covid 19 a2m");
  EXPECT_EQ(Words("in 2024."), "in 2024 .");
}

TEST(Tokenize, KeepsDottedAcronymsWhole) {
  EXPECT_EQ(Words("U.S. FDA"), "u.s. fda");
  EXPECT_EQ(Words("the U.S, F.D.A.-approved"), "the u.s. , f.d.a. approved");
  EXPECT_EQ(Words("Ph.D. M.D., a.m. e.g."), "ph.d. m.d. , a.m. e.g.");
  EXPECT_EQ(Words("plan b. It"), "plan b . it");
}

TEST(Tokenize, HanCharactersStandAlone) {
  EXPECT_EQ(Words("通過FDA認證。"), "通 過 fda 認 證 。");
  EXPECT_EQ(Tokenize("核").tokens[0].kind, TokenKind::kHan);
}

TEST(Tokenize, TrademarksAreNoPartOfWords) {
  const std::string text = "Exo™ gel";
  const TokenizedText cut = Tokenize(text);
  ASSERT_EQ(cut.tokens.size(), 2U);
  EXPECT_EQ(cut.tokens[0].text, "exo");
  EXPECT_EQ(Verbatim(text, cut.tokens[0]), "Exo");
}

TEST(Tokenize, NotesCase) {
  const std::vector<Token> tokens = Tokenize("FDA Exo cGMP gel ＦＤＡ A 🅵🅳🅰").tokens;
  ASSERT_EQ(tokens.size(), 7U);
  EXPECT_TRUE(tokens[0].all_caps && tokens[0].capitalized);
  EXPECT_TRUE(tokens[1].capitalized && !tokens[1].all_caps);
  EXPECT_EQ(tokens[2].upper, 0b1110U);
  EXPECT_FALSE(tokens[3].capitalized);
  EXPECT_TRUE(tokens[4].all_caps);
  EXPECT_FALSE(tokens[5].all_caps);
  EXPECT_TRUE(tokens[6].all_caps);
}

TEST(Tokenize, NotesWhatIsGlued) {
  const std::vector<Token> tokens = Tokenize("(a) FDA-approved").tokens;
  ASSERT_EQ(tokens.size(), 5U);
  EXPECT_FALSE(tokens[0].glued);
  EXPECT_TRUE(tokens[1].glued);
  EXPECT_TRUE(tokens[2].glued);
  EXPECT_FALSE(tokens[3].glued);
  EXPECT_TRUE(tokens[4].glued);
}

TEST(Tokenize, EllipsisIsOneToken) { EXPECT_EQ(Words("FDA...but"), "fda ... but"); }

TEST(Tokenize, PlacesAscendForAnyText) {
  std::mt19937 random(7);
  const std::string alphabet = "aB1 .-'\"(),\n";
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t i = 0, n = random() % 24; i < n; ++i)
      text += alphabet[random() % alphabet.size()];
    std::size_t end = 0;
    for (const Token& token : Tokenize(text).tokens) {
      ASSERT_GE(token.source.begin, end) << text;
      ASSERT_GT(token.source.end, token.source.begin) << text;
      ASSERT_LE(token.source.end, text.size()) << text;
      ASSERT_FALSE(token.text.empty()) << text;
      end = token.source.end;
    }
  }
}

}  // namespace
}  // namespace audit
