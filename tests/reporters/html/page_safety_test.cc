// What a report lets into its markup: nothing that a document says can run, leave its place or reach the outside.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "parsers/sha256.h"
#include "tests/reporters/html/report_maker.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HtmlReporter, WritesMarkupThatNeedsNoRepair) {
  EXPECT_EQ(BrokenPage(Report(SomeRun(), {})), "");
  EXPECT_EQ(BrokenPage(Report(RunWithRules(), {RecordWithFinding("a", Severity::kLow), RecordAt("b"),
                                               UnreadAt("c", Outcome::kCrashed, "Signal 11.")})),
            "");
  RunInfo run = RunWithRules();
  run.warnings = run.limits = {std::string(kHostile)};
  EXPECT_EQ(BrokenPage(Report(run, {HostileRecord()})), "");
}

TEST(MarkupCheck, FindsWhatIsBroken) {
  EXPECT_NE(BrokenMarkup("<p><b></p></b>"), "");
  EXPECT_NE(BrokenMarkup("<p>"), "");
  EXPECT_NE(BrokenMarkup("<p>a < b</p>"), "");
  EXPECT_NE(BrokenMarkup("<p onclick=x></p>"), "");
  EXPECT_NE(BrokenMarkup("<p id=\"a\"></p><p id=\"a\"></p>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"#b\"></a>"), "");
  EXPECT_NE(BrokenMarkup("<a href=\"http://outside\"></a>"), "");
  EXPECT_NE(BrokenMarkup("<script>if (a < b) c();</script><p>"), "");
  EXPECT_EQ(BrokenMarkup("<script>if (a < b) c();</script><p></p>"), "");
}

TEST(HtmlReporter, EscapesEveryTextOfTheDocument) {
  for (const auto& [name, text] : Report(RunWithRules(), {HostileRecord()})) {
    const std::string page = WithoutScripts(text);
    EXPECT_THAT(page, Not(HasSubstr("<img"))) << name;
    EXPECT_THAT(page, Not(HasSubstr("\u202E"))) << name;
    EXPECT_THAT(page, Not(HasSubstr("\x1B"))) << name;
    EXPECT_EQ(page.find("</style>"), page.rfind("</style>")) << name;
    if (name.ends_with(".html")) {
      EXPECT_THAT(page, HasSubstr("onerror=&#39;alert(1)&#39;&gt;‹U+202E›daolyap‹U+001B›[2J{{path}}")) << name;
    }
  }
}

TEST(HtmlReporter, SaysInPlainSightThatNothingWasClassified) {
  AuditRecord record = RecordWithFinding("a.html", Severity::kLow);
  record.findings.clear();
  EXPECT_THAT(PageOf(record), Not(HasSubstr("It is about")));
  record.facts.not_classified = "It is about <something> else.";
  EXPECT_THAT(PageOf(record), HasSubstr("<p class=\"verdict\">It is about &lt;something&gt; else.</p>"));
}

TEST(HtmlReporter, LetsOnlyKnownLanguagesIntoTheMarkup) {
  AuditRecord record = RecordWithFinding("a.html", Severity::kLow);
  record.facts.language = "zh-Hant";
  EXPECT_THAT(PageOf(record), HasSubstr("<blockquote dir=\"auto\" lang=\"zh-Hant\">"));
  record.facts.language = "x\" onload=\"";
  EXPECT_THAT(PageOf(record), HasSubstr("<blockquote dir=\"auto\">"));
}

TEST(HtmlReporter, AsksNothingOfTheOutside) {
  for (const auto& [name, text] : Report(RunWithRules(), {HostileRecord(), RecordAt("b")})) {
    if (name.ends_with(".html")) {
      EXPECT_THAT(text, HasSubstr("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"))
          << name;
    }
    EXPECT_THAT(text, Not(HasSubstr("unsafe-inline"))) << name;
    const std::string page = WithoutScripts(text);
    for (const std::string_view way : {"http://", "https://", "url(", "@import", "<iframe", " style=", "<script "})
      EXPECT_THAT(page, Not(HasSubstr(way))) << name;
  }
}

/// Bytes of a Base64 text as hexadecimal digits.
std::string HexOfBase64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string hex;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = (bits << 6) | static_cast<unsigned>(kDigits.find(c));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    hex += fmt::format("{:02x}", (bits >> held) & 0xFFu);
  }
  return hex;
}

TEST(HtmlReporter, AllowsItsOwnScriptsAndStyleAlone) {
  for (const auto& [name, page] :
       Report(SomeRun(), {RecordWithFinding("a", Severity::kLow), UnreadAt("b", Outcome::kCrashed, "Why.")})) {
    if (!name.ends_with(".html")) continue;
    std::set<std::string> allowed, held;
    for (std::size_t at = page.find("'sha256-"); at != std::string::npos; at = page.find("'sha256-", at + 1))
      allowed.insert(HexOfBase64(Between(page.substr(at), "'sha256-", "' ").substr(0, 8 + 44).substr(8)));
    for (const std::string element : {"script", "style"})
      for (std::size_t at = page.find("<" + element + ">"); at != std::string::npos;
           at = page.find("<" + element + ">", at + 1))
        held.insert(
            Sha256Hex(Between(page.substr(at), "<" + element + ">", "</" + element + ">").substr(element.size() + 2)));
    EXPECT_EQ(allowed, held) << name;
  }
}

}  // namespace
}  // namespace audit
