#include "pipeline/record_codec.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "analyzers/vocabulary.h"
#include "pipeline/refuse_fractions.h"
#include "reporters/waiver.h"

namespace audit {

using Json = nlohmann::ordered_json;

namespace {

constexpr auto kReplaceBadUtf8 = Json::error_handler_t::replace;

}  // namespace

// Enumerations travel as their written names (vocabulary.h), so that stored records survive reordering.
#define AUDIT_ENUM_AS_NAME(Enum)                                        \
  void to_json(Json& json, const Enum& value) { json = NameOf(value); } \
  void from_json(const Json& json, Enum& value) {                       \
    const auto found = ValueOf<Enum>(json.get<std::string>());          \
    if (!found) throw std::runtime_error("unknown " #Enum);             \
    value = *found;                                                     \
  }
AUDIT_ENUM_AS_NAME(BlockKind)
AUDIT_ENUM_AS_NAME(Visibility)
AUDIT_ENUM_AS_NAME(StatementKind)
AUDIT_ENUM_AS_NAME(Stance)
AUDIT_ENUM_AS_NAME(Subject)
AUDIT_ENUM_AS_NAME(ProductTrack)
AUDIT_ENUM_AS_NAME(DocumentRole)
AUDIT_ENUM_AS_NAME(Severity)
AUDIT_ENUM_AS_NAME(Verification)
AUDIT_ENUM_AS_NAME(Disposition)
#undef AUDIT_ENUM_AS_NAME

void to_json(Json& json, const TextSpan& span) { json = {span.begin, span.end}; }
void from_json(const Json& json, TextSpan& span) {
  json.at(0).get_to(span.begin);
  json.at(1).get_to(span.end);
}

void to_json(Json& json, const Box& box) { json = {box.left, box.top, box.right, box.bottom}; }
void from_json(const Json& json, Box& box) {
  json.at(0).get_to(box.left);
  json.at(1).get_to(box.top);
  json.at(2).get_to(box.right);
  json.at(3).get_to(box.bottom);
}

void to_json(Json& json, const SourceLocation& where) {
  json = Json::object();
  if (where.page != 0) json["page"] = where.page;
  if (where.line != 0) json["line"] = where.line;
  if (where.paragraph != 0) json["paragraph"] = where.paragraph;
  if (!where.part.empty()) json["part"] = where.part;
  if (where.box) json["box"] = *where.box;
}
void from_json(const Json& json, SourceLocation& where) {
  where.page = json.value("page", 0);
  where.line = json.value("line", 0);
  where.paragraph = json.value("paragraph", 0);
  where.part = json.value("part", std::string());
  if (json.contains("box")) where.box = json.at("box").get<Box>();
}

// nlohmann's own macro of this kind serves its unordered type alone; ours keeps members in the order given.
#define AUDIT_FIELDS(Type, ...)                                                \
  void to_json(Json& nlohmann_json_j, const Type& nlohmann_json_t) {           \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_TO, __VA_ARGS__))   \
  }                                                                            \
  void from_json(const Json& nlohmann_json_j, Type& nlohmann_json_t) {         \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_FROM, __VA_ARGS__)) \
  }
AUDIT_FIELDS(Coverage, pages_total, pages_read, pages_without_text, pages_by_ocr, limits_hit)
AUDIT_FIELDS(Anomaly, name, detail, where)
AUDIT_FIELDS(Authority, cite, verification, note)
AUDIT_FIELDS(PackInfo, name, title, jurisdiction, as_of, version, rules)

void to_json(Json& json, const RuleInfo& rule) {
  json = {{"id", rule.id},           {"category", rule.category},       {"severity", rule.severity},
          {"title", rule.title},     {"message", rule.message},         {"why", rule.why},
          {"rewrite", rule.rewrite}, {"authorities", rule.authorities}, {"waivable", rule.is_waivable}};
}
void from_json(const Json& json, RuleInfo& rule) {
  json.at("id").get_to(rule.id);
  json.at("category").get_to(rule.category);
  json.at("severity").get_to(rule.severity);
  json.at("title").get_to(rule.title);
  json.at("message").get_to(rule.message);
  json.at("why").get_to(rule.why);
  json.at("rewrite").get_to(rule.rewrite);
  json.at("authorities").get_to(rule.authorities);
  rule.is_waivable = json.value("waivable", true);
}

// What became of a waiver is found anew from the records whenever reports are written.
AUDIT_FIELDS(Waiver, line, fingerprint, rule, path, disposition, reason, who, until)
AUDIT_FIELDS(Waivers, file, digest, day, all)

