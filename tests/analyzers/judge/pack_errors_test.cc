// Whole rendered messages: what is wrong, where, and what would be valid.
#include <gmock/gmock.h>

#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using judge_test::PackFolder;
using judge_test::RuleText;

constexpr std::string_view kWhen = "  statement: {kinds: guarantee-claim}\n";

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string ErrorOf(std::string_view rule) {
  PackFolder packs;
  packs.Write("house/rule.yaml", rule);
  return packs.ErrorOf();
}

std::string ErrorWith(std::string_view from, std::string_view to) {
  return ErrorOf(Replaced(RuleText(kWhen), from, to));
}

TEST(PackErrors, AGoodRuleGivesNone) { EXPECT_EQ(ErrorOf(RuleText(kWhen)), ""); }

TEST(PackErrors, UnknownKeyIsNamedWithTheValidOnes) {
  EXPECT_EQ(
      ErrorWith("title:", "titel:"),
      "house/rule.yaml:1:1: unknown key 'titel' in a rule; valid are: title, category, severity, why, track, role, "
      "when, only_if, unless, severity_changes, message, rewrite, authorities, waivable, cases");
}

TEST(PackErrors, MissingKeyIsNamed) {
  EXPECT_EQ(ErrorWith("title: A rule\n", ""), "house/rule.yaml:1:1: a rule lacks the key 'title'");
}

TEST(PackErrors, EmptyTextIsRefused) {
  EXPECT_EQ(ErrorWith("title: A rule", "title: \"  \""), "house/rule.yaml:1:8: 'title' must not be empty");
}

TEST(PackErrors, WrongTypeIsRefused) {
  EXPECT_EQ(ErrorWith("title: A rule", "title: [A, rule]"), "house/rule.yaml:1:8: 'title' must be a text");
  EXPECT_EQ(
      ErrorOf("just words\n"),
      "house/rule.yaml:1:1: a rule must be a map of keys; valid are: title, category, severity, why, track, role, "
      "when, only_if, unless, severity_changes, message, rewrite, authorities, waivable, cases");
}

TEST(PackErrors, UnknownCategoryListsAllCategories) {
  EXPECT_EQ(
      ErrorWith("category: guarantee", "category: guarantees"),
      "house/rule.yaml:2:11: unknown word 'guarantees' for 'category'; valid are: false-approval, approval-transfer, "
      "foreign-approval-implied, research-as-approval, device-conflation, device-overstatement, borrowed-authority, "
      "disease-claim, cosmetic-medical-claim, cosmetic-exaggeration, human-exosome-cosmetic, benefit-claim, guarantee, "
      "absolute-safety, unsupported-evidence, superiority, testimonial-without-disclaimer, forecast, "
      "missing-status-disclosure, missing-results-disclaimer, missing-advice-disclaimer, missing-role-disclosure, "
      "missing-risk-disclosure, inconspicuous-disclosure, contradiction, stale-status, hidden-text, obfuscated-text, "
      "improper-advertising, checklist");
}

TEST(PackErrors, UnknownWordListsTheValidOnes) {
  EXPECT_EQ(ErrorWith("severity: high", "severity: severe"),
            "house/rule.yaml:3:11: unknown word 'severe' for 'severity'; valid are: info, low, medium, high, critical");
  EXPECT_EQ(ErrorWith("mark: V", "mark: X"),
            "house/rule.yaml:7:34: unknown mark 'X'; valid are: V (official text seen), P (secondary source), U "
            "(unverified)");
}

TEST(PackErrors, UnknownFormListsTheForms) {
  EXPECT_EQ(ErrorOf(RuleText("  nearby: {}\n")),
            "house/rule.yaml:12:3: unknown form 'nearby'; valid are: statement, near, missing, inconspicuous, "
            "contradiction, checklist, unseen, disguised, outdated");
}

TEST(PackErrors, SelectorMustAskForSomething) {
  EXPECT_EQ(ErrorOf(RuleText("  statement: {agency: home}\n")),
            "house/rule.yaml:12:14: a selector needs 'kinds' or 'says'");
  EXPECT_EQ(ErrorOf(RuleText("  statement: {says: [\"_ promise\"]}\n")),
            "house/rule.yaml:12:22: 'says' must be phrases that begin and end with a word");
}

TEST(PackErrors, ConditionNeedsItsReach) {
  EXPECT_EQ(ErrorOf(RuleText(kWhen, "unless:\n  - {kinds: results-disclaimer}\n")),
            "house/rule.yaml:14:13: 'kinds' needs 'within'");
}

