#include "analyzers/text/kept_by_word.h"

#include <gtest/gtest.h>

#include <string>

namespace audit {
namespace {

Token WordOf(const std::string& text, TokenKind kind = TokenKind::kWord) {
  Token token;
  token.kind = kind;
  token.text = text;
  return token;
}

TEST(KeptByWord, MakesAValueOnceForEachWordAndOwner) {
  const WordOwner one, other;
  KeptByWord<int> kept;
  int made = 0;
  const auto ask = [&](const Token& token) { return kept.Of(token, [&] { return ++made; }); };
  kept.Begin(one);
  EXPECT_EQ(ask(WordOf("safe")), 1);
  EXPECT_EQ(ask(WordOf("7")), 2);
  EXPECT_EQ(ask(WordOf("7", TokenKind::kNumber)), 3);
  kept.Begin(one);
  EXPECT_EQ(ask(WordOf("safe")), 1);
  kept.Begin(other);
  EXPECT_EQ(ask(WordOf("safe")), 4);
  kept.Begin(one);
  EXPECT_EQ(ask(WordOf("safe")), 5);
}

TEST(KeptByWord, ForgetsBetweenStatementsWhenItHoldsTooMuch) {
  const WordOwner owner;
  KeptByWord<int> kept;
  int made = 0;
  const auto ask = [&](const Token& token) { return kept.Of(token, [&] { return ++made; }); };
  kept.Begin(owner);
  const Token first = WordOf("first");
  ask(first);
  ask(WordOf(std::string(3 << 20, 'x')));
  EXPECT_EQ(ask(first), 1) << "not within a statement";
  kept.Begin(owner);
  EXPECT_EQ(ask(first), 3);
  for (int i = 0; i < 30000; ++i)
    ask(WordOf("w" + std::to_string(i)));
  EXPECT_EQ(ask(first), 3);
  kept.Begin(owner);
  EXPECT_EQ(ask(first), 30004);
}

}  // namespace
}  // namespace audit
