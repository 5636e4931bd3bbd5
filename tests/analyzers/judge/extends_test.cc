// A pack of one's own changes a rule of another by name: what it gives is taken, the rest and the id stay.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::PackFolder;
using judge_test::Page;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Page kCure = Page().Paragraph({{"It cures arthritis.", {StatementKind::kDiseaseClaim}, "", {"arthritis"}}});

Policy WithUs(const PackFolder& packs) { return Policy(AUDIT_SOURCE_DIR "/analyzers", {"us", packs.Path()}); }

Finding DiseaseFinding(const Policy& policy) {
  for (Finding& finding : policy.Judge(kCure.document_, kCure.analysis_))
    if (finding.rule == "us/disease-claim") return finding;
  ADD_FAILURE() << "no finding";
  return {};
}

RuleInfo DiseaseRule(const Policy& policy) {
  const auto rules = policy.Rules();
  return *std::find_if(rules.begin(), rules.end(), [](const RuleInfo& rule) { return rule.id == "us/disease-claim"; });
}

TEST(Extends, ChangesSeverityAndMessageAndKeepsIdAndFingerprint) {
  const Finding before = DiseaseFinding(Policy(AUDIT_SOURCE_DIR "/analyzers", std::vector<std::string>{"us"}));
  EXPECT_EQ(before.severity, Severity::kCritical) << "\"cures\" makes it so";
  PackFolder packs;
  packs.Write("house/milder.yaml", "extends: us/disease-claim\nseverity: low\nmessage: Ask the Basel office.\n");
  const Policy policy = WithUs(packs);
  const Finding after = DiseaseFinding(policy);
  EXPECT_EQ(after.severity, Severity::kLow) << "a severity that is given holds always";
  EXPECT_EQ(after.message, "Ask the Basel office.");
  EXPECT_EQ(after.rewrite, before.rewrite);
  EXPECT_EQ(after.fingerprint, before.fingerprint);
  EXPECT_THAT(after.reason, HasSubstr("as changed by house/milder, is about"));
  EXPECT_THAT(DiseaseRule(policy).changed_by, ElementsAre("house/milder"));
}

TEST(Extends, SeverityChangesAuthoritiesWaivableAndCases) {
  PackFolder packs;
  packs.Write("house/more.yaml",
              "extends: us/disease-claim\nwaivable: false\n"
              "severity_changes:\n  - {to: medium, when: {track: therapeutic}}\n"
              "authorities:\n  - {cite: House rule 7, mark: V}\n"
              "cases:\n  breach: [Our infusions treat lupus.]\n");
  const Policy policy = WithUs(packs);
  EXPECT_EQ(DiseaseFinding(policy).severity, Severity::kMedium);
  EXPECT_EQ(DiseaseFinding(policy).authorities.back().cite, "House rule 7");
  EXPECT_FALSE(DiseaseRule(policy).is_waivable);
  const Policy plain(AUDIT_SOURCE_DIR "/analyzers", std::vector<std::string>{"us"});
  EXPECT_EQ(DiseaseRule(policy).breach_cases, DiseaseRule(plain).breach_cases + 1);
  EXPECT_NE(policy.Digest(), plain.Digest());
}

TEST(Extends, UnknownRuleOrKeyIsAnErrorWithItsPlace) {
  PackFolder packs;
  packs.Write("house/rule.yaml", "# ours\nextends: us/disease-claim\nseverity: low\n");
  EXPECT_THAT(packs.ErrorOf(), HasSubstr("house/rule.yaml:2:10: no rule 'us/disease-claim' in the packs in force"))
      << "the pack us is not named";
  packs.Write("house/rule.yaml", "extends: us/disease-claim\nwhen: {}\n");
  EXPECT_EQ(packs.ErrorOf(),
            "house/rule.yaml:2:1: unknown key 'when' in an extension of a rule; valid are: extends, title, severity, "
            "why, severity_changes, message, rewrite, authorities, waivable, cases");
}

}  // namespace
}  // namespace audit
