// The packs that come with the program, a pack of one's own, and the cases that rules carry.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::PackFolder;
using judge_test::RuleText;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::filesystem::path kData = AUDIT_SOURCE_DIR "/analyzers";

const Classifier& TheClassifier() {
  static const Classifier classifier(kData);
  return classifier;
}

std::vector<CaseResult> Failed(const Policy& policy) {
  std::vector<CaseResult> out = policy.RunCases(TheClassifier());
  std::erase_if(out, [](const CaseResult& result) { return result.passed; });
  return out;
}

TEST(InstalledPacks, AreFoldersThatHoldPackYaml) {
  EXPECT_THAT(InstalledPacks(kData), ElementsAre("tw", "us"));
  EXPECT_THAT(InstalledPacks("/nowhere"), IsEmpty());
}

TEST(InstalledPacks, EveryRuleDoesWhatItsCasesSay) {
  const Policy policy(kData, InstalledPacks(kData));
  for (const CaseResult& result : Failed(policy))
    ADD_FAILURE() << result.rule << " (" << result.kind << "): " << result.text << "\n  " << result.detail;
}

TEST(InstalledPacks, EveryRuleButTheChecklistNamesItsAuthority) {
  for (const RuleInfo& rule : Policy(kData, InstalledPacks(kData)).Rules()) {
    EXPECT_TRUE(rule.category == "checklist" || !rule.authorities.empty()) << rule.id;
    EXPECT_GE(rule.breach_cases, 1u) << rule.id;
    EXPECT_GE(rule.clean_cases, 1u) << rule.id;
  }
}

TEST(HousePack, NewRuleIsOneFile) {
  PackFolder packs;
  packs.Write("house/no-parking.yaml", RuleText("  statement: {says: [parking]}\n"));
  const Policy policy = packs.Load();
  ASSERT_THAT(policy.Packs(), SizeIs(1));
  EXPECT_EQ(policy.Packs()[0].name, "house");
  EXPECT_EQ(policy.Packs()[0].rules, 1u);
  ASSERT_THAT(policy.Rules(), SizeIs(1));
  EXPECT_EQ(policy.Rules()[0].id, "house/no-parking");
  const judge_test::Page page = judge_test::Page().Paragraph({{"Parking is free.", {}}});
  EXPECT_THAT(policy.Judge(page.document_, page.analysis_), SizeIs(1));
}

TEST(HousePack, DigestFollowsContentAndNotLineEnds) {
  const auto digest = [](std::string rule) {
    PackFolder packs;
    packs.Write("house/rule.yaml", rule);
    return packs.Load().Digest();
  };
  const std::string rule = RuleText("  statement: {kinds: guarantee-claim}\n");
  std::string windows;
  for (const char c : rule)
    windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_THAT(digest(rule), SizeIs(64));
  EXPECT_EQ(digest(windows), digest(rule));
  EXPECT_NE(digest(rule + "# changed\n"), digest(rule));
}

TEST(HousePack, DigestCoversEachOfItsFilesAndIsKnownWithoutLoadingThem) {
  PackFolder packs;
  const auto digest = [&packs] { return Policy::DigestOf(kData, {packs.Path()}); };
  packs.Write("house/rule.yaml", RuleText("  statement: {kinds: guarantee-claim}\n"));
  const std::string first = digest();
  EXPECT_EQ(first, packs.Load().Digest());
  packs.Write("house/approvals.yaml", "as_of: 2026-01-01\napprovals:\n  - {names: [ryoncil], uses: [gvhd], mark: V}\n");
  const std::string with_approvals = digest();
  EXPECT_NE(with_approvals, first);
  packs.About("house", "tw");
  const std::string of_taiwan = digest();
  EXPECT_NE(of_taiwan, with_approvals);
  packs.Write("house/broken.yaml", "title: [\n");
  EXPECT_NE(digest(), of_taiwan);
}

std::string WithCases(std::string_view cases) {
  std::string rule = RuleText("  statement: {kinds: guarantee-claim}\n");
  const auto begin = rule.find("cases:");
  const auto end = rule.find("when:");
  return rule.replace(begin, end - begin, "cases:\n" + std::string(cases));
}

std::vector<CaseResult> FailedOf(std::string_view cases) {
  PackFolder packs;
  packs.Write("house/rule.yaml", WithCases(cases));
  return Failed(packs.Load());
}

TEST(RuleCases, FailWhenTheRuleDoesSomethingElse) {
  const auto failed = FailedOf("  breach: [Parking is free.]\n  clean: [\"Do you guarantee results?\"]\n");
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].kind, "breach");
  EXPECT_EQ(failed[0].text, "Parking is free.");
  EXPECT_EQ(failed[0].detail, "does not fire; \"Parking is free.\": no label; track unknown, role unknown");
}

TEST(RuleCases, FailWithoutABreachOrANearMiss) {
  const auto without_breach = FailedOf("  clean: [We do not promise any result.]\n");
  ASSERT_THAT(without_breach, SizeIs(1));
  EXPECT_EQ(without_breach[0].detail, "the rule has no breach case");
  const auto without_clean = FailedOf("  breach: [Results are guaranteed.]\n");
  ASSERT_THAT(without_clean, SizeIs(1));
  EXPECT_EQ(without_clean[0].detail, "the rule has no clean case");
  const auto far_miss = FailedOf("  breach: [Results are guaranteed.]\n  clean: [Parking is free.]\n");
  ASSERT_THAT(far_miss, SizeIs(1));
  EXPECT_EQ(far_miss[0].detail, "no clean case is a near miss: none holds a word of regulation");
}

TEST(RuleCases, KnownMissThatFiresIsReported) {
  const auto failed = FailedOf(
      "  breach: [Results are guaranteed.]\n  clean: [We do not promise any result.]\n"
      "  missed: [Parking is free., Results are guaranteed.]\n");
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].kind, "missed");
  EXPECT_THAT(failed[0].detail, ::testing::StartsWith("fires now: move the case to 'breach'"));
}

}  // namespace
}  // namespace audit
