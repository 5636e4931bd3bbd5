#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/parsers/html/read_html.h"

namespace audit {
namespace {

/// "#colour on #ground" of the first block in which "words" stands, or "unknown".
std::string Look(std::string_view page) {
  const Document document = ReadHtml(page);
  for (const Block& block : document.blocks) {
    if (TextOf(document, block).find("words") == std::string::npos) continue;
    return PaintOf(block);
  }
  return "not found";
}

/// The same for a page with a doctype, a style sheet and a body.
std::string Look(const std::string& css, const std::string& body) {
  return Look("<!doctype html><html><head><style>" + css + "</style></head><body>" + body + "</body></html>");
}

TEST(HtmlColors, ReadsStyleAttributesOnThePageAndOnElements) {
  EXPECT_EQ(Look("<p style='color:#aaa'>words</p>"), "#aaaaaa on #ffffff");
  EXPECT_EQ(Look("<div style='background:#123'><p>words</p></div>"), "#000000 on #112233");
  EXPECT_EQ(Look("<p style='color:#AAA;background:WHITE'>words</p>"), "#aaaaaa on #ffffff");
  EXPECT_EQ(Look("<div style='color:red'><p style='color:inherit'>words</p></div>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("<p style='color:red !important;color:blue'>words</p>"), "#ff0000 on #ffffff");
}

TEST(HtmlColors, AreTheReadersOwnWhereThePageSaysNone) { EXPECT_EQ(Look("<p>words</p>"), "unknown"); }

TEST(HtmlColors, ReadsOldAttributes) {
  EXPECT_EQ(Look("<body bgcolor=navy text=white><p>words</p>"), "#ffffff on #000080");
  EXPECT_EQ(Look("<!doctype html><table bgcolor='#eee'><tr><td><font color=gray>words</font></td></tr></table>"),
            "#808080 on #eeeeee");
  EXPECT_EQ(Look("<body background=paper.png text=white><p>words</p>"), "unknown");
  EXPECT_EQ(Look("<body bgcolor=nonsense text=white><p>words</p>"), "unknown");
}

TEST(HtmlColors, ReadsStyleSheetsByNameClassIdAndAncestors) {
  EXPECT_EQ(Look("p{color:#777}", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look(".d{color:#777}", "<p class='x d'>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("#d{color:#777}", "<p id=d>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("footer .d{color:#777}", "<footer><div><p class=d>words</p></div></footer>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("footer .d{color:#777}", "<p class=d>words</p>"), "unknown");
  EXPECT_EQ(Look("footer>.d{color:#777}", "<footer><div><p class=d>words</p></div></footer>"), "unknown");
  EXPECT_EQ(Look("a b > i u{color:red}", "<a><b><i><b><i><u>words</u></i></b></i></b></a>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("main>div p{color:red}", "<main><div><div><p>words</p></div></div></main>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("h1,p{color:#777}/* p{color:red} */", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("body{background:#222;color:#eee}", "<p>words</p>"), "#eeeeee on #222222");
}

TEST(HtmlColors, LetsTheWeightierRuleWin) {
  EXPECT_EQ(Look(".a{color:red}p{color:blue}", "<p class=a>words</p>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("p{color:red}p{color:blue}", "<p>words</p>"), "#0000ff on #ffffff");
  EXPECT_EQ(Look("#i{color:red}.a.b{color:blue}", "<p id=i class='a b'>words</p>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("p{color:red!important}#i{color:blue}", "<p id=i style='color:lime'>words</p>"), "#ff0000 on #ffffff");
  EXPECT_EQ(Look("p{color:red}", "<p style='color:blue'>words</p>"), "#0000ff on #ffffff");
}

TEST(HtmlColors, ResolvesVariablesOfThePage) {
  EXPECT_EQ(Look(":root{--ink:#777}p{color:var(--ink)}", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look(":root{--a:#777;--ink:var(--a)}p{color:var(--ink)}", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("p{color:var(--none,#777)}", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look(":root{--ink:#777}.dark{--ink:#eee}p{color:var(--ink)}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("p{color:var(--none)}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look(":root{--a:var(--a)}p{color:var(--a)}", "<p>words</p>"), "unknown");
}

TEST(HtmlColors, MixesColoursThatShineThrough) {
  EXPECT_EQ(Look("<p style='color:rgba(0,0,0,.5)'>words</p>"), "#808080 on #ffffff");
  EXPECT_EQ(Look("<div style='background:#000'><p style='background:#ffffff80;color:red'>words</p></div>"),
            "#ff0000 on #808080");
  EXPECT_EQ(Look("<div style='background:#eee'><p style='background:transparent;color:red'>words</p></div>"),
            "#ff0000 on #eeeeee");
}

TEST(HtmlColors, AreUnknownOverPicturesGradientsAndFilters) {
  for (const std::string css :
       {"background:url(a.png) #000", "background-image:linear-gradient(red,blue)", "opacity:.6", "filter:invert(1)",
        "text-shadow:0 0 2px #000", "-webkit-background-clip:text", "background:paper", "position:absolute",
        "margin-top:-70px", "transform:translateY(-50%)", "grid-area:1/1"}) {
    EXPECT_EQ(Look("p{color:#fff;" + css + "}", "<p>words</p>"), "unknown") << css;
    EXPECT_EQ(Look("p{color:#fff}", "<p style='" + css + "'>words</p>"), "unknown") << css;
  }
}

TEST(HtmlColors, AreUnknownWhereSomethingMayLieUnderTheWords) {
  const std::string css = ".hero{position:relative}.hero img{position:absolute;inset:0}h1{color:#fff}p{color:#777}";
  const std::string hero = "<div class=hero><img src=a.png>";
  EXPECT_EQ(Look(css, hero + "<h1>words</h1></div>"), "unknown");
  EXPECT_EQ(Look(css, hero + "<h1>Title</h1></div><p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look(".hero::before{content:'';background:#000}h1{color:#fff}", "<div class=hero><h1>words</h1></div>"),
            "unknown");
}

TEST(HtmlColors, AreUnknownWhereARuleMayApply) {
  EXPECT_EQ(Look("p:first-child{color:#777}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("p[lang]{color:#777}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("h1+p{color:#777}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("@media (max-width:600px){p{color:#777}}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("p:first-child{color:#777}p.a{color:red}.a.a{color:red}", "<p class=a>words</p>"),
            "#ff0000 on #ffffff");
  EXPECT_EQ(Look("@supports (display:grid){p{color:#777}}p{color:#777}", "<p>words</p>"), "#777777 on #ffffff");
}

TEST(HtmlColors, PassesOverRulesThatDoNotApplyAtRest) {
  for (const std::string rule : {"p:hover{color:#777}", "@media print{p{color:#777}}", "p::selection{color:#777}",
                                 "@media (prefers-color-scheme:dark){p{color:#777}}", "@font-face{color:#777}",
                                 "@keyframes k{from{color:#777}to{color:#888}}"}) {
    EXPECT_EQ(Look("body{color:#222}" + rule, "<p>words</p>"), "#222222 on #ffffff") << rule;
  }
  EXPECT_EQ(Look("@media screen{p{color:#777}}", "<p>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("<style media=print>p{color:red}</style><p style='color:#777'>words</p>"), "#777777 on #ffffff");
}

TEST(HtmlColors, AreUnknownWhereStyleSheetsAreNotInThePage) {
  const std::string linked = "<link rel='stylesheet' href=a.css>";
  EXPECT_EQ(Look(linked + "<div style='background:#000'><p style='color:#fff'>words</p></div>"), "unknown");
  EXPECT_EQ(Look(linked + "<style>p{color:#777}</style><p>words</p>"), "unknown");
  EXPECT_EQ(Look(linked + "<p style='color:#777;background:#fff'>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("<link rel=icon href=a.ico><p style='color:#777'>words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("@import 'a.css';p{color:#777}", "<p>words</p>"), "unknown");
  EXPECT_EQ(Look("p{color:#777;b{color:red}}", "<p>words</p>"), "unknown");
}

TEST(HtmlColors, AreUnknownWhereAScriptMayStyleTheClass) {
  const std::string script = "<script src=styles.js></script>";
  EXPECT_EQ(Look(script + "<div class=bg-slate-900><p style='color:#fff'>words</p></div>"), "unknown");
  EXPECT_EQ(Look(script + "<style>.a{margin:0}</style><p class=a style='color:#777'>words</p>"), "#777777 on #ffffff");
}

TEST(HtmlColors, AreGivenOnlyWhenTheyAreTheSameForTheWholeBlock) {
  EXPECT_EQ(Look("<p style='color:#777'>words <b>and more</b> words</p>"), "#777777 on #ffffff");
  EXPECT_EQ(Look("<p style='color:#777'>words <b style='color:#000'>and more</b></p>"), "unknown");
  EXPECT_EQ(Look("<p style='color:#777'>words <a href=x>and more</a></p>"), "unknown");
}

TEST(HtmlColors, ChangeNeitherTheTextNorItsBlocks) {
  const std::string body =
      "<p><b>Not <span class=a>approved</span></b>No product is.</p><p class=w>white <i>words</i></p>";
  const Document plain = ReadHtml(body);
  const Document styled = ReadHtml("<style>.a{color:red}.w{color:#fff;background:#fff}i{color:#fefefe}</style>" + body);
  EXPECT_EQ(styled.text, plain.text);
  ASSERT_EQ(styled.blocks.size(), plain.blocks.size());
  for (std::size_t i = 0; i < plain.blocks.size(); ++i)
    EXPECT_EQ(styled.blocks[i].visibility, plain.blocks[i].visibility);
}

TEST(HtmlColors, SurvivesBrokenAndEndlessStyleSheets) {
  for (const std::string css :
       {"p{", "{", "}", "@media", "@media{", "p{color:", "p{color:var(", "/*", "p[", ":", "p:not(", "\\",
        "p{color:#777;background:url('}", "@media screen{@media screen{p{color:red}"}) {
    EXPECT_NE(Look(css, "<p>words</p>"), "not found") << css;
  }
  std::string many;
  for (int i = 0; i < 30'000; ++i)
    many += "p{color:#777}";
  EXPECT_EQ(Look(many, "<p>words</p>"), "unknown");
  std::string deep = "<style>";
  for (int i = 0; i < 300; ++i)
    deep += "div div div div div div div b{color:red}";
  deep += "</style>";
  for (int i = 0; i < 500; ++i)
    deep += "<div>";
  for (int i = 0; i < 2'000; ++i)
    deep += "<i>a</i>";
  EXPECT_EQ(Look(deep + "<p style='color:#777'>words</p>"), "#777777 on #ffffff");
}

TEST(HtmlParser, TellsWhatMustBeUnfolded) {
  const Document document = ReadHtml(
      "<p>open</p><details><summary>question</summary><p>answer</p><details open><summary>inner question</summary>"
      "inner answer</details></details><details open><summary>second</summary><p>seen</p></details>");
  for (const std::string_view words : {"open", "question", "second", "seen"})
    EXPECT_FALSE(BlockWith(document, words).folded) << words;
  for (const std::string_view words : {"answer", "inner question", "inner answer"})
    EXPECT_TRUE(BlockWith(document, words).folded) << words;
}

}  // namespace
}  // namespace audit
