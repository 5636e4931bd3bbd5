#include "pipeline/discovery.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::HasSubstr;

std::map<std::string, Input> Found(const std::vector<std::filesystem::path>& archives,
                                   const std::filesystem::path& out = "/nowhere",
                                   const DiscoveryOptions& options = {}) {
  std::map<std::string, Input> inputs;
  Discover(archives, out, options, [&inputs](const Input& input) {
    EXPECT_TRUE(inputs.emplace(input.path, input).second) << "two inputs for " << input.path;
  });
  return inputs;
}

TEST(Discovery, FindsEveryFileBelowWithItsSize) {
  const TempFolder folder;
  folder.Write("a.pdf", "12345");
  folder.Write("b/c/d.html", "");
  const auto inputs = Found({folder.Path()});
  ASSERT_EQ(inputs.size(), 2u);
  EXPECT_EQ(inputs.at("a.pdf").stamp.bytes, 5u);
  EXPECT_EQ(inputs.at("b/c/d.html").state, InputState::kReadable);
}

TEST(Discovery, ListsLinksPipesAndLockFilesAsSkipped) {
  const TempFolder folder;
  folder.Write("real.pdf", "x");
  folder.Write("~$letter.docx", "x");
  std::filesystem::create_symlink(folder.Path(), folder.Path() / "loop");
  ASSERT_EQ(mkfifo((folder.Path() / "pipe").c_str(), 0600), 0);
  const auto inputs = Found({folder.Path()});
  ASSERT_EQ(inputs.size(), 4u);
  EXPECT_EQ(inputs.at("loop").state, InputState::kSkipped);
  EXPECT_THAT(inputs.at("loop").note, HasSubstr("link"));
  EXPECT_EQ(inputs.at("pipe").state, InputState::kSkipped);
  EXPECT_EQ(inputs.at("~$letter.docx").state, InputState::kSkipped);
}

TEST(Discovery, SkipsTheReportOfARunAndReadsWhatLiesBesideIt) {
  const TempFolder folder;
  for (const char* file : {"may/audit.db", "may/run.json", "may/report.html", "may/pages/1.html", "may/brochure.html",
                           "site/report.html", "site/pages/1.html", "site/run.json"})
    folder.Write(file, "x");
  const auto inputs = Found({folder.Path()});
  ASSERT_EQ(inputs.size(), 8u);
  for (const char* part : {"may/report.html", "may/pages", "may/audit.db", "may/run.json"}) {
    EXPECT_EQ(inputs.at(part).state, InputState::kSkipped) << part;
    EXPECT_THAT(inputs.at(part).note, HasSubstr("part of the report of a run"));
  }
  EXPECT_EQ(inputs.at("may/brochure.html").state, InputState::kReadable);
  EXPECT_EQ(inputs.at("site/report.html").state, InputState::kReadable);
  EXPECT_EQ(inputs.at("site/pages/1.html").state, InputState::kReadable);
}

TEST(Discovery, KeepsNamesThatAreNotUtf8Apart) {
  const TempFolder folder;
  folder.Write("caf\xE9.pdf", "x");
  folder.Write("caf\\xE9.pdf", "x");
  folder.Write("line\nbreak.pdf", "x");
  const auto inputs = Found({folder.Path()});
  EXPECT_EQ(inputs.size(), 3u);
  EXPECT_TRUE(inputs.contains("caf\\xE9.pdf"));
  EXPECT_TRUE(inputs.contains("caf\\x5CxE9.pdf"));
  EXPECT_TRUE(inputs.contains("line\\x0Abreak.pdf"));
}

TEST(Discovery, PassesOverItsOwnOutput) {
  const TempFolder folder;
  folder.Write("a.pdf", "x");
  folder.Write("audit-report/report.html", "x");
  const auto inputs = Found({folder.Path()}, folder.Path() / "audit-report");
  EXPECT_EQ(inputs.size(), 1u);
}

