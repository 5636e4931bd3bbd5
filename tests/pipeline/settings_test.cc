#include "pipeline/settings.h"

#include <gmock/gmock.h>

#include <string>

#include "analyzers/setup_error.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;

std::string ErrorOf(const std::string& yaml) {
  const TempFolder folder;
  const auto file = folder.Write("brochure-audit.yaml", yaml);
  try {
    ReadSettings(file, "", FolderSettings());
  } catch (const SetupError& error) {
    return std::string(error.what()).substr(file.string().size());
  }
  return "no error";
}

TEST(Settings, ReadsAllKeys) {
  const TempFolder folder;
  const auto file = folder.Write("brochure-audit.yaml",
                                 "jurisdictions: [tw, us]\npolicy: [us, ./house]\ntrack: cosmetic\nrole: broker\n"
                                 "exclude: [\"drafts/**\"]\n");
  const FolderSettings settings = ReadSettings(file, "a/b", FolderSettings());
  EXPECT_THAT(settings.declared.jurisdictions, ElementsAre("tw", "us"));
  EXPECT_THAT(settings.policy, ElementsAre("us", (folder.Path() / "house").string()));
  EXPECT_EQ(settings.declared.track, ProductTrack::kCosmetic);
  EXPECT_EQ(settings.declared.role, DocumentRole::kBroker);
  EXPECT_NE(settings.ExcludedBy("a/b/drafts/x.pdf"), nullptr);
  EXPECT_EQ(settings.ExcludedBy("a/drafts/x.pdf"), nullptr);
}

TEST(Settings, InheritsKeysOfTheFolderAbove) {
  const TempFolder folder;
  FolderSettings above;
  above.declared.jurisdictions = {"us"};
  above.declared.role = DocumentRole::kClinic;
  const auto file = folder.Write("brochure-audit.yaml", "role: publisher\n");
  const FolderSettings settings = ReadSettings(file, "x", above);
  EXPECT_THAT(settings.declared.jurisdictions, ElementsAre("us"));
  EXPECT_EQ(settings.declared.role, DocumentRole::kPublisher);
}

TEST(Settings, NamesPlaceAndValidWordsOfErrors) {
  EXPECT_EQ(ErrorOf("track: cosmetics\n"), ":1:8: unknown track; valid are: unknown, therapeutic, cosmetic, mixed");
  EXPECT_EQ(ErrorOf("role: clinic\njurisdiction: [us]\n"),
            ":2:1: unknown key 'jurisdiction'; valid are: jurisdictions, policy, track, role, exclude");
  EXPECT_EQ(ErrorOf("jurisdictions: [us, mars]\n"), ":1:21: unknown jurisdiction; valid are: us, tw");
  EXPECT_EQ(ErrorOf("exclude: drafts\n"), ":1:10: exclude must be a list, for example [a, b]");
  EXPECT_EQ(ErrorOf("- us\n"), ":1:1: must be a map of keys, for example 'jurisdictions: [us]'");
  EXPECT_EQ(ErrorOf("role: [clinic\n").substr(0, 5), ":2:1:");
}

TEST(Settings, PatternsMatchWholePaths) {
  EXPECT_TRUE(MatchesPattern("drafts/**", "drafts/a/b.pdf"));
  EXPECT_FALSE(MatchesPattern("drafts/**", "drafts"));
  EXPECT_TRUE(MatchesPattern("**/*.tmp", "a/b/c.tmp"));
  EXPECT_TRUE(MatchesPattern("**/*.tmp", "c.tmp"));
  EXPECT_TRUE(MatchesPattern("*.pdf", "a.pdf"));
  EXPECT_FALSE(MatchesPattern("*.pdf", "a/b.pdf"));
  EXPECT_TRUE(MatchesPattern("a?c/*x*", "abc/1x2"));
  EXPECT_FALSE(MatchesPattern("a?c", "ac"));
  EXPECT_TRUE(MatchesPattern("a*b*c", "aXbYbZc"));
}

}  // namespace
}  // namespace audit
