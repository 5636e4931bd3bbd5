#include "analyzers/text/concepts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/setup_error.h"
#include "analyzers/text/lexicon.h"

namespace audit {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A folder with one lexicon file, gone at the end of the test.
class LexiconFolder {
 public:
  explicit LexiconFolder(std::string_view rows, std::string_view header = "concept\tlang\tterm\tflags\n") {
    static int count = 0;
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) /
            (std::string("lexicon-") + test->name() + std::to_string(count++));
    std::filesystem::create_directories(path_);
    std::ofstream(path_ / "one.tsv", std::ios::binary) << header << rows;
  }
  ~LexiconFolder() { std::filesystem::remove_all(path_); }
  LexiconFolder(const LexiconFolder&) = delete;
  LexiconFolder& operator=(const LexiconFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// "NAME words" or "NAME~ words" for each match of `rows` in `text`, words verbatim.
std::vector<std::string> Find(const ConceptMatcher& matcher, const std::string& text) {
  const TokenizedText cut = Tokenize(text);
  std::vector<std::string> out;
  for (const ConceptMatch& match : matcher.Match(cut)) {
    const std::size_t begin = cut.tokens[match.first].source.begin;
    const std::size_t end = cut.tokens[match.last].source.end;
    out.push_back(matcher.Names()[match.id] + (match.ambiguous ? "~ " : " ") + text.substr(begin, end - begin));
  }
  return out;
}

std::vector<std::string> Find(std::string_view rows, const std::string& text) {
  const LexiconFolder folder(rows);
  return Find(ConceptMatcher(folder.path()), text);
}

std::string ErrorOf(const std::filesystem::path& folder) {
  try {
    const ConceptMatcher matcher(folder);
  } catch (const SetupError& error) {
    return error.what();
  }
  return "(no error)";
}

TEST(ConceptMatcher, HyphenBlankAndJoinedAreOne) {
  const std::string rows = "A\ten\tFDA-approved\t\nB\ten\tlife-changing\t\n";
  EXPECT_THAT(Find(rows, "FDA-approved FDA approved FDA\u2011Approved FDAapproved"),
              ElementsAre("A FDA-approved", "A FDA approved", "A FDA\u2011Approved", "A FDAapproved"));
  EXPECT_THAT(Find(rows, "lifechanging life changing"), ElementsAre("B lifechanging", "B life changing"));
}

TEST(ConceptMatcher, MarksAmbiguousTerms) {
  EXPECT_THAT(Find("A\ten\tcleared\t~\nA\ten\tcleared by the FDA\t\n", "cleared; cleared by the FDA"),
              ElementsAre("A~ cleared", "A cleared by the FDA"));
}

TEST(ConceptMatcher, CaseSensitiveTermsNeedTheirCapitals) {
  const std::string rows = "A\ten\tIND\t^\nB\ten\tcGMP\t^\nC\ten\tFast Track\t^\n";
  EXPECT_THAT(Find(rows, "IND ind Ind ＩＮＤ"), ElementsAre("A IND", "A ＩＮＤ"));
  EXPECT_THAT(Find(rows, "cGMP cgmp CGMP"), ElementsAre("B cGMP", "B CGMP"));
  EXPECT_THAT(Find(rows, "Fast Track fast track FAST TRACK"), ElementsAre("C Fast Track", "C FAST TRACK"));
}

TEST(ConceptMatcher, CapitalsAloneAreNoEvidenceInShoutedText) {
  const std::string rows = "A\ten\tUS\t^#\n";
  EXPECT_THAT(Find(rows, "Sold in the US only, ask us"), ElementsAre("A US"));
  EXPECT_THAT(Find(rows, "CONTACT US TODAY"), ElementsAre("A~ US"));
}

TEST(ConceptMatcher, ExactTermsTakeNoPluralAndNoJoinedSpelling) {
  EXPECT_THAT(Find("A\ten\tside effect\t#\n", "side effect, side effects"), ElementsAre("A side effect"));
  EXPECT_THAT(Find("A\ten\tre-cover\t#\n", "recover"), IsEmpty());
}

TEST(ConceptMatcher, LastWordsMatchInBothNumbers) {
  EXPECT_THAT(Find("A\ten\texosome injection\t\n", "exosome injections"), ElementsAre("A exosome injections"));
  EXPECT_THAT(Find("A\ten\tside effects\t\n", "a side effect"), ElementsAre("A side effect"));
  EXPECT_THAT(Find("A\ten\tcell therapy\t\n", "cell therapies"), ElementsAre("A cell therapies"));
}

TEST(ConceptMatcher, StemsMatchInflectionsButNotOtherWords) {
  const std::string rows = "A\ten\theal*\t\nB\ten\tcure*\t\nC\ten\tstop*\t\nD\ten\tspinal injur*\t\n";
  EXPECT_THAT(Find(rows, "heals healing healed healer health healthy healthcare"),
              ElementsAre("A heals", "A healing", "A healed", "A healer"));
  EXPECT_THAT(Find(rows, "cure cured curing curettage stopping stopped"),
              ElementsAre("B cure", "B cured", "B curing", "C stopping", "C stopped"));
  EXPECT_THAT(Find(rows, "spinal injury spinal injuries"), ElementsAre("D spinal injury", "D spinal injuries"));
}

TEST(ConceptMatcher, StemsMayStandInsideTerms) {
  EXPECT_THAT(Find("A\ten\tslow* the progression\t\n", "slows the progression, slowing the progression"),
              ElementsAre("A slows the progression", "A slowing the progression"));
}

TEST(ConceptMatcher, StemsKeepCase) {
  EXPECT_THAT(Find("A\ten\tMSC*\t^\n", "MSC MSCs msc"), ElementsAre("A MSC", "A MSCs"));
}

TEST(ConceptMatcher, GapsTakeUpToFourTokens) {
  const std::string rows = "A\ten\tpromoting _ as\t\nB\tzh\t通過_認證\t\n";
  EXPECT_THAT(Find(rows, "promoting them as cures"), ElementsAre("A promoting them as"));
  EXPECT_THAT(Find(rows, "promoting one two three four as"), ElementsAre("A promoting one two three four as"));
  EXPECT_THAT(Find(rows, "promoting one two three four five as"), IsEmpty());
  EXPECT_THAT(Find(rows, "promoting this. Just as"), IsEmpty());
  EXPECT_THAT(Find(rows, "通過國際認證"), ElementsAre("B 通過國際認證"));
}

TEST(ConceptMatcher, NegationsAreOneWord) {
  EXPECT_THAT(Find("A\ten\tnot approved\t\n", "isn't approved, not approved"),
              ElementsAre("A n't approved", "A not approved"));
  EXPECT_THAT(Find("A\ten\tcan't wait\t\n", "cannot wait, can't wait, can not wait"),
              ElementsAre("A cannot wait", "A can't wait", "A can not wait"));
}

TEST(ConceptMatcher, EquivalentWordsAreOne) {
  EXPECT_THAT(Find("A\ten\tbefore & after\t\n", "before and after"), ElementsAre("A before and after"));
  EXPECT_THAT(Find("A\ten\t100% safe\t\n", "100 percent safe"), ElementsAre("A 100 percent safe"));
  EXPECT_THAT(Find("A\ten\tFDA approval\t\n", "F.D.A. approval, FDA's approval, FDA \"approval\""),
              ElementsAre("A F.D.A. approval", "A FDA's approval", "A FDA \"approval"));
  EXPECT_THAT(Find("A\ten\tU.S.\t\n", "tell us in the U.S."), ElementsAre("A U.S."));
  EXPECT_THAT(Find("A\ten\tdiagnose, treat, or cure\t\n", "diagnose, treat, or cure; diagnose treat or cure"),
              ElementsAre("A diagnose, treat, or cure", "A diagnose treat or cure"));
}

TEST(ConceptMatcher, ReadsDefacedWords) {
  EXPECT_THAT(Find("A\ten\tapproved\t\n", "appr0ved approved1 аpproved a\u200Bpproved"),
              ElementsAre("A appr0ved", "A approved1", "A аpproved", "A a\u200Bpproved"));
}

TEST(ConceptMatcher, ClearanceTermsMatchInAllSpellings) {
  EXPECT_THAT(Find("A\ten\t510(k)-cleared\t\n", "510(k)-cleared 510(K) cleared"),
              ElementsAre("A 510(k)-cleared", "A 510(K) cleared"));
}

TEST(ConceptMatcher, ChineseTakesTheLongestTerm) {
  const std::string rows = "A\tzh\t認證\t~\nA\tzh\t通過FDA認證\t\nB\tzh\t未\t\nC\tzh\t未來\t\n";
  EXPECT_THAT(Find(rows, "通過FDA認證"), ElementsAre("A 通過FDA認證"));
  EXPECT_THAT(Find(rows, "通過 ＦＤＡ 認證"), ElementsAre("A 通過 ＦＤＡ 認證"));
  EXPECT_THAT(Find(rows, "未來"), ElementsAre("B 未", "C 未來"));
}

TEST(ConceptMatcher, ReadsSimplifiedTextByTraditionalTerms) {
  EXPECT_THAT(Find("A\tzh\t治療關節炎\t\n", "治疗关节炎"), ElementsAre("A 治疗关节炎"));
}

TEST(ConceptMatcher, LongestMatchWinsWithinAConceptOnly) {
  const std::string rows = "A\ten\tstem cell\t\nA\ten\tcell therapy product\t\nB\ten\tcell\t\n";
  EXPECT_THAT(Find(rows, "stem cell therapy product"), ElementsAre("A cell therapy product", "B cell"));
}

TEST(ConceptMatcher, FindsEveryPlaceOfALongText) {
  std::string text;
  for (int i = 0; i < 20000; ++i)
    text += "FDA approved ";
  EXPECT_EQ(Find("A\ten\tFDA approved\t\n", text).size(), 20000U);
  // The longer term takes three tokens of every four.
  EXPECT_EQ(Find("A\ten\tFDA approved\t\nA\ten\tapproved FDA approved\t\n", text).size(), 10000U);
}

TEST(ConceptMatcher, NamesAreSortedAndFound) {
  const LexiconFolder folder("B\ten\tx\t\nA\ten\ty\t\nB\ten\tz\t\n");
  const ConceptMatcher matcher(folder.path());
  EXPECT_THAT(matcher.Names(), ElementsAre("A", "B"));
  EXPECT_EQ(matcher.IdOf("B"), 1);
  EXPECT_THROW(matcher.IdOf("C"), std::out_of_range);
}

TEST(LexiconDigest, FollowsTheFiles) {
  const LexiconFolder one("A\ten\tx\t\n");
  const LexiconFolder same("A\ten\tx\t\n");
  const LexiconFolder other("A\ten\ty\t\n");
  EXPECT_EQ(LexiconDigest(one.path()), LexiconDigest(same.path()));
  EXPECT_NE(LexiconDigest(one.path()), LexiconDigest(other.path()));
  EXPECT_EQ(LexiconDigest(one.path()).size(), 64U);
}

TEST(ConceptMatcher, RefusesBadRowsByFileAndLine) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"A\ten\tx\t\nA\ten\tx\n", "one.tsv:3: 3 columns"}, {"a b\ten\tx\t\n", "one.tsv:2: concept 'a b'"},
      {"A\t\tx\t\n", "one.tsv:2: the language"},          {"A\ten\t\t\n", "one.tsv:2: the term"},
      {"A\ten\tx\t!\n", "one.tsv:2: unknown flag '!'"},   {"A\ten\t_ x\t\n", "one.tsv:2: '_ x': a gap"},
      {"A\ten\tx _\t\n", "one.tsv:2: 'x _': a gap"},      {"A\ten\t\xFF\t\n", "one.tsv:2: not valid UTF-8"},
  };
  for (const auto& [rows, message] : cases) {
    const LexiconFolder folder(rows);
    EXPECT_THAT(ErrorOf(folder.path()), HasSubstr(message));
  }
}

