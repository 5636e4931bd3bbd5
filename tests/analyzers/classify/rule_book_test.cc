// Rule files: what they may say, and what the error of a bad line tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <filesystem>

#include <fstream>

#include "analyzers/classify/rule_book.h"
#include "analyzers/classify/statement_analyzer.h"
#include "analyzers/setup_error.h"
#include "analyzers/text/lexicon.h"
#include "classify_fixture.h"

namespace audit {
namespace {

namespace fs = std::filesystem;

/// A copy of the program's lexicons in which one rule file is replaced.
class RuleFolder {
 public:
  explicit RuleFolder(const std::string& rules) {
    folder_ = fs::path(testing::TempDir()) / ("rules-" + std::to_string(next_++) + "-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const auto& entry : fs::directory_iterator(fs::path(AUDIT_SOURCE_DIR) / "analyzers" / "lexicons"))
      if (entry.path().extension() == ".tsv") fs::copy(entry.path(), folder_ / entry.path().filename());
    std::ofstream(folder_ / "test.rules") << rules;
  }
  ~RuleFolder() { fs::remove_all(folder_); }
  const fs::path& Path() const { return folder_; }

 private:
  static inline int next_ = 0;
  fs::path folder_;
};

std::string ErrorOf(const std::string& rules) {
  const RuleFolder folder(rules);
  try {
    const StatementAnalyzer analyzer(folder.Path());
  } catch (const SetupError& error) {
    return error.what();
  }
  return "";
}

std::vector<std::string> WordsFound(const std::string& rules, std::string_view text) {
  const RuleFolder folder(rules);
  const StatementAnalyzer analyzer(folder.Path());
  Statement statement;
  statement.text = text;
  const StatementView view = analyzer.Analyze(statement);
  std::vector<std::string> out;
  for (const RuleHit& hit : view.hits)
    out.emplace_back(WordsOf(view, hit.words));
  return out;
}

TEST(RuleBook, NamesFileAndLineOfABadRule) {
  EXPECT_THAT(ErrorOf("[safety-claim] says so\nsafe\n\n~ safe\n"), testing::HasSubstr("test.rules:4"));
  EXPECT_THAT(ErrorOf("[safety] says so\n"), testing::HasSubstr("valid are"));
  EXPECT_THAT(ErrorOf("safe\n"), testing::HasSubstr("before the first"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\n@NO_SUCH_CONCEPT\n"), testing::HasSubstr("no lexicon defines"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\n<NO_SUCH_CLASS>\n"), testing::HasSubstr("no class"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\nsafe ;; loudly\n"), testing::HasSubstr("unknown flag"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\n(safe|sound\n"), testing::HasSubstr("test.rules:2"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\n(very (safe|sound)|fine)\n"), testing::HasSubstr("do not nest"));
  EXPECT_THAT(ErrorOf("[safety-claim] says so\nsafe ~99 sound\n"), testing::HasSubstr("gap"));
  EXPECT_THAT(ErrorOf("[safety-claim]\nsafe\n"), testing::HasSubstr("reason"));
}

TEST(RuleBook, MatchesWordsStemsClassesAndGaps) {
  const std::string head = "[safety-claim] says so\n";
  EXPECT_THAT(WordsFound(head + "safe ~2 sound", "It is safe, very sound."), testing::ElementsAre("safe, very sound"));
  EXPECT_THAT(WordsFound(head + "safe ~2 sound", "It is safe and so very quite sound."), testing::IsEmpty());
  EXPECT_THAT(WordsFound(head + "rejuven* skin", "Rejuvenates skin"), testing::ElementsAre("Rejuvenates skin"));
  EXPECT_THAT(WordsFound("<GOOD> = safe | quite sound\n" + head + "very <GOOD>", "very quite sound"),
              testing::ElementsAre("very quite sound"));
  EXPECT_THAT(WordsFound(head + "safe now? sound?", "Safe sound"), testing::ElementsAre("Safe sound"));
  EXPECT_THAT(WordsFound(head + "^ safe $", "Safe."), testing::ElementsAre("Safe"));
  EXPECT_THAT(WordsFound(head + "^ safe", "So safe"), testing::IsEmpty());
  EXPECT_THAT(WordsFound(head + "safe -(mode)", "safe mode"), testing::IsEmpty());
  EXPECT_THAT(WordsFound(head + "safe +(sound)", "safe mode"), testing::IsEmpty());
  EXPECT_THAT(WordsFound(head + "# % safe", "95 % safe"), testing::ElementsAre("95 % safe"));
  EXPECT_THAT(WordsFound(head + "it 's safe", "It’s safe"), testing::ElementsAre("It’s safe"));
  EXPECT_THAT(WordsFound(head + "無 ~2 副作用", "完全無任何副作用"), testing::ElementsAre("無任何副作用"));
}

TEST(RuleBook, KeepsGapsWithinAClause) {
  const std::string head = "[safety-claim] says so\n";
  EXPECT_THAT(WordsFound(head + "safe ~5 sound", "It is safe; it is sound."), testing::IsEmpty());
  EXPECT_THAT(WordsFound(head + "safe ~~5 sound", "It is safe; it is sound."),
              testing::ElementsAre("safe; it is sound"));
}

TEST(LexiconDigest, FollowsTheRules) {
  const RuleFolder one("[safety-claim] says so\nsafe\n");
  const RuleFolder two("[safety-claim] says so\nsound\n");
  EXPECT_NE(LexiconDigest(one.Path()), LexiconDigest(two.Path()));
  EXPECT_EQ(LexiconDigest(one.Path()), LexiconDigest(one.Path()));
}

TEST(RuleBook, MissingFolderIsASetupError) {
  EXPECT_THROW(Classifier(fs::path(testing::TempDir()) / "no-such-folder"), SetupError);
}

}  // namespace
}  // namespace audit
