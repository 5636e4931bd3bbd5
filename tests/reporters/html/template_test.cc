#include "reporters/html/template.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <set>

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
