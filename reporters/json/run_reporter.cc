#include "reporters/json/run_reporter.h"

#include <nlohmann/json.hpp>

#include "analyzers/vocabulary.h"
#include "reporters/atomic_file.h"
#include "reporters/run_totals.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order in which they are set here

Json PacksAsJson(const RunInfo& run) {
  Json packs = Json::array();
  for (const PackInfo& pack : run.packs)
    packs.push_back({{"name", pack.name},
                     {"title", pack.title},
                     {"jurisdiction", pack.jurisdiction},
                     {"as_of", pack.as_of},
                     {"version", pack.version},
                     {"rules", pack.rules}});
  return packs;
}

/// The only report that tells the day: it is another one every day.
Json WaiversAsJson(const Waivers& waivers) {
  if (waivers.file.empty()) return nullptr;
  Json list = Json::array();
  for (const Waiver& waiver : waivers.all)
    list.push_back({{"line", waiver.line},
                    {"fingerprint", waiver.fingerprint},
                    {"rule", waiver.rule},
                    {"path", waiver.path},
                    {"disposition", NameOf(waiver.disposition)},
                    {"until", waiver.until},
                    {"state", StateInWords(waiver.state)},
                    {"findings", waiver.findings}});
  return {{"file", waivers.file}, {"digest", waivers.digest}, {"day", waivers.day}, {"all", std::move(list)}};
}

Json BaselineAsJson(const Baseline& baseline) {
  if (baseline.name.empty()) return nullptr;
  Json severities = Json::object();
  for (const auto& row : NamesOf<Severity>())
    severities[std::string(row.name)] = ValueOr0(baseline.new_by_severity, row.value);
  return {{"folder", baseline.name},        {"run", baseline.run},
          {"new", baseline.new_findings},   {"changed", baseline.changed_findings},
          {"gone", baseline.gone_findings}, {"new_by_severity", std::move(severities)}};
}

Json DocumentsAsJson(const RunTotals& totals) {
  Json outcomes = Json::object();
  for (const Outcome outcome : kAllOutcomes)
    outcomes[std::string(OutcomeName(outcome))] = ValueOr0(totals.outcomes, outcome);
  return {{"total", totals.documents},
          {"clean", totals.clean},
          {"not_fully_read", totals.not_fully_read},
          {"unjudged", totals.unjudged},
          {"with_findings", totals.documents_with_findings},
          {"by_outcome", std::move(outcomes)}};
}

/// Rules that found nothing are listed with 0: they were asked.
Json FindingsAsJson(const RunInfo& run, const RunTotals& totals) {
  Json severities = Json::object();
  const auto names = NamesOf<Severity>();
  for (auto row = names.rbegin(); row != names.rend(); ++row)
    severities[std::string(row->name)] = ValueOr0(totals.findings_by_severity, row->value);
  std::map<std::string, std::size_t> counts;
  for (const RuleInfo& rule : run.rules)
    counts[rule.id] = 0;
  for (const auto& [id, rule] : totals.rules)
    counts[id] = rule.findings;
  Json rules = Json::object();
  for (const auto& [id, count] : counts)
    rules[id] = count;
  return {{"total", totals.findings},
          {"waived", totals.waived},
          {"by_severity", std::move(severities)},
          {"by_rule", std::move(rules)}};
}

}  // namespace

void WriteRunJson(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  RunTotals totals;
  records.ForEach([&totals](const AuditRecord& record) { totals.Add(record); });
  const Json json = {
      {"tool_version", run.tool_version},
      {"policy_digest", run.policy_digest},
      {"packs", PacksAsJson(run)},
      {"waivers", WaiversAsJson(run.waivers)},
      {"baseline", BaselineAsJson(run.baseline)},
      {"archives", run.archives},
      {"limits", run.limits},
      {"warnings", run.warnings},
      {"documents", DocumentsAsJson(totals)},
      {"statements", {{"total", totals.statements}, {"claims", totals.claims}, {"disclosures", totals.disclosures}}},
      {"findings", FindingsAsJson(run, totals)},
      {"started_utc", run.started_utc},
      {"finished_utc", run.finished_utc},
      {"cpu_seconds", run.cpu_seconds},
      {"documents_reused", run.documents_reused},
      {"documents_judged_again", run.documents_judged_again},
  };
  AtomicFile file(folder / "run.json");
  // Archive names are as given on the command line and need not be UTF-8.
  file.Write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  file.Commit();
}

}  // namespace audit
