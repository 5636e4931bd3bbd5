#include "pipeline/record_pack.h"

#include <gmock/gmock.h>

#include <exception>
#include <limits>
#include <stdexcept>

namespace audit {
namespace {

AuditRecord FullRecord() {
  AuditRecord record;
  record.document_id = "0123456789ab";
  record.path = "a/b.pdf";
  record.sha256 = std::string(64, 'a');
  record.format = "pdf";
  record.bytes = 5'000'000'000;
  record.modified_unix_s = 1'700'000'000;
  record.outcome = Outcome::kPartlyRead;
  record.outcome_detail = "detail";
  record.coverage = {3, 2, 1, 0, {"pages: 2"}};
  record.anomalies = {{"hidden-text", "white", {1, 0, 0, "", Box{1, 2, 3, 4}}}};
  record.title = "標題";
  record.facts = {{"tw", "us"}, ProductTrack::kMixed, DocumentRole::kBroker, "zh-Hant", {"because"}};
  Statement statement;
  statement.text = "FDA approved";
  statement.span = {3, 15};
  statement.block = 2;
  statement.block_kind = BlockKind::kTableCell;
  statement.where = {2, 0, 0, "", Box{0.5, 1, 2, 3}};
  statement.labels = {
      {StatementKind::kApprovalClaim, Stance::kQuestioned, Subject::kDevice, false, "cue", "because", 0.75}};
  statement.jurisdiction = "us";
  statement.conditions = {"arthritis"};
  record.statements = {statement};
  Finding finding;
  finding.rule = "us/false-approval";
  finding.category = "false-approval";
  finding.severity = Severity::kCritical;
  finding.authorities = {{"21 CFR 807.97", Verification::kVerified, "note"}};
  finding.places = {{{2, 0, 0, "", std::nullopt}, "FDA approved", {"before", "FDA approved", "after"}, "0a.png"}};
  finding.statements = {0};
  finding.fingerprint = "0123456789abcdef";
  record.findings = {finding};
  record.checklist = {
      {"us/checklist-status", "Is it stated?", Answered::kPartly, {{{1, 0, 0, "", std::nullopt}, "words", {}, ""}}}};
  record.unjudged = {"tw"};
  record.policy_digest = "digest";
  record.tool_version = "1";
  return record;
}

TEST(RecordPack, RestoresEveryField) {
  const std::string bytes = EncodeRecord(FullRecord());
  const AuditRecord record = DecodeRecord(bytes);
  EXPECT_EQ(EncodeRecord(record), bytes);
  EXPECT_EQ(record.bytes, 5'000'000'000u);
  EXPECT_EQ(record.outcome, Outcome::kPartlyRead);
  EXPECT_EQ(record.coverage.pages_without_text, 1);
  EXPECT_EQ(record.anomalies.at(0).where.box, (Box{1, 2, 3, 4}));
  EXPECT_EQ(record.unjudged, std::vector<std::string>{"tw"});
  EXPECT_EQ(record.facts.role, DocumentRole::kBroker);
  EXPECT_EQ(record.statements.at(0).where.box, (Box{0.5, 1, 2, 3}));
  EXPECT_EQ(record.statements.at(0).block_kind, BlockKind::kTableCell);
  EXPECT_FALSE(record.statements.at(0).labels.at(0).stands);
  EXPECT_EQ(record.statements.at(0).labels.at(0).stance, Stance::kQuestioned);
  EXPECT_EQ(record.findings.at(0).severity, Severity::kCritical);
  EXPECT_EQ(record.checklist.at(0).answered, Answered::kPartly);
  EXPECT_EQ(record.checklist.at(0).evidence.at(0).quote, "words");
  EXPECT_EQ(record.findings.at(0).places.at(0).where.box, std::nullopt);
  EXPECT_EQ(record.findings.at(0).places.at(0).context, (Context{"before", "FDA approved", "after"}));
  EXPECT_EQ(record.findings.at(0).places.at(0).picture, "0a.png");
}

TEST(RecordPack, RefusesEveryTruncationOfARecord) {
  const std::string bytes = EncodeRecord(FullRecord());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_THROW(DecodeRecord(std::string_view(bytes).substr(0, length)), std::exception) << length;
}

TEST(RecordPack, RefusesUnknownNames) {
  std::string bytes = EncodeRecord(FullRecord());
  const auto at = bytes.find("partly-read");
  bytes.replace(at, 11, "fully-clean");
  EXPECT_THROW(DecodeRecord(bytes), std::exception);
}

TEST(RecordPack, RefusesWhatGoesOnBehindItsEnd) {
  EXPECT_THROW(DecodeRecord(EncodeRecord(FullRecord()) + '\0'), std::exception);
}

TEST(RecordPack, KeepsNegativeNumbersAndMakesTextsValidUtf8) {
  AuditRecord record = FullRecord();
  record.modified_unix_s = -5;
  record.title = "a\xFFz";
  const AuditRecord back = DecodeRecord(EncodeRecord(record));
  EXPECT_EQ(back.modified_unix_s, -5);
  EXPECT_EQ(back.title, "a\uFFFDz");
}

TEST(RecordPack, RefusesTextsThatAreNotUtf8AndFiguresThatAreNoNumbers) {
  std::string bytes = EncodeRecord(FullRecord());
  bytes.at(bytes.find("0123456789ab")) = '\xFF';
  EXPECT_THROW(DecodeRecord(bytes), std::exception);
  AuditRecord record = FullRecord();
  record.statements.at(0).labels.at(0).confidence = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(DecodeRecord(EncodeRecord(record)), std::exception);
}

// No length that it claims may cost more than the bytes that are there.
TEST(RecordPack, SurvivesEveryByteChanged) {
  const std::string bytes = EncodeRecord(FullRecord());
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const char other : {'\x00', '\x7F', '\xFF'}) {
      std::string changed = bytes;
      changed[i] = other;
      try {
        const AuditRecord record = DecodeRecord(changed);
        EXPECT_LT(record.findings.size(), bytes.size());
      } catch (const std::runtime_error&) {
        continue;
      }
    }
}

}  // namespace
}  // namespace audit
