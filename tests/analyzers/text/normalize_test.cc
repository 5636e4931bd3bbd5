#include "analyzers/text/normalize.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace audit {
namespace {

std::string Normal(std::string_view text) { return Normalize(text).text; }

/// The source of the first place at which `words` stand in the normalized text.
std::string SourceOf(std::string_view text, std::string_view words) {
  const NormalizedText normalized = Normalize(text);
  const std::size_t at = normalized.text.find(words);
  if (at == std::string::npos) return "(not found)";
  const TextSpan span = normalized.ToSource({at, at + words.size()});
  return std::string(text.substr(span.begin, span.end - span.begin));
}

TEST(Normalize, FoldsCaseAndBlanks) {
  EXPECT_EQ(Normal("  FDA\t\n Approved\xC2\xA0 Now "), "fda approved now");
  EXPECT_EQ(Normal(""), "");
  EXPECT_EQ(Normal(" \n "), "");
}

TEST(Normalize, MakesDashesAndQuotesPlain) {
  EXPECT_EQ(Normal("FDA\u2011approved \u2013 \u2014 \u2212 \uFF0D"), "fda-approved - - - -");
  EXPECT_EQ(Normal("\u201Cso\u201D \u2018it\u2019s\u2019 \u00ABx\u00BB don\u00B4t"), "\"so\" 'it's' \"x\" don't");
}

TEST(Normalize, KeepsChineseBrackets) { EXPECT_EQ(Normal("「核准」。"), "「核准」。"); }

TEST(Normalize, RemovesIgnorablesAndStrikes) {
  EXPECT_EQ(Normal("ap\u00ADpro\u200Bved\u2060 F\u0336D\u0336A\u0336 F\u20E3"), "approved fda f");
}

TEST(Normalize, JoinsWordCutBySoftHyphenAtLineEnd) {
  EXPECT_EQ(Normal("appro\u00AD\nved"), "approved");
  EXPECT_EQ(Normal("appro\u00AD ved"), "approved");
}

TEST(Normalize, ReadsStyledLetters) {
  EXPECT_EQ(Normal("🅵🅳🅰 ＦＤＡ Ⓕⓓⓐ 𝐅𝐃𝐀 🄵🄳🄰 ꜰᴅᴀ"), "fda fda fda fda fda fda");
  EXPECT_EQ(Normal("eﬀective"), "effective");
}

TEST(Normalize, KeepsTrademarkSignsOutOfWords) {
  EXPECT_EQ(Normal("Exo™ Exo® Exo™-based Exo®."), "exo exo exo-based exo .");
}

TEST(Normalize, KeepsFootnoteMarksOutOfWordsButUnitsWhole) {
  EXPECT_EQ(Normal("cells² now, 5 cm², 10⁹"), "cells now, 5 cm2, 109");
  EXPECT_EQ(Normal("①FDA"), "1 fda");
}

TEST(Normalize, JoinsLetterSpacedWords) {
  EXPECT_EQ(Normal("F D A   A P P R O V E D"), "fda approved");
  EXPECT_EQ(Normal("A p p r o v e d   b y   F D A."), "approved by fda.");
  EXPECT_EQ(Normal("a F D A thing"), "a fda thing");
}

TEST(Normalize, LeavesLettersOfTheAlphabetAndPairsApart) {
  EXPECT_EQ(Normal("vitamins A B C D"), "vitamins a b c d");
  EXPECT_EQ(Normal("John F K Smith"), "john f k smith");
}

TEST(Normalize, ReadsLookalikesInMixedWordsOnly) {
  EXPECT_EQ(Normal("FD\u0410 \u0430pproved"), "fda approved");
  EXPECT_EQ(Normal("\u0391PPROVED"), "approved");
  EXPECT_EQ(Normal("клиника"), "клиника");
  EXPECT_EQ(Normal("TGF-β IL1β"), "tgf-β il1β");
}

TEST(Normalize, FoldsHanVariants) {
  EXPECT_EQ(Normal("臺灣化粧品惟"), "台灣化妝品唯");
  EXPECT_EQ(Normal("再生醫療制劑與制度"), "再生醫療製劑與制度");
}

TEST(Normalize, ComposesMarksButDropsDecoration) {
  EXPECT_EQ(Normal("caf\u0065\u0301"), "café");
  EXPECT_EQ(Normal("F\u0322D\u0353A"), "fda");
  EXPECT_EQ(Normal("T\u0130TCK"), "titck");
}

TEST(Normalize, MapsWordsBackToVerbatimSource) {
  EXPECT_EQ(SourceOf("the FDA\u2011Approved\u00AE gel", "approved"), "Approved");
  EXPECT_EQ(SourceOf("by F D A   now", "fda"), "F D A");
  EXPECT_EQ(SourceOf("x F\u0336D\u0336A\u0336 y", "fda"), "F\u0336D\u0336A\u0336");
  EXPECT_EQ(SourceOf("costs \u00BD now", "1"), "\u00BD");
  EXPECT_EQ(SourceOf("costs \u00BD now", "2"), "\u00BD");
  EXPECT_EQ(SourceOf("臺灣核准", "台"), "臺");
  EXPECT_EQ(SourceOf("end ", "end"), "end");
}

TEST(Normalize, LongRunsOfMarksEnd) {
  std::string text = "a";
  for (int i = 0; i < 20000; ++i)
    text += i % 2 == 0 ? "\u0301" : "\u0323";
  const NormalizedText normalized = Normalize(text);
  EXPECT_EQ(normalized.source.size(), normalized.text.size() + 1);
}

std::string RandomText(std::mt19937* random) {
  static const std::vector<std::string> kPieces = {
      "a",      "F",      "D",      " ", "  ", "\n",     "\u00A0", "-",      "\u2011", "\u2014", "\u00AD",
      "\u0301", "\u0336", "\u20E3", "™", "®",  "½",      "²",      "①",      "核",     "臺",     "制",
      "劑",     "「",     "。",     "🅵", "ﬁ",  "\u0410", "β",      "é",      "İ",      "ß",      "'",
      "\u2019", "\"",     ".",      "1", "９", "가",     "\u1100", "\u1161", "😀",      "\u200D", "\u0345"};
  std::string text;
  const std::size_t length = (*random)() % 40;
  for (std::size_t i = 0; i < length; ++i)
    text += kPieces[(*random)() % kPieces.size()];
  return text;
}

bool IsBoundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

TEST(Normalize, MapIsMonotonousAndOnCharacterBoundariesForAnyText) {
  std::mt19937 random(20240501);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = RandomText(&random);
    const NormalizedText normalized = Normalize(text);
    ASSERT_EQ(normalized.source.size(), normalized.text.size() + 1) << text;
    ASSERT_LE(normalized.source.back(), text.size());
    for (std::size_t i = 0; i < normalized.text.size(); ++i) {
      ASSERT_LE(normalized.source[i], normalized.source[i + 1]) << text;
      ASSERT_TRUE(IsBoundary(text, normalized.source[i])) << text;
      if (!IsBoundary(normalized.text, i)) continue;
      std::size_t end = i + 1;
      while (!IsBoundary(normalized.text, end))
        ++end;
      const TextSpan span = normalized.ToSource({i, end});
      ASSERT_LT(span.begin, span.end) << text;
      ASSERT_TRUE(IsBoundary(text, span.end)) << text;
    }
  }
}

TEST(Normalize, IsStableOnItsOwnResultForPlainText) {
  for (const std::string_view text : {"FDA\u2011Approved “gel”", "臺灣化粧品核准", "Café ﬁne 10⁹"}) {
    const std::string once = Normal(text);
    EXPECT_EQ(Normal(once), once);
  }
}

}  // namespace
}  // namespace audit
