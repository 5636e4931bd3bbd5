#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parsers/html/char_refs.h"
#include "parsers/html/charset.h"
#include "tests/parsers/html/read_html.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

TEST(CharRefs, DecodesByTheTableOfTheStandard) {
  auto text = [](std::string_view source) { return DecodeCharRefs(source, ReferencePlace::kText); };
  EXPECT_EQ(text("don&#146;t &#x80;5 &#150; &trade;"), "don’t €5 – ™");
  EXPECT_EQ(text("&ampamp; &lt &copy2026 &notit; &notin;"), "&amp; < ©2026 ¬it; ∉");
  EXPECT_EQ(text("&NotEqualTilde;"), "≂̸");
  EXPECT_EQ(text("&unknown; & &; &#; &#x; AT&T"), "&unknown; & &; &#; &#x; AT&T");
  EXPECT_EQ(text("&#0;&#xD800;&#99999999999;"), "\uFFFD\uFFFD\uFFFD");
}

TEST(CharRefs, LeavesAddressesAlone) {
  EXPECT_EQ(DecodeCharRefs("?a=1&copy=2&reg;=3", ReferencePlace::kAttribute), "?a=1&copy=2®=3");
}

TEST(HtmlCharset, KeepsANegationWrittenWithAWindowsApostrophe) {
  EXPECT_THAT(Texts(ReadHtml("<p>It doesn&#146;t cure.")), ElementsAre("It doesn’t cure."));
  EXPECT_THAT(Texts(ReadHtml("<p>It doesn\x92t cure.")), ElementsAre("It doesn’t cure."));
}

TEST(HtmlCharset, ReadsBig5ByLabelAndByDetection) {
  // "外泌體療法未經核准" in Big5.
  const std::string words = "\xA5\x7E\xAA\x63\xC5\xE9\xC0\xF8\xAA\x6B\xA5\xBC\xB8\x67\xAE\xD6\xAD\xE3";
  EXPECT_THAT(Texts(ReadHtml("<meta charset=big5><p>" + words)), ElementsAre("外泌體療法未經核准"));
  EXPECT_THAT(Texts(ReadHtml("<meta http-equiv=Content-Type content='text/html; charset=\"Big5\"'><p>" + words)),
              ElementsAre("外泌體療法未經核准"));
  std::string many = "<p>";
  for (int i = 0; i < 20; ++i)
    many += words;
  EXPECT_EQ(DecodeToUtf8(many).charset, "big5-hkscs");
}

TEST(HtmlCharset, BelievesValidUtf8BeforeALabel) {
  EXPECT_THAT(Texts(ReadHtml("<meta charset=iso-8859-1><p>療法™")), ElementsAre("療法™"));
}

TEST(HtmlCharset, RepairsAFewBadBytesInUtf8) {
  std::string page = "<p>";
  for (int i = 0; i < 20; ++i)
    page += "療法";
  const Document document = ReadHtml(page + "\xFF.");
  EXPECT_EQ(document.metadata.at("charset"), "UTF-8");
  EXPECT_TRUE(document.text.ends_with("療法\uFFFD."));
  EXPECT_TRUE(HasAnomaly(document, "bad-encoding"));
}

TEST(HtmlCharset, ReadsUtf16WithAndWithoutMark) {
  const std::string page("<\0p\0>\0a\0\x42\x76", 10);
  EXPECT_THAT(Texts(ReadHtml(page)), ElementsAre("a療"));
  EXPECT_THAT(Texts(ReadHtml("\xFF\xFE" + page)), ElementsAre("a療"));
}

TEST(HtmlCharset, ReadsOldLatinLabelsAsWindows1252) {
  EXPECT_EQ(DecodeToUtf8("<meta charset='iso-8859-1'>\x93quote\x94").text, "<meta charset='iso-8859-1'>“quote”");
}

TEST(HtmlCharset, FallsBackWhenTheLabelIsUnknown) {
  EXPECT_THAT(Texts(ReadHtml("<meta charset=klingon><p>It\x92s caf\xE9 time for caf\xE9 and na\xEFve words")),
              ElementsAre("It’s café time for café and naïve words"));
}

TEST(HtmlCharset, IgnoresALabelInAComment) {
  EXPECT_THAT(Texts(ReadHtml("<!-- <meta charset=big5> --><meta charset=windows-1252><p>caf\xE9")),
              ElementsAre("café"));
}

}  // namespace
}  // namespace audit
