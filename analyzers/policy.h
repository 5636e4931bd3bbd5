// Policy packs: rules as data, one YAML file a rule with its own cases, read and checked once before the first
// document. A Policy is immutable after loading and may be shared by threads and forked workers.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/finding.h"
#include "analyzers/statement.h"

namespace audit {

struct PackInfo {
  std::string name;          ///< "us"
  std::string title;         ///< "United States"
  std::string jurisdiction;  ///< "us"; asked of documents whose facts name it
  std::string as_of;         ///< ISO 8601 date of the law as the pack states it
  std::string version;
  std::size_t rules = 0;
};

/// What `policy list` and `policy show` print of a rule.
struct RuleInfo {
  std::string id;        ///< "us/false-approval"
  std::string category;  ///< "false-approval"
  Severity severity = Severity::kInfo;
  std::string title;
  std::string message;
  std::string why;
  std::string rewrite;
  std::vector<Authority> authorities;
  bool is_waivable = true;              ///< false: a waiver of its findings is refused
  std::vector<std::string> changed_by;  ///< "house/guarantee": rules of other packs that extend it, in order
  std::filesystem::path file;
  std::size_t breach_cases = 0;
  std::size_t clean_cases = 0;
  std::size_t missed_cases = 0;
};

/// Result of one case of a rule, run by `policy test`.
struct CaseResult {
  std::string rule;
  std::string kind;  ///< "breach" | "clean" | "missed"
  std::string text;
  bool passed = false;
  std::string detail;  ///< for a failure: what the rule did, and the labels that it saw
};

/// All that the judge says of a document.
struct Judgement {
  std::vector<Finding> findings;          ///< by severity (worst first), then by place, then by rule
  std::vector<ChecklistPoint> checklist;  ///< by pack and rule; the questions that arise, answered or not
};

class Policy {
 public:
  /// Loads packs by name (a folder below `data_folder`/policies) or by path of a folder. Throws SetupError with
  /// "file:line:column: what is wrong; valid are: ..." for the first error.
  Policy(const std::filesystem::path& data_folder, const std::vector<std::string>& packs);
  ~Policy();
  Policy(Policy&&) noexcept;
  Policy& operator=(Policy&&) noexcept;

  /// SHA-256 over the files of these packs, 64 hex digits, without a look at what they say: Digest() of the policy that
  /// they give. Throws SetupError if one cannot be read.
  static std::string DigestOf(const std::filesystem::path& data_folder, const std::vector<std::string>& packs);

  std::vector<PackInfo> Packs() const;
  std::vector<RuleInfo> Rules() const;
  /// As by DigestOf.
  std::string Digest() const;

  /// Judges one analyzed document by the packs of its jurisdictions. Deterministic.
  Judgement JudgeAll(const Document& document, const Analysis& analysis) const;
  /// Its findings alone.
  std::vector<Finding> Judge(const Document& document, const Analysis& analysis) const;

  /// Runs every rule's own cases through `classifier`.
  std::vector<CaseResult> RunCases(const Classifier& classifier) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Names of the packs that come with the program, sorted.
std::vector<std::string> InstalledPacks(const std::filesystem::path& data_folder);

}  // namespace audit