TEST(PackErrors, KeyGivenTwiceIsRefused) {
  EXPECT_EQ(ErrorWith("category:", "title: Again\ncategory:"), "house/rule.yaml:2:1: key 'title' is given twice");
}

TEST(PackErrors, BadCaseIsRefused) {
  EXPECT_EQ(
      ErrorWith("clean: [Results are not guaranteed.]", "clean:\n    - blocks: [{headline: Results}]"),
      "house/rule.yaml:11:17: unknown form 'headline'; valid are: heading, paragraph, bullet, table-cell, caption, "
      "footnote, small-print, faint-print, folded, header, footer, faq-question, faq-answer, alt-text, hidden, "
      "metadata, comment, "
      "deleted-text");
  EXPECT_EQ(ErrorWith("clean: [Results are not guaranteed.]", "clean: [{track: cosmetic}]"),
            "house/rule.yaml:10:11: a case needs 'text' or 'blocks'");
}

TEST(PackErrors, BrokenYamlIsPlaced) {
  EXPECT_EQ(ErrorOf("title: [A\nrule: b\n"), "house/rule.yaml:2:5: is not valid YAML: end of sequence flow not found");
}

TEST(PackErrors, YamlBombsAreRefused) {
  EXPECT_EQ(ErrorOf("title: &a [x, x]\nwhy: [*a, *a]\n"),
            "house/rule.yaml:1:8: anchors (&name) are not allowed; write the value out");
  EXPECT_EQ(ErrorOf(std::string(100'000, '[')), "house/rule.yaml:1:9: nested deeper than 16 levels");
  EXPECT_EQ(ErrorOf(std::string((256u << 10) + 1, 'a')), "house/rule.yaml:1:1: larger than 256 KiB");
  EXPECT_EQ(ErrorOf("title: !!str A\n"), "house/rule.yaml:1:8: tags (!name) are not allowed");
  EXPECT_EQ(ErrorOf("title: A\n---\ntitle: B\n"), "house/rule.yaml:2:1: one file holds one document");
  EXPECT_EQ(ErrorOf("title: \xff\n"), "house/rule.yaml:1:1: is not UTF-8 text");
}

TEST(PackErrors, FileNameMustBeAnId) {
  PackFolder packs;
  packs.Write("house/My Rule.yaml", RuleText(kWhen));
  EXPECT_EQ(packs.ErrorOf(),
            "house/My Rule.yaml:1:1: a rule's file name is its id: small letters, digits and '-' alone");
}

TEST(PackErrors, RuleInAFileOfTheWrongEndingIsNotLostSilently) {
  PackFolder packs;
  packs.Write("house/rule.yml", RuleText(kWhen));
  EXPECT_EQ(packs.ErrorOf(), "house/rule.yml:1:1: a rule's file must end in .yaml");
}

TEST(PackErrors, PackNeedsAnAboutFileRulesAndARealDate) {
  PackFolder packs;
  EXPECT_EQ(packs.ErrorOf("absent"), "absent/pack.yaml:1:1: no such file");
  EXPECT_EQ(packs.ErrorOf(), "house: the pack has no rule");
  packs.Write("house/pack.yaml", "title: House\njurisdiction: us\nas_of: 2026-02-30\nversion: \"1\"\n");
  EXPECT_EQ(packs.ErrorOf(), "house/pack.yaml:3:8: 'as_of' must be a date such as 2026-01-31");
}

TEST(PackErrors, UnknownPackNamesTheInstalledOnes) {
  try {
    Policy(AUDIT_SOURCE_DIR "/analyzers", std::vector<std::string>{"mars"});
    FAIL();
  } catch (const SetupError& e) {
    EXPECT_STREQ(e.what(), "unknown policy pack 'mars'; installed are: tw, us");
  }
}

TEST(PackErrors, TwoPacksOfOneNameWouldRepeatIds) {
  PackFolder packs;
  packs.About("other/us");
  packs.Write("other/us/rule.yaml", RuleText(kWhen));
  try {
    Policy(AUDIT_SOURCE_DIR "/analyzers", std::vector<std::string>{"us", packs.Path("other/us")});
    FAIL();
  } catch (const SetupError& e) {
    EXPECT_THAT(e.what(), ::testing::EndsWith("other/us: pack 'us' is given twice, so its rule ids would be too"));
  }
}

}  // namespace
}  // namespace audit
