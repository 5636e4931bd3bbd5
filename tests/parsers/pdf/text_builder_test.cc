#include "parsers/pdf/text_builder.h"

#include <gtest/gtest.h>

#include "parsers/pdf/list_labels.h"

namespace audit {
namespace {

/// A line of words that are parted by blanks.
PdfLine LineOf(const std::string& text) {
  PdfLine line;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    PdfWord word;
    word.text = text.substr(at, end - at);
    word.space_after = true;
    line.words.push_back(word);
    at = end + 1;
  }
  return line;
}

std::string Joined(const std::string& first, const std::string& second, const std::string& elsewhere = "") {
  Vocabulary vocabulary;
  if (!elsewhere.empty()) vocabulary.Add(LineOf(elsewhere));
  vocabulary.Add(LineOf(first));
  vocabulary.Add(LineOf(second));
  std::string text;
  AppendLine(LineOf(first), vocabulary, &text);
  AppendLine(LineOf(second), vocabulary, &text);
  return text;
}

TEST(TextBuilder, PutsABlankBetweenLinesButNotBetweenHanLetters) {
  EXPECT_EQ(Joined("not approved", "by the agency"), "not approved by the agency");
  EXPECT_EQ(Joined("本產品未經衛福部", "核准。"), "本產品未經衛福部核准。");
  EXPECT_EQ(Joined("本產品未經", "FDA 核准"), "本產品未經 FDA 核准");
}

TEST(TextBuilder, JoinsAWordOnlyWhenItIsKnownOrItsEndIsNoWord) {
  EXPECT_EQ(Joined("each regu-", "lator decides", "The regulator of medicines"), "each regulator decides");
  EXPECT_EQ(Joined("the authori-", "zation of it"), "the authorization of it");
  EXPECT_EQ(Joined("a table-", "tennis team"), "a table-tennis team");
  EXPECT_EQ(Joined("the long-", "term effects"), "the long-term effects");
  EXPECT_EQ(Joined("an FDA-", "approved product"), "an FDA-approved product");
  EXPECT_EQ(Joined("within 30-", "day trials"), "within 30-day trials");
  EXPECT_EQ(Joined("soft regu\xC2\xAD", "lator hyphen"), "soft regulator hyphen");
  EXPECT_EQ(Joined("a dash -", "then more"), "a dash - then more");
}

TEST(TextBuilder, TakesLigaturesApartAndMarksUnreadableCodes) {
  std::string text;
  for (const char32_t point : {U'e', U'ﬀ', U'ﬁ', U'\x85', U'\xF0B7'})
    AppendPageCharacter(point, &text);
  EXPECT_EQ(text, "efffi\xEF\xBF\xBD•");
}

TEST(TextBuilder, KnowsWhereASentenceMayEnd) {
  EXPECT_TRUE(EndsSentence("It is not approved."));
  EXPECT_TRUE(EndsSentence("He said “never!”"));
  EXPECT_TRUE(EndsSentence("尚未核准。"));
  EXPECT_FALSE(EndsSentence("It is not"));
  EXPECT_FALSE(EndsSentence(""));
}

TEST(ListLabels, AreBulletsNumbersLettersBoxesAndHours) {
  for (const char* item : {"• one", "1. one", "12) one", "(a) one", "b) one", "☐ one", "- one", "8:40 one"}) {
    EXPECT_TRUE(HasListLabel(item)) << item;
  }
  for (const char* text : {"one", "1.5 mg", "2026 one", "-5 degrees", "A. Smith", "e.g. one", ""}) {
    EXPECT_FALSE(HasListLabel(text)) << text;
  }
  EXPECT_EQ(BulletLength("• one"), std::string("• ").size());
  EXPECT_EQ(BulletLength("・不住院"), std::string("・").size());
  EXPECT_EQ(BulletLength("◎ 不開刀"), std::string("◎ ").size());
  EXPECT_EQ(BulletLength("1. one"), 0u);
  EXPECT_EQ(BulletLength("★★★★★"), 0u);
}

}  // namespace
}  // namespace audit
