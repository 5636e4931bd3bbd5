#include "reporters/html/template.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reporters/html/template_sources.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Template, EscapesEveryValue) {
  View view;
  view.Set("page_title", "<b>&\"'");
  EXPECT_THAT(Render(Template::kHead, view), HasSubstr("<title>&lt;b&gt;&amp;&quot;&#39;<"));
}

std::string RenderOf(std::string_view source, const View& view) {
  return TemplateSet(std::span(&source, 1)).Render(0, view);
}

TEST(Template, ShowsASectionOnceForATextAndOnceAnItem) {
  constexpr std::string_view kSource = "{{#text}}one {{text}};{{/text}}{{#list}}[{{name}} of {{text}}]{{/list}}";
  View view;
  EXPECT_EQ(RenderOf(kSource, view), "");
  view.Set("text", "t");
  view.Add("list").Set("name", "a");
  view.Add("list").Set("name", "b");
  EXPECT_EQ(RenderOf(kSource, view), "one t;[a of t][b of t]");
}

TEST(Template, LooksANameUpFromWithinOutwards) {
  constexpr std::string_view kSource = "{{#outer}}{{#inner}}{{name}}{{/inner}} {{name}}{{/outer}} {{name}}";
  View view;
  view.Set("name", "whole");
  View& outer = view.Add("outer");
  outer.Set("name", "outer");
  outer.Add("inner").Set("name", "inner");
  outer.Add("inner");
  EXPECT_EQ(RenderOf(kSource, view), "innerouter outer whole");
}

TEST(Template, ShowsWhatStandsForNothing) {
  constexpr std::string_view kSource = "{{^list}}none{{/list}}{{^text}} at all{{/text}}";
  View view;
  EXPECT_EQ(RenderOf(kSource, view), "none at all");
  view.lists["list"];
  EXPECT_EQ(RenderOf(kSource, view), "none at all");
  view.Add("list");
  EXPECT_EQ(RenderOf(kSource, view), " at all");
  view.Show("text");
  EXPECT_EQ(RenderOf(kSource, view), "");
}

TEST(Template, LeavesNoBlankLineWhereOnlySectionsStand) {
  View view;
  view.Add("list").Set("name", "a");
  view.Add("list").Set("name", "b");
  EXPECT_EQ(RenderOf("<ul>\n {{#list}}\n<li>{{name}}</li>\n{{/list}}\n</ul>\n", view),
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
  EXPECT_EQ(RenderOf("a\n\n{{#list}}{{/list}}\nb\n{{#list}} {{/list}}", view), "a\n\nb\n");
  EXPECT_EQ(RenderOf("a\n{{missing}}\nb", view), "a\n\nb");
}

TEST(Template, ClosesEverySectionThatItOpens) {
  static const std::regex kTag(R"(\{\{([#^/])([a-z0-9_]+)\}\})");
  for (const std::string_view source : kTemplateSources) {
    const std::string text(source);
    std::vector<std::string> open;
    for (std::sregex_iterator tag(text.begin(), text.end(), kTag), end; tag != end; ++tag) {
      if ((*tag)[1] != "/") {
        open.push_back((*tag)[2]);
        continue;
      }
      ASSERT_FALSE(open.empty()) << tag->str();
      EXPECT_EQ(open.back(), (*tag)[2]);
      open.pop_back();
    }
    EXPECT_THAT(open, IsEmpty());
  }
}

TEST(Template, HasNoWayAroundEscaping) {
  for (const std::string_view source : kTemplateSources) {
    EXPECT_THAT(std::string(source), Not(HasSubstr("{{{")));
    EXPECT_THAT(std::string(source), Not(HasSubstr("{{&")));
  }
}

TEST(Template, KeepsEveryAttributeInQuotes) {
  static const std::regex kUnquoted(R"(\s[a-z-]+=\{\{)");
  for (const std::string_view source : kTemplateSources)
    EXPECT_FALSE(std::regex_search(std::string(source), kUnquoted)) << source;
}

/// A misspelt name would silently show nothing.
TEST(Template, UsesOnlyNamesThatTheViewsFill) {
  static const std::regex kName(R"(\{\{[#^/]?([a-z0-9_]+)\}\})");
  std::string views;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(AUDIT_SOURCE_DIR) + "/reporters/html"))
    if (entry.path().extension() == ".cc") views += ReadFile(entry.path());
  std::set<std::string> unknown;
  for (const std::string_view source : kTemplateSources) {
    const std::string text(source);
    for (std::sregex_iterator name(text.begin(), text.end(), kName), end; name != end; ++name)
      if (views.find("\"" + (*name)[1].str() + "\"") == std::string::npos) unknown.insert((*name)[1]);
  }
  EXPECT_THAT(unknown, IsEmpty());
}

}  // namespace
}  // namespace audit
