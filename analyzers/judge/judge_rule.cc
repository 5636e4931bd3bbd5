#include "analyzers/judge/judge_rule.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "analyzers/text/normalize.h"
#include "analyzers/text/tokens.h"
#include "parsers/sha256.h"

namespace audit {
namespace {

constexpr std::size_t kFingerprintDigits = 16;
constexpr std::size_t kMaxPlaces = 200;  // of one finding; a hostile page may repeat a claim without end

/// The words alone: what blanks, case, width and punctuation look like does not count.
std::string Words(std::string_view text) {
  std::string out;
  for (const Token& token : Tokenize(text).tokens) {
    if (token.kind == TokenKind::kPunctuation) continue;
    if (!out.empty()) out += ' ';
    out += token.text;
  }
  // A statement of signs alone still needs words of its own.
  return out.empty() ? Normalize(text).text : out;
}

bool IsAsked(const PolicyRule& rule, const DocumentFacts& facts) {
  const auto allows = [](const auto& list, auto value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
  };
  return allows(rule.track, facts.track) && allows(rule.role, facts.role);
}

/// The sentence that says what makes the statement count; nothing when it does not count.
std::optional<std::string> WhatMakesItCount(const PolicyRule& rule, const DocumentView& view, std::size_t anchor) {
  if (rule.only_if.empty()) return "";
  for (const Condition& condition : rule.only_if) {
    const auto hit = condition.Find(view, anchor);
    if (!hit) continue;
    if (hit->statement == anchor) return hit->words.empty() ? "" : fmt::format(" It says \"{}\".", hit->words);
    return fmt::format(" It counts because the document also says {}", Quote(view, hit->statement));
  }
  return std::nullopt;
}

bool IsExcused(const PolicyRule& rule, const DocumentView& view, std::size_t anchor) {
  return std::any_of(rule.unless.begin(), rule.unless.end(),
                     [&](const Condition& condition) { return condition.Find(view, anchor).has_value(); });
}

/// Sets the severity and returns the sentence that says why it is not the rule's usual one.
std::string SetSeverity(const PolicyRule& rule, const DocumentView& view, std::size_t anchor, Finding& finding) {
  finding.severity = rule.severity;
  for (const SeverityChange& change : rule.changes) {
    const auto hit = change.when.Find(view, anchor);
    if (!hit) continue;
    finding.severity = change.to;
    if (change.to == rule.severity) return "";
    return fmt::format(" Severity {} instead of {}: {}.", NameOf(change.to), NameOf(rule.severity),
                       hit->words.empty() ? change.when.Describe() : fmt::format("it says \"{}\"", hit->words));
  }
  return "";
}

/// One step less where the pack says so for who speaks, and the sentence that says it. Low and info stay.
std::string MakeMilder(const PolicyRule& rule, const PolicyPack& pack, const DocumentFacts& facts, Finding& finding) {
  const auto& roles = pack.milder_for;
  if (rule.is_severity_fixed || finding.severity <= Severity::kLow ||
      std::find(roles.begin(), roles.end(), facts.role) == roles.end())
    return "";
  const Severity before = finding.severity;
  finding.severity = static_cast<Severity>(static_cast<int>(before) - 1);
  return fmt::format(" Severity {} instead of {}: the document is by a {}.", NameOf(finding.severity), NameOf(before),
                     NameOf(facts.role));
}

std::string WhyNothingExcuses(const PolicyRule& rule) {
  if (rule.unless.empty()) return " No exemption is provided for.";
  std::vector<std::string> absent;
  for (const Condition& condition : rule.unless)
    absent.push_back(fmt::format("no {}", condition.Describe()));
  return fmt::format(" Nothing excuses it: {}.", fmt::join(absent, "; "));
}

Place PlaceOf(const DocumentView& view, std::size_t statement) {
  return {view.statements()[statement].where, view.statements()[statement].text};
}

Finding MakeFinding(const PolicyRule& rule, const PolicyPack& pack, const DocumentView& view, const FormMatch& match,
                    const std::string& counts) {
  Finding out;
  out.rule = rule.id;
  out.category = rule.category;
  out.title = rule.title;
  out.message = rule.message;
  out.rewrite = rule.rewrite;
  out.authorities = rule.authorities;
  out.as_of = pack.as_of;
  std::string severity = SetSeverity(rule, view, match.anchor, out);
  severity += MakeMilder(rule, pack, view.facts(), out);
  const std::string changed =
      rule.changed_by.empty() ? "" : fmt::format(", as changed by {},", fmt::join(rule.changed_by, " and "));
  out.reason = fmt::format("{}{} This is what rule {} ({}){} is about.{}{}", match.reason, counts, rule.id, rule.title,
                           changed, WhyNothingExcuses(rule), severity);
  return out;
}

void AddPlaces(const DocumentView& view, const FormMatch& match, Finding& finding) {
  if (finding.places.size() >= kMaxPlaces) return;
  if (match.is_absence) {
    finding.places.push_back({view.statements()[match.anchor].where, ""});
    return;
  }
  finding.places.push_back(PlaceOf(view, match.anchor));
  finding.statements.push_back(match.anchor);
  for (const std::size_t other : match.others) {
    if (match.cites_others) finding.places.push_back(PlaceOf(view, other));
    if (std::find(finding.statements.begin(), finding.statements.end(), other) == finding.statements.end())
      finding.statements.push_back(other);
  }
}

}  // namespace

std::string FingerprintOf(std::string_view rule, std::string_view words) {
  return Sha256Hex(fmt::format("{}\n{}", rule, Words(words))).substr(0, kFingerprintDigits);
}

std::optional<ChecklistPoint> CheckRule(const PolicyRule& rule, const DocumentView& view) {
  if (!IsAsked(rule, view.facts())) return std::nullopt;
  const auto checked = rule.when->Check(view);
  if (!checked) return std::nullopt;
  ChecklistPoint out{rule.id, std::string(checked->question), checked->answered, {}};
  for (const std::size_t statement : checked->evidence)
    out.evidence.push_back(PlaceOf(view, statement));
  return out;
}

std::vector<RankedFinding> JudgeRule(const PolicyRule& rule, const PolicyPack& pack, const DocumentView& view) {
  std::vector<RankedFinding> out;
  if (!IsAsked(rule, view.facts())) return out;
  std::map<std::string, std::size_t> by_fingerprint;
  for (const FormMatch& match : rule.when->Find(view)) {
    const auto counts = WhatMakesItCount(rule, view, match.anchor);
    if (!counts || IsExcused(rule, view, match.anchor)) continue;
    const std::string& words = view.statements()[match.anchor].text;
    const std::string key = match.is_absence ? "" : (match.key.empty() ? words : match.key);
    std::string fingerprint = FingerprintOf(rule.id, key);
    const auto [known, is_new] = by_fingerprint.emplace(fingerprint, out.size());
    if (is_new) {
      out.push_back({MakeFinding(rule, pack, view, match, *counts), match.anchor});
      out.back().finding.fingerprint = std::move(fingerprint);
    }
    AddPlaces(view, match, out[known->second].finding);
  }
  return out;
}

}  // namespace audit
