#include "pipeline/selection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "pipeline/settings.h"
#include "reporters/record_ids.h"

namespace audit {
namespace {

enum class Asks { kDocument, kFinding };

struct Key {
  std::string_view name;
  Asks asks;
};

constexpr std::array<Key, 8> kKeys = {{
    {"document", Asks::kDocument},
    {"folder", Asks::kDocument},
    {"rule", Asks::kFinding},
    {"category", Asks::kFinding},
    {"severity", Asks::kFinding},
    {"disposition", Asks::kFinding},
    {"fingerprint", Asks::kFinding},
    {"finding", Asks::kFinding},
}};

[[noreturn]] void Refuse(std::string_view word, std::string_view why) {
  throw SetupError(fmt::format("--select {}: {}", word, why));
}

const Key& KeyOf(const std::string& word) {
  const auto equals = word.find('=');
  const std::string_view name = std::string_view(word).substr(0, equals);
  const auto* key = std::find_if(kKeys.begin(), kKeys.end(), [name](const Key& known) { return known.name == name; });
  if (equals == std::string::npos || key == kKeys.end()) {
    std::array<std::string_view, kKeys.size()> names;
    std::transform(kKeys.begin(), kKeys.end(), names.begin(), [](const Key& known) { return known.name; });
    Refuse(word, fmt::format("must be KEY=VALUE; valid keys are: {}", fmt::join(names, ", ")));
  }
  if (equals + 1 == word.size()) Refuse(word, "the value is empty");
  return *key;
}

bool IsOneOf(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool MatchesOneOf(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [path](const std::string& pattern) { return MatchesPattern(pattern, path); });
}

void CheckRule(const std::string& word, const std::string& value, const std::vector<RuleInfo>& rules) {
  std::set<std::string_view> ids;
  for (const RuleInfo& rule : rules)
    if (MatchesPattern(value, rule.id))
      return;
    else
      ids.insert(rule.id);
  Refuse(word, fmt::format("no such rule; valid are: {}", fmt::join(ids, ", ")));
}

void CheckCategory(const std::string& word, const std::string& value, const std::vector<RuleInfo>& rules) {
  std::set<std::string_view> names;
  for (const RuleInfo& rule : rules)
    names.insert(rule.category);
  if (!names.contains(value)) Refuse(word, fmt::format("no such category; valid are: {}", fmt::join(names, ", ")));
}

/// "a/b" of "./a/b/"; "" is the whole archive.
std::string FolderName(std::string name) {
  while (name.starts_with("./"))
    name.erase(0, 2);
  while (name.ends_with('/'))
    name.pop_back();
  return name == "." ? "" : name;
}

bool LiesIn(std::string_view folder, std::string_view path) {
  return folder.empty() || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

bool IsMeantAs(std::string_view key, const std::string& value, const AuditRecord& record) {
  if (key == "document") return record.document_id == value || MatchesPattern(value, record.path);
  return LiesIn(value, record.path);
}

}  // namespace

Selection::Selection(const std::vector<std::string>& words, const std::vector<RuleInfo>& rules) {
  for (const std::string& word : words) {
    const Key& key = KeyOf(word);
    std::string value = word.substr(key.name.size() + 1);
    if (key.name == "severity") {
      const std::optional<Severity> severity = ValueOf<Severity>(value);
      if (!severity) Refuse(word, fmt::format("no such severity; valid are: {}", AllNames<Severity>()));
      severity_ = severity_ ? std::min(*severity_, *severity) : *severity;
      values_["severity"] = {std::string(NameOf(*severity_))};
      continue;
    }
    if (key.name == "rule") CheckRule(word, value, rules);
    if (key.name == "category") CheckCategory(word, value, rules);
    if (key.name == "disposition" && !ValueOf<Disposition>(value))
      Refuse(word, fmt::format("no such disposition; valid are: {}", AllNames<Disposition>()));
    if (key.name == "folder") value = FolderName(std::move(value));
    std::vector<std::string>& values = values_[std::string(key.name)];
    if (!IsOneOf(values, value)) values.push_back(std::move(value));
  }
}

const std::vector<std::string>* Selection::Values(std::string_view key) const {
  const auto known = values_.find(key);
  return known == values_.end() ? nullptr : &known->second;
}

bool Selection::MeansDocument(const AuditRecord& record) const {
  for (const std::string_view key : {"document", "folder"}) {
    const auto* values = Values(key);
    if (values != nullptr && std::none_of(values->begin(), values->end(),
                                          [&](const std::string& value) { return IsMeantAs(key, value, record); }))
      return false;
  }
  return true;
}

bool Selection::MeansFinding(const Finding& finding, const std::string& id) const {
  if (severity_ && finding.severity < *severity_) return false;
  const auto holds = [this](std::string_view key, const std::string& value) {
    const auto* values = Values(key);
    return values == nullptr || IsOneOf(*values, value);
  };
  const auto* rules = Values("rule");
  return (rules == nullptr || MatchesOneOf(*rules, finding.rule)) && holds("category", finding.category) &&
         holds("disposition", std::string(NameOf(finding.disposition))) && holds("fingerprint", finding.fingerprint) &&
         holds("finding", id);
}

bool Selection::AsksForFindings() const {
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [this](const Key& key) { return key.asks == Asks::kFinding && Values(key.name) != nullptr; });
}

bool Selection::SelectsDocument(const AuditRecord& record) const {
  return MeansDocument(record) && (!AsksForFindings() || !FindingsOf(record).empty());
}

std::vector<std::size_t> Selection::FindingsOf(const AuditRecord& record) const {
  std::vector<std::size_t> out;
  if (!MeansDocument(record)) return out;
  const std::vector<std::string> ids = FindingIds(record);
  for (std::size_t i = 0; i < record.findings.size(); ++i)
    if (MeansFinding(record.findings[i], ids[i])) out.push_back(i);
  return out;
}

void Selection::RefuseUnmatched(const RecordSource& records) const {
  std::set<std::pair<std::string, std::string>> unmatched;  // key, value
  for (const std::string_view key : {"document", "folder", "fingerprint", "finding"})
    if (const auto* values = Values(key); values != nullptr)
      for (const std::string& value : *values)
        unmatched.emplace(key, value);
  bool selects = false;
  records.ForEach([&](const AuditRecord& record) {
    selects = selects || SelectsDocument(record);
    if (unmatched.empty()) return;
    std::erase_if(unmatched, [&record](const auto& pair) {
      return (pair.first == "document" || pair.first == "folder") && IsMeantAs(pair.first, pair.second, record);
    });
    const std::vector<std::string> ids = FindingIds(record);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      unmatched.erase({"fingerprint", record.findings[i].fingerprint});
      unmatched.erase({"finding", ids[i]});
    }
  });
  if (!unmatched.empty()) {
    const auto& [key, value] = *unmatched.begin();
    Refuse(fmt::format("{}={}", key, value),
           key == "document" || key == "folder"
               ? "no document of the run lies there; valid are the paths (or patterns of them) and document_ids of "
                 "documents.csv"
               : "no finding of the run has it; findings.csv lists them");
  }
  if (!selects) throw SetupError(fmt::format("--select {}: nothing in the run is all of that", InWords()));
}

std::string Selection::InWords() const {
  std::string out;
  for (const Key& key : kKeys)
    if (const auto* values = Values(key.name); values != nullptr)
      for (const std::string& value : *values)
        out += fmt::format("{}{}={}", out.empty() ? "" : " ", key.name, value);
  return out;
}

}  // namespace audit
