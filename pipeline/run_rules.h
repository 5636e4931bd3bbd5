// Everything that the verdict on a document depends on besides its bytes: classifier, policies, limits, settings of the
// folders. What they are is told by digests; each is loaded once, when it is needed and before the first worker is
// forked, and immutable from then on.
#pragma once

#include <cstddef>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/policy.h"
#include "pipeline/document_auditor.h"
#include "pipeline/options.h"
#include "pipeline/settings.h"
#include "reporters/reporter.h"

namespace audit {

/// "time on the clock a document: 60 s"
std::vector<std::string> LimitsInWords(const DocumentLimits& limits);

enum class LoadClassifier {
  kWhenNeeded,  ///< by the first document that is new
  kAhead,       ///< in threads of its own, while packs are loaded and the archive is listed
};

class RunRules {
 public:
  /// Throws SetupError for a missing pack, or without lexicons and model; with kAhead for a bad pack too, and no
  /// process may be forked until Auditor() has returned.
  RunRules(const RunOptions& options, const std::filesystem::path& data, LoadClassifier load);

  /// Keeps the settings, in order. Throws SetupError for a missing pack. Call once.
  void AddSettings(std::vector<FolderSettings> settings);

  /// Loads what is not loaded yet, or waits for it. Throws SetupError for a bad pack, lexicon or model.
  DocumentAuditor Auditor(KeepReadings readings);
  /// What a stored reading must carry to be judged again: all that parsing depends on besides the bytes.
  std::string ReadingKey() const;
  /// What a record of a document under these settings (an index) must carry to be still valid.
  const std::string& Key(std::size_t settings) const { return keys_.at(settings); }
  /// Packs and rules of all policies in use, each once, in order of name; limits. Takes those of an `earlier` run with
  /// the very same packs, so that none is loaded before a document needs it. Throws SetupError for a bad pack, or one
  /// that was changed since this was made.
  void Describe(RunInfo& run, const std::optional<RunInfo>& earlier);

 private:
  using PackNames = std::vector<std::string>;

  const PackNames& PacksOf(const FolderSettings& folder) const {
    return folder.policy.empty() ? packs_ : folder.policy;
  }
  const std::string& DigestOf(const PackNames& packs);
  std::shared_ptr<const Policy> Load(const PackNames& packs);
  std::string KeyOf(const FolderSettings& folder);

  DocumentLimits limits_;
  std::filesystem::path data_;
  PackNames packs_;
  std::string classifier_digest_;
  std::future<Classifier> ahead_;         ///< valid while it is loaded ahead
  std::optional<Classifier> classifier_;  ///< costs more than all else at the start: only for a run with new documents
  std::map<PackNames, std::string> digests_;  ///< of all policies in use
  std::map<PackNames, std::shared_ptr<const Policy>> loaded_;
  std::vector<FolderSettings> settings_;
  PolicyTable table_;  ///< by settings, once they are needed
  std::vector<std::string> keys_;
};

}  // namespace audit