TEST(ConceptMatcher, RefusesMissingHeaderAndMissingFiles) {
  const LexiconFolder folder("", "term\n");
  EXPECT_THAT(ErrorOf(folder.path()), HasSubstr("one.tsv:1: the first line must be"));
  EXPECT_THAT(ErrorOf(folder.path() / "nowhere"), HasSubstr("nowhere"));
  std::filesystem::remove(folder.path() / "one.tsv");
  EXPECT_THAT(ErrorOf(folder.path()), HasSubstr("no lexicon"));
}

class InstalledLexicons : public ::testing::Test {
 protected:
  static const ConceptMatcher& Matcher() {
    static const ConceptMatcher matcher(std::filesystem::path(AUDIT_SOURCE_DIR) / "analyzers/lexicons");
    return matcher;
  }
};

TEST_F(InstalledLexicons, FindStatusAndProductInBothLanguages) {
  EXPECT_THAT(Find(Matcher(), "Our exosome therapy is FDA-approved."),
              ::testing::AllOf(Contains("PRODUCT_EXO exosome therapy"), Contains("REG_APPROVE FDA-approved"),
                               Contains("AGENCY_US FDA")));
  EXPECT_THAT(Find(Matcher(), "外泌體療程通過FDA認證，無副作用。"),
              ::testing::AllOf(Contains("PRODUCT_EXO 外泌體療程"), Contains("AFFIRM_FRAME 通過FDA認證"),
                               Contains("SAFETY 無副作用")));
}

TEST_F(InstalledLexicons, DoNotTakeHealthForHealing) {
  EXPECT_THAT(Find(Matcher(), "Health and wellness"), Not(Contains(HasSubstr("VERB_TREAT"))));
}

}  // namespace
}  // namespace audit
