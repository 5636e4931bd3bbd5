#include "pipeline/terminal_text.h"

#include <gmock/gmock.h>

namespace audit {
namespace {

TEST(TerminalText, ShowsWhatWouldSteerATerminal) {
  EXPECT_EQ(TerminalText("plain 標題 ™"), "plain 標題 ™");
  EXPECT_EQ(TerminalText("\x1b[31mred"), "\\u{001B}[31mred");
  EXPECT_EQ(TerminalText("a\xC2\x9B"), "a\\u{009B}");
  EXPECT_EQ(TerminalText("\xE2\x80\xAEtxt"), "\\u{202E}txt");
  EXPECT_EQ(TerminalText("bad\xFF"), "bad\xEF\xBF\xBD");
}

}  // namespace
}  // namespace audit