TEST(Discovery, AppliesSettingsToWhatLiesBelow) {
  const TempFolder folder;
  folder.Write("brochure-audit.yaml", "exclude: [\"drafts/**\"]\n");
  folder.Write("drafts/x.pdf", "x");
  folder.Write("tw/brochure-audit.yaml", "jurisdictions: [tw]\n");
  folder.Write("tw/y.pdf", "x");
  std::map<std::string, Input> inputs;
  const Discovery discovery =
      Discover({folder.Path()}, "/nowhere", {}, [&inputs](const Input& input) { inputs[input.path] = input; });
  EXPECT_EQ(inputs.size(), 2u);
  EXPECT_EQ(inputs.at("drafts/x.pdf").state, InputState::kSkipped);
  EXPECT_THAT(inputs.at("drafts/x.pdf").note, HasSubstr("drafts/**"));
  EXPECT_EQ(discovery.settings.at(inputs.at("tw/y.pdf").settings).declared.jurisdictions,
            std::vector<std::string>{"tw"});
}

TEST(Discovery, TellsSeveralArchivesApart) {
  const TempFolder folder;
  folder.Write("one/x/a.pdf", "x");
  folder.Write("two/x/a.pdf", "x");
  const auto inputs = Found({folder.Path() / "one/x", folder.Path() / "two/x"});
  EXPECT_TRUE(inputs.contains("x/a.pdf"));
  EXPECT_TRUE(inputs.contains("x#2/a.pdf"));
}

TEST(Discovery, SkipsWhatTheCommandLineLeavesOut) {
  const TempFolder folder;
  folder.Write("a/b.pdf", "x");
  folder.Write("a/c.html", "x");
  folder.Write("drafts/d.pdf", "x");
  DiscoveryOptions options;
  options.include = {"**/*.pdf"};
  options.exclude = {"drafts/**"};
  const auto inputs = Found({folder.Path()}, "/nowhere", options);
  EXPECT_EQ(inputs.at("a/b.pdf").state, InputState::kReadable);
  EXPECT_THAT(inputs.at("a/c.html").note, HasSubstr("--include"));
  EXPECT_EQ(inputs.at("drafts/d.pdf").state, InputState::kSkipped);
  EXPECT_THAT(inputs.at("drafts/d.pdf").note, HasSubstr("--exclude"));
}

TEST(Discovery, DefersFilesThatAreStillBeingWritten) {
  const TempFolder folder;
  folder.Write("fresh.pdf", "x");
  const auto settled = folder.Write("settled.pdf", "x");
  std::filesystem::last_write_time(settled, std::filesystem::file_time_type::clock::now() - std::chrono::minutes(10));
  DiscoveryOptions options;
  options.settle_seconds = 60;
  const auto inputs = Found({folder.Path()}, "/nowhere", options);
  EXPECT_EQ(inputs.at("fresh.pdf").state, InputState::kDeferred);
  EXPECT_EQ(inputs.at("settled.pdf").state, InputState::kReadable);
}

TEST(Discovery, DoesNotReadPlaceholdersUnlessAsked) {
  const TempFolder folder;
  std::filesystem::resize_file(folder.Write("cloud.pdf", ""), 1u << 20);
  EXPECT_EQ(Found({folder.Path()}).at("cloud.pdf").state, InputState::kDenied);
  DiscoveryOptions options;
  options.read_offline = true;
  EXPECT_EQ(Found({folder.Path()}, "/nowhere", options).at("cloud.pdf").state, InputState::kReadable);
}

TEST(Discovery, ListsNamesAndFoldersOfAnyLength) {
  const TempFolder folder;
  std::string deep;
  for (int i = 0; i < 15; ++i)
    deep += std::string(200, 'd') + "/";
  folder.Write(deep + std::string(255, 'f'), "x");
  EXPECT_TRUE(Found({folder.Path()}).contains(deep + std::string(255, 'f')));
}

TEST(Discovery, RefusesAnArchiveThatIsNotThere) { EXPECT_THROW(Found({"/no/such/archive"}), SetupError); }

}  // namespace
}  // namespace audit
