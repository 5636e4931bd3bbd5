#include "parsers/html/html_mark_up.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "parsers/html/charset.h"
#include "parsers/html/html_parser.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Mark MarkOn(std::string quote, int line = 0, std::string part = "") {
  SourceLocation where;
  where.line = line;
  where.part = std::move(part);
  return {where, std::move(quote), "High: a rule (us/rule)", "What is wrong.\nWhy <so>.", {0xFF, 0xC7, 0x85}};
}

MarkedCopy MarkedHtml(std::string_view bytes, const std::vector<Mark>& marks) {
  MarkUpResult result = MarkUpHtml(bytes, marks, {});
  if (const auto* failure = std::get_if<NotMarked>(&result)) {
    ADD_FAILURE() << failure->reason;
    return {};
  }
  return std::get<MarkedCopy>(std::move(result));
}

/// Removes all that the marker puts in; what is left must be the original.
std::string WithoutMarks(std::string page) {
  const auto cut = [&page](std::string_view from, std::string_view to) {
    for (auto at = page.find(from); at != std::string::npos; at = page.find(from, at))
      page.erase(at, page.find(to, at) + to.size() - at);
  };
  cut("<meta charset=\"", "/>");
  cut("<meta http-equiv=\"Content-Security-Policy\"", "/>");
  cut("<section id=\"brochure-audit\"", "</section>");
  cut("<mark id=\"brochure-audit", ">");
  cut("</mark", ">");
  return page;
}

/// The text within the page's marks, a stretch each.
std::vector<std::string> Marked(const std::string& page) {
  std::vector<std::string> out;
  for (auto at = page.find("<mark "); at != std::string::npos; at = page.find("<mark ", at + 1)) {
    const auto begin = page.find('>', at) + 1;
    out.push_back(page.substr(begin, page.find("</mark>", begin) - begin));
  }
  return out;
}

TEST(HtmlMarkUp, MarksTheWordsAcrossTagsAndLeavesAllElseAsItWas) {
  const std::string page =
      "<!DOCTYPE html>\n<html><head><title>FDA</title></head>\n<body class=x><p>It is <b>FDA</b>\n  appro&#118;ed "
      "&amp; safe.\n";
  const MarkedCopy copy = MarkedHtml(page, {MarkOn("FDA approved & safe.", 3)});
  EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kAtWords);
  EXPECT_THAT(Marked(copy.bytes), ::testing::ElementsAre("FDA", "appro&#118;ed &amp; safe."));
  EXPECT_EQ(WithoutMarks(copy.bytes), page);
}

TEST(HtmlMarkUp, TakesTheOccurrenceOnTheLine) {
  const std::string page = "<body>\n<p>FDA approved.</p>\n<p>Other.</p>\n<p>FDA approved.</p>\n";
  const std::string copy = MarkedHtml(page, {MarkOn("FDA approved.", 4)}).bytes;
  EXPECT_THAT(copy, AllOf(HasSubstr("<p>FDA approved.</p>\n<p>Other.</p>\n<p><mark "),
                          HasSubstr("FDA approved.</mark></p>\n")));
}

TEST(HtmlMarkUp, MarksThatOverlapNest) {
  const std::string copy =
      MarkedHtml("<p>one two three four</p>", {MarkOn("one two three"), MarkOn("two three four")}).bytes;
  EXPECT_THAT(Marked(copy), ::testing::ElementsAre("one ", "two three", " four"));
  EXPECT_THAT(copy, HasSubstr("</mark></p>"));
  EXPECT_EQ(WithoutMarks(copy), "<p>one two three four</p>");
}

