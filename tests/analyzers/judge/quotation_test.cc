// Words in quotation marks are talked about, unless the whole statement is a quotation.
#include "analyzers/judge/quotation.h"

#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::FindingsOf;
using judge_test::Page;

TEST(Quotation, BarePhrasesAskedOrQuotedAreNoUse) {
  const auto count = [](std::string text) {
    return FindingsOf("  statement: {says: [醫藥級, medical grade]}\n", Page().Paragraph({{std::move(text), {}}}))
        .size();
  };
  EXPECT_EQ(count("Our medical-grade serum"), 1u);
  EXPECT_EQ(count("“Medical-grade serum”"), 1u);
  EXPECT_EQ(count("Is it medical grade?"), 0u);
  EXPECT_EQ(count("Whoever says “medical grade” is selling."), 0u);
  EXPECT_EQ(count("若有人說「醫藥級」，那不是我們的說法。"), 0u);
  EXPECT_EQ(count("醫藥級修護"), 1u);
}

TEST(Quotation, HoldsTheWholeTextOrAPart) {
  EXPECT_TRUE(IsWhollyQuoted("“All of it”"));
  EXPECT_TRUE(IsWhollyQuoted("「全部」"));
  EXPECT_FALSE(IsWhollyQuoted("“One” and “two”"));
  EXPECT_FALSE(IsWhollyQuoted("“”"));
  EXPECT_FALSE(IsWhollyQuoted(""));
  EXPECT_TRUE(IsQuotedWithin("say \"no\" twice", 5));
  EXPECT_FALSE(IsQuotedWithin("say \"no\" twice", 10));
  EXPECT_FALSE(IsQuotedWithin("never “closed", 12));
}

}  // namespace
}  // namespace audit
