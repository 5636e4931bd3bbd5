#include "reporters/jsonl/jsonl_reporter.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "analyzers/vocabulary.h"
#include "reporters/atomic_file.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order in which they are set here

/// Members that do not apply are left out.
Json WhereOf(const SourceLocation& where) {
  Json out = {{"words", PlaceInWords(where)}};
  if (where.page > 0) out["page"] = where.page;
  if (where.line > 0) out["line"] = where.line;
  if (where.paragraph > 0) out["paragraph"] = where.paragraph;
  if (!where.part.empty()) out["part"] = where.part;
  if (where.box) out["box_pt"] = {where.box->left, where.box->top, where.box->right, where.box->bottom};
  return out;
}

Json ChecklistOf(const AuditRecord& record) {
  Json out = Json::array();
  for (const ChecklistPoint& point : record.checklist) {
    Json evidence = Json::array();
    for (const Place& place : point.evidence)
      evidence.push_back({{"where", WhereOf(place.where)}, {"quote", place.quote}});
    out.push_back({{"rule", point.rule},
                   {"question", point.question},
                   {"answered", NameOf(point.answered)},
                   {"evidence", std::move(evidence)}});
  }
  return out;
}

Json DocumentOf(const AuditRecord& record) {
  Json anomalies = Json::array();
  for (const Anomaly& anomaly : record.anomalies)
    anomalies.push_back({{"name", anomaly.name}, {"detail", anomaly.detail}, {"where", WhereOf(anomaly.where)}});
  const Coverage& coverage = record.coverage;
  return {{"record", "document"},
          {"document_id", record.document_id},
          {"path", record.path},
          {"sha256", record.sha256},
          {"format", record.format},
          {"bytes", record.bytes},
          {"modified_unix_s", record.modified_unix_s},
          {"outcome", OutcomeName(record.outcome)},
          {"outcome_detail", record.outcome_detail},
          {"fully_read", !IsNotFullyRead(record)},
          {"clean", IsClean(record)},
          {"pages",
           {{"total", coverage.pages_total},
            {"read", coverage.pages_read},
            {"without_text", coverage.pages_without_text},
            {"by_ocr", coverage.pages_by_ocr}}},
          {"limits_hit", coverage.limits_hit},
          {"title", record.title},
          {"language", record.facts.language},
          {"jurisdictions", record.facts.jurisdictions},
          {"unjudged_jurisdictions", record.unjudged},
          {"product_track", NameOf(record.facts.track)},
          {"role", NameOf(record.facts.role)},
          {"facts_because", record.facts.because},
          {"anomalies", std::move(anomalies)},
          {"statements", record.statements.size()},
          {"findings", record.findings.size()},
          {"checklist", ChecklistOf(record)},
          {"policy_digest", record.policy_digest},
          {"tool_version", record.tool_version}};
}

Json StatementOf(const AuditRecord& record, std::size_t index) {
  const Statement& statement = record.statements[index];
  Json labels = Json::array();
  for (const Label& label : statement.labels)
    labels.push_back({{"kind", NameOf(label.kind)},
                      {"stands", label.stands},
                      {"stance", NameOf(label.stance)},
                      {"subject", NameOf(label.subject)},
                      {"cue", label.cue},
                      {"because", label.because},
                      {"confidence", label.confidence}});
  return {{"record", "statement"},
          {"statement_id", StatementId(record, index)},
          {"document_id", record.document_id},
          {"path", record.path},
          {"where", WhereOf(statement.where)},
          {"block_kind", NameOf(statement.block_kind)},
          {"text", statement.text},
          {"jurisdiction", statement.jurisdiction},
          {"conditions", statement.conditions},
          {"labels", std::move(labels)}};
}

Json FindingOf(const AuditRecord& record, std::size_t index, const std::string& id) {
  const Finding& finding = record.findings[index];
  Json places = Json::array();
  for (const Place& place : finding.places)
    places.push_back({{"where", WhereOf(place.where)}, {"quote", place.quote}});
  Json authorities = Json::array();
  for (const Authority& authority : finding.authorities)
    authorities.push_back(
        {{"cite", authority.cite}, {"verification", NameOf(authority.verification)}, {"note", authority.note}});
  Json statements = Json::array();
  for (const std::size_t statement : finding.statements)
    statements.push_back(StatementId(record, statement));
  Json out = {{"record", "finding"},
              {"finding_id", id},
              {"fingerprint", finding.fingerprint},
              {"document_id", record.document_id},
              {"path", record.path},
              {"rule", finding.rule},
              {"category", finding.category},
              {"severity", NameOf(finding.severity)},
              {"title", finding.title},
              {"message", finding.message},
              {"reason", finding.reason},
              {"rewrite", finding.rewrite},
              {"places", std::move(places)},
              {"statement_ids", std::move(statements)},
              {"authorities", std::move(authorities)},
              {"law_as_of", finding.as_of},
              {"disposition", NameOf(finding.disposition)},
              {"disposition_note", finding.disposition_note}};
  if (index < record.history.size()) {
    const FindingHistory& history = record.history[index];
    out["change"] = history.change == FindingChange::kOld ? "old" : ChangeInWords(history.change);
    out["first_seen_run"] = history.first_seen_run;
  }
  return out;
}

Json GoneOf(const GoneFinding& gone) {
  return {{"record", "gone"},
          {"fingerprint", gone.fingerprint},
          {"path", gone.path},
          {"rule", gone.rule},
          {"severity", NameOf(gone.severity)},
          {"title", gone.title},
          {"place", gone.place},
          {"quote", gone.quote},
          {"first_seen_run", gone.first_seen_run}};
}

}  // namespace

void WriteJsonLines(const RunInfo&, const RecordSource& records, const std::filesystem::path& folder) {
  AtomicFile file(folder / "audit.jsonl");
  const auto add = [&file](const Json& line) {
    file.Write(line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  };
  records.ForEach([&add](const AuditRecord& record) {
    add(DocumentOf(record));
    for (std::size_t i = 0; i < record.statements.size(); ++i)
      add(StatementOf(record, i));
    const std::vector<std::string> ids = FindingIds(record);
    for (std::size_t i = 0; i < ids.size(); ++i)
      add(FindingOf(record, i, ids[i]));
  });
  records.ForEachGone([&add](const GoneFinding& gone) { add(GoneOf(gone)); });
  file.Commit();
}

}  // namespace audit
