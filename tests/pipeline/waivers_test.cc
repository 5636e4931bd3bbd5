// Waivers: what a file may say, which findings it means, and what is said of those that mean none.
#include "pipeline/waivers.h"

#include <gmock/gmock.h>

#include "analyzers/judge/judge_rule.h"
#include "analyzers/setup_error.h"
#include "tests/reporters/record_maker.h"
#include "tests/support/temp_folder.h"

namespace audit {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<RuleInfo> Rules() {
  std::vector<RuleInfo> rules(3);
  rules[0].id = "us/guarantee";
  rules[1].id = "us/missing-status-disclosure";
  rules[2].id = "us/never";
  rules[2].is_waivable = false;
  return rules;
}

const std::string kPrint = FingerprintOf("us/guarantee", "It always works.");

Waivers Read(const std::string& name, const std::string& text) {
  const TempFolder folder;
  return ReadWaivers(folder.Write(name, text), Rules(), "2026-11-27");
}

std::string ErrorOf(const std::string& name, const std::string& text) {
  const TempFolder folder;
  const auto file = folder.Write(name, text);
  try {
    ReadWaivers(file, Rules(), "2026-11-27");
  } catch (const SetupError& error) {
    return std::string(error.what()).substr(folder.Path().string().size() + 1);
  }
  return "no error";
}

AuditRecord RecordWith(const std::string& path, const std::string& rule, const std::string& words) {
  AuditRecord record = RecordAt(path);
  Finding finding;
  finding.rule = rule;
  finding.severity = Severity::kHigh;
  finding.fingerprint = FingerprintOf(rule, words);
  record.findings.push_back(finding);
  return record;
}

/// Dispositions of all findings of the records, and what became of the waivers.
std::vector<Disposition> Laid(Waivers& waivers, std::vector<AuditRecord> records) {
  const ListSource source(std::move(records));
  const std::vector<RuleInfo> rules = Rules();
  const WaivedRecords waived(source, waivers, rules);
  waived.CountMatches(waivers);
  std::vector<Disposition> out;
  waived.ForEach([&out](const AuditRecord& record) {
    for (const Finding& finding : record.findings)
      out.push_back(finding.disposition);
  });
  return out;
}

TEST(Waivers, CsvAndYamlSayTheSame) {
  const Waivers csv = Read(
      "w.csv", "fingerprint,rule,path,disposition,reason,who,until\r\n" + kPrint +
                   ",,,false-alarm,\"A refund, \"\"no questions\"\", of the deposit\",R. Counsel,2027-01-31\r\n\r\n"
                   ",us/guarantee,a/**,accepted,Small,R. Counsel,2026-12-31\r\n");
  const Waivers yaml =
      Read("w.yaml", "waivers:\n  - {fingerprint: " + kPrint +
                         ", disposition: false-alarm, reason: 'A refund, \"no questions\", of the deposit', who: R. "
                         "Counsel, until: 2027-01-31}\n  - {rule: us/guarantee, path: \"a/**\", disposition: "
                         "accepted, reason: Small, who: R. Counsel, until: 2026-12-31}\n");
  for (const Waivers& waivers : {csv, yaml}) {
    ASSERT_THAT(waivers.all, SizeIs(2));
    EXPECT_EQ(waivers.all[0].fingerprint, kPrint);
    EXPECT_EQ(waivers.all[0].disposition, Disposition::kFalseAlarm);
    EXPECT_EQ(waivers.all[0].reason, "A refund, \"no questions\", of the deposit");
    EXPECT_EQ(waivers.all[0].who, "R. Counsel");
    EXPECT_EQ(waivers.all[1].rule, "us/guarantee");
    EXPECT_EQ(waivers.all[1].path, "a/**");
    EXPECT_EQ(waivers.all[1].until, "2026-12-31");
  }
  EXPECT_EQ(csv.all[0].line, 2);
  EXPECT_EQ(csv.all[1].line, 4);
  EXPECT_NE(csv.digest, yaml.digest);
}

TEST(Waivers, FileWithFaultsIsRefusedWithItsPlaceAndTheValidWords) {
  const std::string header = "fingerprint,rule,path,disposition,reason,who,until\n";
  EXPECT_EQ(
      ErrorOf("w.csv", "fingerprint,rules,disposition\n" + kPrint + ",x,accepted\n"),
      "w.csv:1:13: unknown key 'rules' in a waiver; valid are: fingerprint, rule, path, disposition, reason, who, "
      "until");
  EXPECT_EQ(ErrorOf("w.csv", header + kPrint + ",,,waived,Why,Who,2027-01-31\n"),
            "w.csv:2:20: unknown word 'waived' for 'disposition'; valid are: false-alarm, accepted, "
            "substantiated, being-corrected");
  EXPECT_EQ(ErrorOf("w.csv", header + kPrint + ",,,open,Why,Who,2027-01-31\n"),
            "w.csv:2:20: unknown word 'open' for 'disposition'; valid are: false-alarm, accepted, substantiated, "
            "being-corrected");
  EXPECT_EQ(ErrorOf("w.csv", header + ",us/guarante,**,accepted,Why,Who,2027-01-31\n"),
            "w.csv:2:2: no rule 'us/guarante'; valid are: us/guarantee, us/missing-status-disclosure, us/never");
  EXPECT_EQ(ErrorOf("w.csv", header + ",us/never,**,accepted,Why,Who,2027-01-31\n"),
            "w.csv:2:2: rule us/never may not be waived");
  EXPECT_EQ(ErrorOf("w.csv", header + "1.2E+15,,,accepted,Why,Who,2027-01-31\n"),
            "w.csv:2:1: '1.2E+15' is no fingerprint: 16 digits of 0-9 and a-f, as findings.csv has them");
  EXPECT_EQ(ErrorOf("w.csv", header + kPrint + ",,,accepted,\u8aaa\u660e,Who,31.1.2027\n"),
            "w.csv:2:36: 'until' must be a date such as 2026-01-31");
  EXPECT_EQ(ErrorOf("w.csv", header + kPrint + ",,,accepted,Why,,2027-01-31\n"),
            "w.csv:2:1: a waiver lacks the key 'who'");
  EXPECT_EQ(ErrorOf("w.csv", header + ",,**,accepted,Why,Who,2027-01-31\n"),
            "w.csv:2:1: a waiver needs 'fingerprint' or 'rule'");
  EXPECT_EQ(ErrorOf("w.csv", header + ",us/guarantee,,accepted,Why,Who,2027-01-31\n"),
            "w.csv:2:2: 'rule' needs 'path'");
  EXPECT_EQ(ErrorOf("w.csv", header + "a,b,c,d,e,f,g,h\n"),
            "w.csv:2:15: the row has more cells than the header has words");
  EXPECT_EQ(ErrorOf("w.csv", header + "\"a,b\n"), "w.csv:2:1: the quotation mark that opens this cell is never closed");
  EXPECT_EQ(ErrorOf("w.csv", "rule,rule\n"), "w.csv:1:6: the header says 'rule' twice");
  EXPECT_EQ(ErrorOf("w.yaml", "waiver: []\n"),
            "w.yaml:1:1: unknown key 'waiver' in a file of waivers; valid are: waivers");
  EXPECT_EQ(ErrorOf("w.txt", ""), "w.txt: a file of waivers ends in .csv, .yaml or .yml");
}

TEST(Waivers, FingerprintOfSomethingMissingNeedsAPath) {
  const std::string print = FingerprintOf("us/missing-status-disclosure", "");
  const std::string rest = ",accepted,Why,Who,2027-01-31\n";
  const std::string header = "fingerprint,path,disposition,reason,who,until\n";
  EXPECT_EQ(
      ErrorOf("w.csv", header + print + "," + rest),
      "w.csv:2:1: this fingerprint is of something that is missing and is the same in every document; add 'path'");
  EXPECT_EQ(ErrorOf("w.csv", header + print + ",a.html" + rest), "no error");
}

TEST(Waivers, MeanFindingsByFingerprintOrByRuleAndPath) {
  Waivers waivers =
      Read("w.yaml", "waivers:\n  - {fingerprint: " + kPrint +
                         ", disposition: false-alarm, reason: r, who: w, until: 2026-11-27}\n"
                         "  - {rule: us/guarantee, path: \"b/**\", disposition: accepted, reason: r, who: "
                         "w, until: 2026-12-31}\n");
  EXPECT_THAT(
      Laid(waivers, {RecordWith("a.html", "us/guarantee", "it ALWAYS works"),
                     RecordWith("a2.html", "us/guarantee", "Guaranteed."),
                     RecordWith("b/a.html", "us/guarantee", "It always works."),
                     RecordWith("b/b.html", "us/guarantee", "Guaranteed.")}),
      ElementsAre(Disposition::kFalseAlarm, Disposition::kOpen, Disposition::kFalseAlarm, Disposition::kAccepted));
  EXPECT_EQ(waivers.all[0].state, WaiverState::kInForce);
  EXPECT_EQ(waivers.all[0].findings, 2u);
  EXPECT_EQ(waivers.all[1].findings, 2u);
}

TEST(Waivers, ExpiredOrUnmatchedOnesWaiveNothingAndAreNamed) {
  Waivers waivers = Read("w.yaml", "waivers:\n  - {fingerprint: " + kPrint +
                                       ", disposition: accepted, reason: r, who: w, until: 2026-11-26}\n"
                                       "  - {rule: us/guarantee, path: \"gone/**\", disposition: accepted, reason: r, "
                                       "who: w, until: 2027-01-01}\n");
  EXPECT_THAT(Laid(waivers, {RecordWith("a.html", "us/guarantee", "It always works.")}),
              ElementsAre(Disposition::kOpen));
  EXPECT_EQ(waivers.all[0].state, WaiverState::kExpired);
  EXPECT_EQ(waivers.all[1].state, WaiverState::kUnmatched);
}

TEST(Waivers, RuleThatMayNotBeWaivedIsNotWaivedByFingerprintEither) {
  Waivers waivers = Read("w.yaml", "waivers:\n  - {fingerprint: " + FingerprintOf("us/never", "No.") +
                                       ", disposition: accepted, reason: r, who: w, until: 2027-01-01}\n");
  EXPECT_THAT(Laid(waivers, {RecordWith("a.html", "us/never", "No.")}), ElementsAre(Disposition::kOpen));
  EXPECT_EQ(waivers.all[0].state, WaiverState::kRefused);
}

TEST(Waivers, NoteSaysWhyWhoAndUntilWhen) {
  Waivers waivers = Read("w.yaml",
                         "waivers:\n  - {rule: us/guarantee, path: \"**\", disposition: substantiated, reason: "
                         "Study on file., who: R. Counsel, until: 2027-01-01}\n");
  const ListSource source({RecordWith("a.html", "us/guarantee", "It always works.")});
  const std::vector<RuleInfo> rules = Rules();
  std::string note;
  WaivedRecords(source, waivers, rules).ForEach([&note](const AuditRecord& record) {
    note = record.findings.front().disposition_note;
  });
  EXPECT_EQ(note, "Study on file. (R. Counsel, until 2027-01-01)");
}

}  // namespace
}  // namespace audit
