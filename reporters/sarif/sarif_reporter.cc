#include "reporters/sarif/sarif_reporter.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "analyzers/vocabulary.h"
#include "reporters/atomic_file.h"
#include "reporters/place.h"
#include "reporters/record_ids.h"
#include "reporters/wording.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order in which they are set here

constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char* kBase = "ARCHIVE";
// Raise the version when fingerprints are made of something else, so that nothing is matched with its like of before.
constexpr const char* kFingerprint = "brochureAudit/v1";

struct Weight {
  const char* level;
  double rank;  ///< 0..100
};

Weight WeightOf(Severity severity) {
  constexpr std::array<Weight, 5> kWeights = {
      {{"note", 5}, {"note", 25}, {"warning", 50}, {"error", 75}, {"error", 95}}};
  return kWeights.at(static_cast<std::size_t>(severity));
}

/// In messages brackets make links; what a document says must not become one.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

Json Message(std::string_view text) { return {{"text", Plain(text)}}; }

/// A path as a relative URI: bytes that a URI may not hold as they are become %XX.
std::string UriOf(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

Json ArtifactLocation(std::string_view path) { return {{"uri", UriOf(path)}, {"uriBaseId", kBase}}; }

Json AuthoritiesOf(const std::vector<Authority>& authorities) {
  Json list = Json::array();
  for (const Authority& authority : authorities)
    list.push_back(
        {{"cite", authority.cite}, {"verification", NameOf(authority.verification)}, {"note", authority.note}});
  return list;
}

Json RuleOf(const RuleInfo& rule) {
  std::string help = rule.why;
  if (!rule.rewrite.empty()) help += "\n\nA wording to start from: " + rule.rewrite;
  for (const Authority& authority : rule.authorities)
    help += fmt::format("\n\nAuthority: {} ({})", authority.cite, VerificationInWords(authority.verification));
  const Weight weight = WeightOf(rule.severity);
  return {{"id", rule.id},
          {"shortDescription", {{"text", rule.title}}},
          {"fullDescription", {{"text", rule.message}}},
          {"help", {{"text", help.empty() ? rule.title : help}}},
          {"defaultConfiguration", {{"level", weight.level}, {"rank", weight.rank}}},
          {"properties",
           {{"category", rule.category},
            {"severity", NameOf(rule.severity)},
            {"waivable", rule.is_waivable},
            {"authorities", AuthoritiesOf(rule.authorities)}}}};
}

Json ArtifactOf(const AuditRecord& record) {
  Json out = {{"location", ArtifactLocation(record.path)}, {"length", record.bytes}, {"roles", {"analysisTarget"}}};
  if (!record.sha256.empty()) out["hashes"] = {{"sha-256", record.sha256}};
  out["properties"] = {{"documentId", record.document_id},
                       {"format", record.format},
                       {"outcome", OutcomeName(record.outcome)},
                       {"pages", record.coverage.pages_total},
                       {"pagesRead", record.coverage.pages_read}};
  return out;
}

/// Pages and paragraphs are logical places; the lines of a web page or text are its own.
Json LocationOf(std::string_view path, std::size_t artifact, const Place& place) {
  Json physical = {{"artifactLocation", ArtifactLocation(path)}};
  physical["artifactLocation"]["index"] = artifact;
  const SourceLocation& where = place.where;
  if (where.line > 0) {
    physical["region"] = {{"startLine", where.line}};
    if (!place.quote.empty()) physical["region"]["snippet"] = {{"text", place.quote}};
  }
  Json out = {{"physicalLocation", std::move(physical)}};
  out["logicalLocations"] = Json::array({{{"fullyQualifiedName", PlaceInWords(where)}, {"kind", "place"}}});
  if (!place.quote.empty()) out["message"] = Message(place.quote);
  Json properties = Json::object();
  if (where.page > 0) properties["page"] = where.page;
  if (where.paragraph > 0) properties["paragraph"] = where.paragraph;
  if (!where.part.empty()) properties["part"] = where.part;
  if (where.box) properties["boxPt"] = {where.box->left, where.box->top, where.box->right, where.box->bottom};
  if (!properties.empty()) out["properties"] = std::move(properties);
  return out;
}

const char* BaselineState(FindingChange change) {
  switch (change) {
    case FindingChange::kNew:
      return "new";
    case FindingChange::kChanged:
      return "updated";
    case FindingChange::kOld:
      break;
  }
  return "unchanged";
}

/// One array of the log, written item by item, so that memory does not grow with the archive.
class ItemWriter {
 public:
  explicit ItemWriter(AtomicFile& file) : file_(file) {}
  void Add(const Json& item) {
    file_.Write(first_ ? "\n" : ",\n");
    first_ = false;
    file_.Write(item.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

 private:
  AtomicFile& file_;
  bool first_ = true;
};

class SarifLog {
 public:
  SarifLog(const RunInfo& run, const RecordSource& records, AtomicFile& file)
      : run_(run), records_(records), file_(file) {
    for (std::size_t i = 0; i < run.rules.size(); ++i)
      rule_index_[run.rules[i].id] = i;
  }

  void Write() {
    file_.Write(fmt::format(
        R"({{"$schema":"{}","version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"brochure-audit","version":{},"rules":[)",
        kSchema, Json(run_.tool_version).dump(-1, ' ', false, Json::error_handler_t::replace)));
    ItemWriter rules(file_);
    for (const RuleInfo& rule : run_.rules)
      rules.Add(RuleOf(rule));
    file_.Write("\n]}},\n\"originalUriBaseIds\":");
    file_.Write(
        Json{{kBase, {{"description", {{"text", "The archive that was audited; paths are relative to it."}}}}}}.dump());
    file_.Write(",\n\"columnKind\":\"unicodeCodePoints\",\n\"properties\":");
    file_.Write(Properties().dump(-1, ' ', false, Json::error_handler_t::replace));
    file_.Write(",\n\"invocations\":[{\"executionSuccessful\":true,\"toolExecutionNotifications\":[");
    WriteNotifications();
    file_.Write("\n]}],\n\"artifacts\":[");
    ItemWriter artifacts(file_);
    records_.ForEach([&artifacts](const AuditRecord& record) { artifacts.Add(ArtifactOf(record)); });
    file_.Write("\n],\n\"results\":[");
    WriteResults();
    file_.Write("\n]}]}\n");
  }

 private:
  bool HasBaseline() const { return !run_.baseline.name.empty(); }

  Json Properties() const {
    Json packs = Json::array();
    for (const PackInfo& pack : run_.packs)
      packs.push_back({{"name", pack.name}, {"asOf", pack.as_of}, {"version", pack.version}});
    return {{"policyDigest", run_.policy_digest}, {"packs", std::move(packs)}};
  }

  /// What weakens the run, and every document that was not read in whole: silence about it is no clean bill.
  void WriteNotifications() {
    ItemWriter notifications(file_);
    for (const std::string& warning : run_.warnings)
      notifications.Add({{"level", "warning"}, {"message", Message(warning)}});
    std::size_t index = 0;
    records_.ForEach([&](const AuditRecord& record) {
      const std::size_t artifact = index++;
      if (!IsNotFullyRead(record)) return;
      Json location = ArtifactLocation(record.path);
      location["index"] = artifact;
      notifications.Add(
          {{"level", "error"},
           {"message", Message(fmt::format("{}: {}", OutcomeInWords(record.outcome), record.outcome_detail))},
           {"locations", {{{"physicalLocation", {{"artifactLocation", std::move(location)}}}}}}});
    });
  }

  void WriteResults() {
    ItemWriter results(file_);
    std::size_t index = 0;
    records_.ForEach([&](const AuditRecord& record) {
      const std::size_t artifact = index++;
      const std::vector<std::string> ids = FindingIds(record);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        Json result = ResultOf(record, record.findings[i], ids[i], artifact);
        if (HasBaseline() && i < record.history.size())
          result["baselineState"] = BaselineState(record.history[i].change);
        results.Add(result);
      }
    });
    records_.ForEachGone([&](const GoneFinding& gone) { results.Add(AbsentOf(gone)); });
  }

  void SetRule(const std::string& id, Json& result) const {
    result["ruleId"] = id;
    if (const auto known = rule_index_.find(id); known != rule_index_.end()) result["ruleIndex"] = known->second;
  }

  Json ResultOf(const AuditRecord& record, const Finding& finding, const std::string& id, std::size_t artifact) const {
    const Weight weight = WeightOf(finding.severity);
    Json result;
    SetRule(finding.rule, result);
    result["level"] = weight.level;
    result["rank"] = weight.rank;
    result["message"] = Message(fmt::format("{} {}", finding.message, finding.reason));
    result["locations"] = Json::array();
    for (const Place& place : finding.places)
      result["locations"].push_back(LocationOf(record.path, artifact, place));
    result["partialFingerprints"] = {{kFingerprint, finding.fingerprint}};
    if (!run_.waivers.file.empty()) {
      result["suppressions"] = Json::array();
      if (finding.disposition != Disposition::kOpen)
        result["suppressions"].push_back({{"kind", "external"},
                                          {"status", "accepted"},
                                          {"justification", finding.disposition_note},
                                          {"properties", {{"disposition", NameOf(finding.disposition)}}}});
    }
    result["properties"] = {{"findingId", id},
                            {"severity", NameOf(finding.severity)},
                            {"category", finding.category},
                            {"title", finding.title},
                            {"rewrite", finding.rewrite},
                            {"lawAsOf", finding.as_of},
                            {"authorities", AuthoritiesOf(finding.authorities)}};
    return result;
  }

  Json AbsentOf(const GoneFinding& gone) const {
    const Weight weight = WeightOf(gone.severity);
    Json result;
    SetRule(gone.rule, result);
    result["level"] = weight.level;
    result["rank"] = weight.rank;
    result["baselineState"] = "absent";
    result["message"] = Message(gone.title.empty() ? gone.rule : gone.title);
    Json location = {{"physicalLocation", {{"artifactLocation", ArtifactLocation(gone.path)}}}};
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", gone.place}, {"kind", "place"}}});
    if (!gone.quote.empty()) location["message"] = Message(gone.quote);
    result["locations"] = Json::array({std::move(location)});
    result["partialFingerprints"] = {{kFingerprint, gone.fingerprint}};
    return result;
  }

  const RunInfo& run_;
  const RecordSource& records_;
  AtomicFile& file_;
  std::map<std::string, std::size_t, std::less<>> rule_index_;
};

}  // namespace

void WriteSarif(const RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  AtomicFile file(folder / "findings.sarif");
  SarifLog(run, records, file).Write();
  file.Commit();
}

}  // namespace audit
