#include "parsers/utf8.h"

#include <gmock/gmock.h>

namespace audit {
namespace {

TEST(Utf8, RefusesOverlongSurrogatesAndTruncation) {
  EXPECT_EQ(DecodeUtf8("\xC0\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE0\x80\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xED\xA0\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xF4\x90\x80\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE6\xA8").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE6\xA8\x99").code, U'標');
  EXPECT_EQ(ReplaceBadUtf8("a\xFF\x62"), "a\xEF\xBF\xBD\x62");
}

}  // namespace
}  // namespace audit
