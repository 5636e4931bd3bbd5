#include "pipeline/waivers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <future>

#include "analyzers/judge/judge_rule.h"
#include "analyzers/judge/yaml_reader.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/sha256.h"
#include "pipeline/settings.h"
#include "pipeline/waiver_csv.h"

namespace audit {
namespace {

constexpr std::size_t kMaxFileBytes = 8u << 20;
constexpr std::size_t kFingerprintDigits = 16;

bool IsFingerprint(std::string_view text) {
  return text.size() == kFingerprintDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Of a waiver: all but open, which is a finding without one.
WordList Decisions() {
  WordList out = WordsOf<Disposition>();
  std::erase(out, NameOf(Disposition::kOpen));
  return out;
}

constexpr std::array<Field, 7> kWaiverFields = {{
    {"fingerprint", Holds::kText, Presence::kOptional, "Of the finding, from findings.csv."},
    {"rule", Holds::kText, Presence::kOptional, "Rule id, such as us/superiority; needs a path."},
    {"path", Holds::kText, Presence::kOptional, "Pattern of documents: * within a name, ** across folders."},
    {"disposition", Holds::kWord, Presence::kRequired, "What was decided.", Decisions},
    {"reason", Holds::kText, Presence::kRequired, "Why."},
    {"who", Holds::kText, Presence::kRequired, "Who decided."},
    {"until", Holds::kDate, Presence::kRequired, "The last day on which it holds."},
}};
const Shape& WaiverShape() {
  static const Shape shape = {"waiver", "a waiver", kWaiverFields, {"fingerprint", "rule"}, true, {{"rule", "path"}}};
  return shape;
}

constexpr std::array<Field, 1> kFileFields = {{
    {"waivers", Holds::kMaps, Presence::kRequired, "Decisions about findings.", nullptr, WaiverShape},
}};

/// What a waiver may name.
struct Rulebook {
  std::map<std::string, bool> waivable;  ///< by rule id
  std::set<std::string> of_absence;      ///< fingerprints of something missing, the same in every document
};

Rulebook RulebookOf(const std::vector<RuleInfo>& rules) {
  Rulebook out;
  for (const RuleInfo& rule : rules) {
    out.waivable.emplace(rule.id, rule.is_waivable);
    out.of_absence.insert(FingerprintOf(rule.id, ""));
  }
  return out;
}

void CheckRule(const YamlReader& reader, const Rulebook& rules, const std::string& rule) {
  const auto known = rules.waivable.find(rule);
  if (known == rules.waivable.end()) {
    std::vector<std::string_view> ids;
    for (const auto& [id, waivable] : rules.waivable)
      ids.push_back(id);
    reader.Fail(reader.Get("rule"), fmt::format("no rule '{}'; valid are: {}", rule, fmt::join(ids, ", ")));
  }
  if (!known->second) reader.Fail(reader.Get("rule"), fmt::format("rule {} may not be waived", rule));
}

void CheckFingerprint(const YamlReader& reader, const Rulebook& rules, const Waiver& waiver) {
  const YamlNode& node = reader.Get("fingerprint");
  if (!IsFingerprint(waiver.fingerprint))
    reader.Fail(node, fmt::format("'{}' is no fingerprint: {} digits of 0-9 and a-f, as findings.csv has them",
                                  waiver.fingerprint, kFingerprintDigits));
  if (waiver.path.empty() && rules.of_absence.contains(waiver.fingerprint))
    reader.Fail(node, "this fingerprint is of something that is missing and is the same in every document; add 'path'");
}

Waiver ReadWaiver(const YamlFile& file, const YamlNode& node, const Rulebook& rules) {
  const YamlReader reader(file, node, WaiverShape());
  Waiver out;
  out.line = node.line;
  out.fingerprint = reader.TextOr("fingerprint", "");
  out.rule = reader.TextOr("rule", "");
  out.path = reader.TextOr("path", "");
  if (!out.rule.empty()) {
    CheckRule(reader, rules, out.rule);
  } else {
    CheckFingerprint(reader, rules, out);
  }
  out.disposition = *ValueOf<Disposition>(reader.OneWord("disposition"));
  out.reason = reader.Text("reason");
  out.who = reader.Text("who");
  out.until = reader.Date("until");
  return out;
}

std::string NoteOf(const Waiver& waiver) {
  return fmt::format("{} ({}, until {})", waiver.reason, waiver.who, waiver.until);
}

}  // namespace

const Shape& WaiverFileShape() {
  static const Shape shape = {"waivers", "a file of waivers", kFileFields};
  return shape;
}

Waivers ReadWaivers(const std::filesystem::path& file, const std::vector<RuleInfo>& rules, const std::string& day) {
  const std::string ending = file.extension().string();
  YamlFile read;
  std::vector<const YamlNode*> rows;
  if (ending == ".csv") {
    read = ReadCsvTable(file, kMaxFileBytes);
    for (const YamlNode& row : read.root.items)
      rows.push_back(&row);
  } else if (ending == ".yaml" || ending == ".yml") {
    read = ReadYamlFile(file, kMaxFileBytes);
    const YamlReader reader(read, read.root, WaiverFileShape());
    rows = reader.Items("waivers");
  } else {
    throw SetupError(fmt::format("{}: a file of waivers ends in .csv, .yaml or .yml", file.string()));
  }
  Waivers out{file.string(), Sha256Hex(read.text), day, {}};
  const Rulebook book = RulebookOf(rules);
  for (const YamlNode* row : rows)
    out.all.push_back(ReadWaiver(read, *row, book));
  return out;
}

std::string TodayUtc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return text.data();
}

WaivedRecords::WaivedRecords(const RecordSource& records, const Waivers& waivers, const std::vector<RuleInfo>& rules)
    : records_(records), waivers_(waivers) {
  for (std::size_t i = 0; i < waivers.all.size(); ++i) {
    const Waiver& waiver = waivers.all[i];
    (waiver.rule.empty() ? by_fingerprint_[waiver.fingerprint] : by_rule_[waiver.rule]).push_back(i);
  }
  for (const RuleInfo& rule : rules)
    if (!rule.is_waivable) not_waivable_.insert(rule.id);
}

std::vector<std::size_t> WaivedRecords::Meaning(const AuditRecord& record, const Finding& finding) const {
  std::vector<std::size_t> out;
  const auto add = [&](const auto& index, const std::string& key) {
    const auto known = index.find(key);
    if (known == index.end()) return;
    for (const std::size_t i : known->second)
      if (waivers_.all[i].path.empty() || MatchesPattern(waivers_.all[i].path, record.path)) out.push_back(i);
  };
  add(by_fingerprint_, finding.fingerprint);
  add(by_rule_, finding.rule);
  return out;
}

void WaivedRecords::Apply(AuditRecord& record) const {
  for (Finding& finding : record.findings) {
    if (not_waivable_.contains(finding.rule)) continue;
    for (const std::size_t i : Meaning(record, finding)) {
      const Waiver& waiver = waivers_.all[i];
      if (waivers_.day > waiver.until) continue;
      finding.disposition = waiver.disposition;
      finding.disposition_note = NoteOf(waiver);
      break;
    }
  }
}

void WaivedRecords::ForEach(const std::function<void(const AuditRecord&)>& visit) const {
  if (waivers_.all.empty()) return records_.ForEach(visit);
  records_.ForEach([&](const AuditRecord& stored) {
    AuditRecord record = stored;
    Apply(record);
    visit(record);
  });
}

void WaivedRecords::CountMatches(Waivers& waivers) const {
  std::vector<std::size_t> allowed(waivers.all.size(), 0);
  for (Waiver& waiver : waivers.all)
    waiver.findings = 0;
  records_.ForEach([&](const AuditRecord& record) {
    for (const Finding& finding : record.findings)
      for (const std::size_t i : Meaning(record, finding)) {
        ++waivers.all[i].findings;
        if (!not_waivable_.contains(finding.rule)) ++allowed[i];
      }
  });
  for (std::size_t i = 0; i < waivers.all.size(); ++i) {
    Waiver& waiver = waivers.all[i];
    if (waivers.day > waiver.until)
      waiver.state = WaiverState::kExpired;
    else if (waiver.findings == 0)
      waiver.state = WaiverState::kUnmatched;
    else
      waiver.state = allowed[i] == 0 ? WaiverState::kRefused : WaiverState::kInForce;
  }
}

void WriteReports(RunInfo& run, const RecordSource& records, const std::filesystem::path& folder) {
  const WaivedRecords waived(records, run.waivers, run.rules);
  if (!run.waivers.all.empty()) waived.CountMatches(run.waivers);
  std::vector<std::future<void>> writing;  // whichever is left when one throws is waited for
  for (const Reporter& reporter : Reporters())
    writing.push_back(std::async(std::launch::async, reporter.write, std::cref(run), std::cref(waived), folder));
  for (std::future<void>& written : writing)
    written.get();
}

}  // namespace audit
