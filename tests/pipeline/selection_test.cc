#include "pipeline/selection.h"

#include <gmock/gmock.h>

#include "analyzers/setup_error.h"
#include "reporters/record_ids.h"
#include "tests/reporters/record_maker.h"

namespace audit {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<RuleInfo> Rules() {
  RuleInfo approval;
  approval.id = "us/false-approval";
  approval.category = "false-approval";
  RuleInfo guarantee;
  guarantee.id = "tw/guarantee";
  guarantee.category = "guarantee";
  return {approval, guarantee};
}

AuditRecord TwoFindings(std::string_view path) {
  AuditRecord record = RecordAt(path);
  record.findings = {FindingOf("us/false-approval", Severity::kCritical, "FDA approved"),
                     FindingOf("tw/guarantee", Severity::kMedium, "guaranteed")};
  return record;
}

Selection Of(const std::vector<std::string>& words) { return {words, Rules()}; }

std::string ErrorOf(const std::vector<std::string>& words) {
  try {
    Of(words);
  } catch (const SetupError& error) {
    return error.what();
  }
  return "";
}

std::string UnmatchedOf(const std::vector<std::string>& words) {
  try {
    Of(words).RefuseUnmatched(ListSource({TwoFindings("a/b.pdf"), RecordAt("c.html")}));
  } catch (const SetupError& error) {
    return error.what();
  }
  return "";
}

TEST(Selection, IsEverythingWithoutWords) {
  EXPECT_TRUE(Selection().SelectsDocument(RecordAt("a.html")));
  EXPECT_THAT(Selection().FindingsOf(TwoFindings("a.html")), ElementsAre(0, 1));
  EXPECT_EQ(Selection().InWords(), "");
}

TEST(Selection, KnowsDocumentsByPatternAndById) {
  EXPECT_TRUE(Of({"document=a/*.pdf"}).SelectsDocument(RecordAt("a/b.pdf")));
  EXPECT_FALSE(Of({"document=*.pdf"}).SelectsDocument(RecordAt("a/b.pdf")));
  EXPECT_TRUE(Of({"document=**/*.pdf"}).SelectsDocument(RecordAt("a/b.pdf")));
  EXPECT_TRUE(Of({"document=" + RecordAt("x").document_id}).SelectsDocument(RecordAt("x")));
  EXPECT_FALSE(Of({"document=" + RecordAt("x").document_id}).SelectsDocument(RecordAt("y")));
}

TEST(Selection, FolderHoldsAllBelowIt) {
  for (const char* word : {"folder=a/b", "folder=a/b/", "folder=./a/b"}) {
    EXPECT_TRUE(Of({word}).SelectsDocument(RecordAt("a/b/c/d.pdf"))) << word;
    EXPECT_FALSE(Of({word}).SelectsDocument(RecordAt("a/bc/d.pdf"))) << word;
    EXPECT_FALSE(Of({word}).SelectsDocument(RecordAt("a/b"))) << word;
  }
  EXPECT_TRUE(Of({"folder=."}).SelectsDocument(RecordAt("d.pdf")));
}

TEST(Selection, ChoosesFindingsByEachKey) {
  AuditRecord record = TwoFindings("a.html");
  record.findings[1].disposition = Disposition::kAccepted;
  EXPECT_THAT(Of({"rule=tw/guarantee"}).FindingsOf(record), ElementsAre(1));
  EXPECT_THAT(Of({"rule=us/*"}).FindingsOf(record), ElementsAre(0));
  EXPECT_THAT(Of({"category=guarantee"}).FindingsOf(record), ElementsAre(1));
  EXPECT_THAT(Of({"severity=high"}).FindingsOf(record), ElementsAre(0));
  EXPECT_THAT(Of({"severity=medium"}).FindingsOf(record), ElementsAre(0, 1));
  EXPECT_THAT(Of({"disposition=open"}).FindingsOf(record), ElementsAre(0));
  EXPECT_THAT(Of({"fingerprint=" + record.findings[1].fingerprint}).FindingsOf(record), ElementsAre(1));
  EXPECT_THAT(Of({"finding=" + FindingIds(record)[0]}).FindingsOf(record), ElementsAre(0));
}

TEST(Selection, SameKeyMeansEitherAndOtherKeysMeanBoth) {
  const AuditRecord record = TwoFindings("a.html");
  EXPECT_THAT(Of({"rule=tw/guarantee", "rule=us/false-approval"}).FindingsOf(record), ElementsAre(0, 1));
  EXPECT_THAT(Of({"severity=critical", "severity=low"}).FindingsOf(record), ElementsAre(0, 1));
  EXPECT_THAT(Of({"severity=high", "rule=tw/*"}).FindingsOf(record), IsEmpty());
  EXPECT_THAT(Of({"document=b.html", "rule=tw/*"}).FindingsOf(record), IsEmpty());
  EXPECT_FALSE(Of({"document=a.html", "folder=b"}).SelectsDocument(record));
  EXPECT_EQ(Of({"severity=high", "document=b", "document=a"}).InWords(), "document=b document=a severity=high");
}

TEST(Selection, DocumentWithoutChosenFindingsIsOutOnlyIfFindingsAreAsked) {
  EXPECT_TRUE(Of({"document=a.html"}).SelectsDocument(RecordAt("a.html")));
  EXPECT_FALSE(Of({"severity=info"}).SelectsDocument(RecordAt("a.html")));
  EXPECT_FALSE(Of({"severity=high", "rule=tw/*"}).SelectsDocument(TwoFindings("a.html")));
}

TEST(Selection, NamesTheValidWordsForAnUnknownOne) {
  EXPECT_THAT(ErrorOf({"colour=red"}), AllOf(HasSubstr("--select colour=red"), HasSubstr("document, folder, rule")));
  EXPECT_THAT(ErrorOf({"severity"}), HasSubstr("must be KEY=VALUE"));
  EXPECT_THAT(ErrorOf({"rule="}), HasSubstr("the value is empty"));
  EXPECT_THAT(ErrorOf({"rule=us/nothing"}), HasSubstr("valid are: tw/guarantee, us/false-approval"));
  EXPECT_THAT(ErrorOf({"rule=jp/*"}), HasSubstr("valid are: tw/guarantee"));
  EXPECT_THAT(ErrorOf({"category=x"}), HasSubstr("valid are: false-approval, guarantee"));
  EXPECT_THAT(ErrorOf({"severity=bad"}), HasSubstr("critical"));
  EXPECT_THAT(ErrorOf({"disposition=waived"}), HasSubstr("false-alarm"));
}

TEST(Selection, RefusesWhatMatchesNothingInTheRun) {
  EXPECT_EQ(UnmatchedOf({"document=a/*", "rule=us/*"}), "");
  EXPECT_THAT(UnmatchedOf({"document=a/b.pdf", "document=typo.pdf"}), HasSubstr("--select document=typo.pdf"));
  EXPECT_THAT(UnmatchedOf({"folder=z"}), HasSubstr("--select folder=z"));
  EXPECT_THAT(UnmatchedOf({"fingerprint=0123456789abcdef"}), HasSubstr("no finding of the run"));
  EXPECT_THAT(UnmatchedOf({"finding=abc"}), HasSubstr("no finding of the run"));
  EXPECT_THAT(UnmatchedOf({"document=c.html", "severity=low"}), HasSubstr("nothing in the run is all of that"));
}

}  // namespace
}  // namespace audit
