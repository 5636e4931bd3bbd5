// One rule of a pack as loaded from its file. Immutable after loading.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/judge/approvals.h"
#include "analyzers/judge/case_document.h"
#include "analyzers/judge/forms.h"
#include "analyzers/judge/selector.h"
#include "analyzers/judge/yaml_tree.h"

namespace audit {

struct SeverityChange {
  Severity to = Severity::kMedium;
  Condition when;
};

struct PolicyRule {
  std::string id;  ///< "us/false-approval"
  std::string category;
  Severity severity = Severity::kMedium;
  std::string title;
  std::string why;
  std::string message;
  std::string rewrite;
  std::vector<Authority> authorities;
  std::vector<ProductTrack> track;  ///< of documents that are asked; empty = all
  std::vector<DocumentRole> role;   ///< of documents that are asked; empty = all
  std::unique_ptr<const RuleForm> when;
  std::vector<Condition> only_if;  ///< one of them must hold; empty = no such demand
  std::vector<Condition> unless;
  std::vector<SeverityChange> changes;  ///< the first that holds wins
  bool is_severity_fixed = false;       ///< given by an extension: nobody's finding is milder
  std::vector<RuleCase> cases;
  bool is_waivable = true;
  std::vector<std::string> changed_by;  ///< ids of the extensions that were laid over it, in order
  std::filesystem::path file;
};

/// What one pack changes of another's rule: a file with the key `extends`. What it does not give stays.
struct RuleExtension {
  std::string id;       ///< "house/guarantee"
  std::string extends;  ///< "us/guarantee"
  YamlNode place;       ///< of the value of `extends`, for messages
  std::filesystem::path file;
  std::optional<Severity> severity;  ///< takes the place of the rule's severity and of its severity changes
  std::optional<std::string> title;
  std::optional<std::string> why;
  std::optional<std::string> message;
  std::optional<std::string> rewrite;
  std::optional<bool> is_waivable;
  std::vector<Authority> authorities;   ///< added
  std::vector<SeverityChange> changes;  ///< take the place of the rule's, if there is any
  std::vector<RuleCase> cases;          ///< added
};

struct PolicyPack {
  std::string name;
  std::string title;
  std::string jurisdiction;
  std::string as_of;
  std::string version;
  std::vector<PolicyRule> rules;  ///< by id
  std::vector<RuleExtension> extensions;
  ApprovalRegister approvals;            ///< empty without approvals.yaml
  std::vector<DocumentRole> milder_for;  ///< findings in documents by these are one step less severe, at least low
  std::vector<Phrase> home;              ///< words for the jurisdiction's own regulators, such as "fda"
  std::vector<Phrase> foreign;           ///< words for other countries and their regulators, such as "thai*"
  std::vector<Phrase> offers;            ///< words of who sells or treats, such as "our clinic"
  std::vector<Phrase> reports;           ///< words of who reports what is studied or done, such as "trials"
};

/// Names and text of a pack's files, all that LoadPack reads. Throws SetupError for one that cannot be read.
std::string PackContent(const std::filesystem::path& folder);

/// Reads pack.yaml and every rule of a folder. Throws SetupError.
PolicyPack LoadPack(const std::filesystem::path& folder);

PolicyRule ReadRule(const YamlFile& file, const std::string& pack);

/// Lays an extension over the rule that it names. Throws SetupError if no pack of `packs` has that rule.
void Extend(std::vector<PolicyPack>& packs, RuleExtension extension);

const Shape& PackShape();
const Shape& RuleShape();
const Shape& ExtensionShape();

}  // namespace audit
