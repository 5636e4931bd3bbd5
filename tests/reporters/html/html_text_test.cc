#include "reporters/html/html_text.h"

#include <gmock/gmock.h>

namespace audit {
namespace {

TEST(HtmlText, EscapesMarkup) {
  EXPECT_EQ(HtmlText("</script><img onerror='x' a=\"b\">&amp;"),
            "&lt;/script&gt;&lt;img onerror=&#39;x&#39; a=&quot;b&quot;&gt;&amp;amp;");
}

TEST(HtmlText, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(HtmlText("a\u202Eb\u2066c\u200Dd\u00ADe\uFEFFf"), "a‹U+202E›b‹U+2066›c‹U+200D›d‹U+00AD›e‹U+FEFF›f");
  EXPECT_EQ(HtmlText(std::string_view("\0\x1B\x7F\r", 4)), "‹U+0000›‹U+001B›‹U+007F›‹U+000D›");
  EXPECT_EQ(HtmlText("\u0085\u2028\u3164\U000E0041\uFFFF"), "‹U+0085›‹U+2028›‹U+3164›‹U+E0041›‹U+FFFF›");
}

TEST(HtmlText, LeavesWhatCanBeSeen) {
  EXPECT_EQ(HtmlText("外泌體\uFE0E é\u0301 עברית\t1\n2"), "外泌體\uFE0E é\u0301 עברית\t1\n2");
}

TEST(HtmlText, ReplacesWhatIsNotUtf8) { EXPECT_EQ(HtmlText("a\xC3(\xFF"), "a\uFFFD(\uFFFD"); }

}  // namespace
}  // namespace audit
