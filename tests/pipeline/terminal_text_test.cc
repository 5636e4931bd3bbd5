#include "pipeline/terminal_text.h"

#include <gmock/gmock.h>

#include "pipeline/utf8.h"

namespace audit {
namespace {

TEST(TerminalText, ShowsWhatWouldSteerATerminal) {
  EXPECT_EQ(TerminalText("plain 標題 ™"), "plain 標題 ™");
  EXPECT_EQ(TerminalText("\x1b[31mred"), "\\u{001B}[31mred");
  EXPECT_EQ(TerminalText("a\xC2\x9B"), "a\\u{009B}");
  EXPECT_EQ(TerminalText("\xE2\x80\xAEtxt"), "\\u{202E}txt");
  EXPECT_EQ(TerminalText("bad\xFF"), "bad\xEF\xBF\xBD");
}

TEST(Utf8, RefusesOverlongSurrogatesAndTruncation) {
  EXPECT_EQ(DecodeUtf8("\xC0\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE0\x80\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xED\xA0\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xF4\x90\x80\x80").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE6\xA8").length, 0u);
  EXPECT_EQ(DecodeUtf8("\xE6\xA8\x99").code, U'標');
  EXPECT_EQ(ValidUtf8("a\xFF\x62"), "a\xEF\xBF\xBD\x62");
}

}  // namespace
}  // namespace audit