void to_json(Json& json, const Baseline& baseline) {
  json = {{"name", baseline.name},
          {"run", baseline.run},
          {"new", baseline.new_findings},
          {"changed", baseline.changed_findings},
          {"gone", baseline.gone_findings}};
  Json& severities = json["new_by_severity"] = Json::object();
  for (const auto& [severity, count] : baseline.new_by_severity)
    severities[std::string(NameOf(severity))] = count;
}
void from_json(const Json& json, Baseline& baseline) {
  json.at("name").get_to(baseline.name);
  json.at("run").get_to(baseline.run);
  json.at("new").get_to(baseline.new_findings);
  json.at("changed").get_to(baseline.changed_findings);
  json.at("gone").get_to(baseline.gone_findings);
  for (const auto& [name, count] : json.at("new_by_severity").items())
    if (const auto severity = ValueOf<Severity>(name)) baseline.new_by_severity[*severity] = count;
}

#define AUDIT_RUN_FIELDS                                                                                               \
  tool_version, archives, packs, rules, policy_digest, waivers, baseline, limits, warnings, started_utc, finished_utc, \
      cpu_seconds, documents_reused, documents_judged_again
void to_json(Json& nlohmann_json_j, const RunInfo& nlohmann_json_t) {
  NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_TO, AUDIT_RUN_FIELDS))
  if (nlohmann_json_t.csv_mark == CsvMark::kUtf8) nlohmann_json_j["csv_bom"] = true;  // runs of before lack it
}
void from_json(const Json& nlohmann_json_j, RunInfo& nlohmann_json_t) {
  NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_FROM, AUDIT_RUN_FIELDS))
  nlohmann_json_t.csv_mark = nlohmann_json_j.value("csv_bom", false) ? CsvMark::kUtf8 : CsvMark::kNone;
}

namespace {

Json ChannelsOf(const Rgb& color) { return {color.red, color.green, color.blue}; }

Json DocumentJson(const Document& document) {
  Json blocks = Json::array();
  for (const Block& block : document.blocks) {
    Json entry = {{"kind", block.kind},
                  {"text", document.text.substr(block.text.begin, block.text.end - block.text.begin)}};
    entry["span"] = block.text;
    entry["where"] = block.where;
    entry["visibility"] = block.visibility;
    if (block.style.font_size_pt > 0) entry["font_size_pt"] = block.style.font_size_pt;
    if (block.style.bold) entry["bold"] = true;
    if (block.style.color) entry["color"] = ChannelsOf(*block.style.color);
    if (block.style.ground) entry["ground"] = ChannelsOf(*block.style.ground);
    if (block.folded) entry["folded"] = true;
    if (block.ocr_confidence != 0) entry["ocr_confidence"] = block.ocr_confidence;
    if (block.heading_level != 0) entry["heading_level"] = block.heading_level;
    if (block.table != 0) entry["cell"] = {block.table, block.row, block.column};
    blocks.push_back(std::move(entry));
  }
  return {{"name", document.name},           {"format", document.format},
          {"sha256", document.sha256},       {"metadata", document.metadata},
          {"coverage", document.coverage},   {"complete", document.coverage.IsComplete()},
          {"anomalies", document.anomalies}, {"blocks", std::move(blocks)}};
}

Json FailureJson(const ParseFailure& failure) { return {{"failure", failure.message}, {"format", failure.format}}; }

}  // namespace

std::string EncodeRunInfo(const RunInfo& run) { return Json(run).dump(-1, ' ', false, kReplaceBadUtf8); }

RunInfo DecodeRunInfo(std::string_view json) {
  // The one fraction in it; see RefuseFractions for why no other is let through.
  bool is_time = false;
  const auto refuse_other_fractions = [&is_time](int depth, Json::parse_event_t event, const Json& value) {
    if (event == Json::parse_event_t::key) is_time = value == "cpu_seconds";
    return is_time || RefuseFractions()(depth, event, value);
  };
  return Json::parse(json, refuse_other_fractions).get<RunInfo>();
}

std::string EncodeParseResult(const ParseResult& result) {
  const auto* document = std::get_if<Document>(&result);
  const Json json = document != nullptr ? DocumentJson(*document) : FailureJson(std::get<ParseFailure>(result));
  return json.dump(1, ' ', false, kReplaceBadUtf8);
}

std::string EncodeClassified(std::size_t line, const Statement& statement) {
  Json kinds = Json::array();
  Json labels = Json::array();
  for (const Label& label : statement.labels) {
    if (label.stands) kinds.push_back(NameOf(label.kind));
    labels.push_back({{"kind", label.kind},
                      {"stance", label.stance},
                      {"subject", label.subject},
                      {"stands", label.stands},
                      {"cue", label.cue},
                      {"because", label.because},
                      {"confidence", label.confidence}});
  }
  const Json json = {{"line", line}, {"text", statement.text}, {"kinds", kinds}, {"labels", labels}};
  return json.dump(-1, ' ', false, kReplaceBadUtf8);
}

}  // namespace audit