TEST(HtmlMarkUp, EscapesCommentsAndQuotes) {
  Mark mark = MarkOn("FDA");
  mark.heading = "\"><script>alert(1)</script>";
  mark.comment = "</section>' onload='x()\n核准\x01";
  Mark missing = MarkOn("<img src=x onerror=y>");
  const std::string copy = MarkedHtml("<p>FDA</p>", {mark, missing}).bytes;
  EXPECT_THAT(copy, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")), Not(HasSubstr("onload='"))));
  EXPECT_THAT(copy, AllOf(HasSubstr("&#60;script&#62;"), HasSubstr("&#26680;&#20934;")));
  EXPECT_EQ(WithoutMarks(copy), "<p>FDA</p>");
}

TEST(HtmlMarkUp, CopyRunsNoScriptsAndFetchesNothing) {
  const std::string page = "<html><head><script>steal()</script></head><body><p>FDA</p></body></html>";
  const std::string copy = MarkedHtml(page, {MarkOn("FDA")}).bytes;
  const auto policy = copy.find("Content-Security-Policy\" content=\"default-src 'none';");
  EXPECT_NE(policy, std::string::npos);
  EXPECT_LT(policy, copy.find("<script>")) << "a policy holds for what comes after it";
  EXPECT_THAT(copy, Not(HasSubstr("script-src")));
  EXPECT_EQ(WithoutMarks(copy), page) << "the page's scripts stay in its source";
}

TEST(HtmlMarkUp, ListsEveryCommentOnTop) {
  const MarkedCopy copy = MarkedHtml("<head><title>A title</title></head><body><p>FDA</p>",
                                     {MarkOn("FDA"), MarkOn(""), MarkOn("A title", 1, "metadata")});
  EXPECT_EQ(copy.marks[1].placing, MarkPlacing::kNearby);
  EXPECT_THAT(copy.marks[1].note, HasSubstr("missing"));
  EXPECT_EQ(copy.marks[2].placing, MarkPlacing::kNearby);
  EXPECT_THAT(
      copy.bytes,
      AllOf(HasSubstr("<body><section id=\"brochure-audit\""), HasSubstr("brochure-audit: 3 comments"),
            HasSubstr("href=\"#brochure-audit-1\">1. High"), HasSubstr(">3. High"), HasSubstr("<q>A title</q>")));
}

TEST(HtmlMarkUp, PutsNoTagsIntoTextFieldsAndDrawings) {
  const std::string page =
      "<body><textarea>FDA one</textarea><svg><text>FDA two</text></svg><title>FDA three</title><plaintext>FDA four";
  for (const char* quote : {"FDA one", "FDA two", "FDA three", "FDA four"}) {
    const MarkedCopy copy = MarkedHtml(page, {MarkOn(quote)});
    EXPECT_EQ(copy.marks[0].placing, MarkPlacing::kNearby) << quote;
    EXPECT_EQ(WithoutMarks(copy.bytes), page);
  }
}

TEST(HtmlMarkUp, KeepsEveryCharset) {
  const auto marked = [](const std::string& page, std::string quote) {
    const MarkedCopy copy = MarkedHtml(page, {MarkOn(std::move(quote))});
    EXPECT_EQ(copy.marks.at(0).placing, MarkPlacing::kAtWords);
    return copy.bytes;
  };
  const std::string latin =
      "<meta charset=iso-8859-1><p>Caf\xE9 \x93"
      "FDA\x94 na\xEFve</p>";
  EXPECT_EQ(WithoutMarks(marked(latin, "“FDA” naïve")), latin);
  EXPECT_THAT(marked(latin, "“FDA” naïve"), HasSubstr("\x93"
                                                      "FDA\x94 na\xEFve</mark>"));
  const std::string big5 = "<meta charset=big5><p>\xAE\xD6\xAD\xE3 \xA5\x69\xAE\xD6</p>";  // 核准 可核
  EXPECT_EQ(WithoutMarks(marked(big5, "可核")), big5);
  EXPECT_THAT(marked(big5, "可核"), HasSubstr(">\xA5\x69\xAE\xD6</mark>"));
  const std::string marked_utf8 = "\xEF\xBB\xBF<p>é FDA</p>";
  EXPECT_EQ(WithoutMarks(marked(marked_utf8, "FDA")), marked_utf8);
  std::string damaged = "<p>";
  for (int i = 0; i < 40; ++i)
    damaged += "é";
  damaged += "\xFF FDA</p>";
  EXPECT_EQ(WithoutMarks(marked(damaged, "FDA")), damaged);
}

TEST(HtmlMarkUp, MarksUtf16) {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("<html><p>Is FDA approved</p></html>"))
    wide += {c, '\0'};
  const MarkedCopy copy = MarkedHtml(wide, {MarkOn("FDA approved")});
  EXPECT_THAT(DecodeToUtf8(copy.bytes).text, HasSubstr("FDA approved</mark></p>"));
}

TEST(HtmlMarkUp, EveryPrefixAndEveryFlippedByteKeepsTheOriginal) {
  const std::string whole =
      "<!DOCTYPE html><html><head><title>T</title></head><body><!-- c --><p a='x>y'>Is <b>FDA</b> approved &amp; "
      "safe</p><script>x</script></body></html>";
  for (std::size_t at = 1; at < whole.size(); at += 3) {
    for (const bool cut : {false, true}) {
      std::string bytes = cut ? whole.substr(0, at) : whole;
      if (!cut) bytes[at] = static_cast<char>(bytes[at] ^ 0x15);
      const MarkUpResult result = MarkUpDocument("html", bytes, {MarkOn("FDA approved & safe")}, {});
      if (const auto* copy = std::get_if<MarkedCopy>(&result))
        EXPECT_EQ(WithoutMarks(copy->bytes), bytes) << at;
      else
        EXPECT_NE(std::get<NotMarked>(result).reason, "");
    }
  }
}

}  // namespace
}  // namespace audit
