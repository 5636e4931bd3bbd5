// Everything that the verdict on a document depends on besides its bytes: classifier, policies, limits, settings of the
// folders. Loaded once, before the first worker is forked; immutable from then on.
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
  /// Throws SetupError for a missing or bad pack, or without lexicons and model. With kAhead no process may be forked
  /// until Auditor() has returned.
  RunRules(const RunOptions& options, const std::filesystem::path& data, LoadClassifier load);

  /// Loads the policies of these settings and keeps the settings, in order. Call once.
  void AddSettings(std::vector<FolderSettings> settings);

  /// Loads the classifier, or waits for it. Throws SetupError for a bad lexicon or model.
  DocumentAuditor Auditor(KeepReadings readings);
  /// What a stored reading must carry to be judged again: all that parsing depends on besides the bytes.
  std::string ReadingKey() const;
  /// What a record of a document under these settings (an index) must carry to be still valid.
  const std::string& Key(std::size_t settings) const { return keys_.at(settings); }
  /// Packs and rules of all policies in use, each once, in order of name; limits.
  void Describe(RunInfo& run) const;

 private:
  std::shared_ptr<const Policy> Load(const std::vector<std::string>& packs);
  std::string KeyOf(const FolderSettings& folder, const Policy& policy) const;

  DocumentLimits limits_;
  std::filesystem::path data_;
  std::vector<std::string> packs_;
  std::string classifier_digest_;
  std::future<Classifier> ahead_;         ///< valid while it is loaded ahead
  std::optional<Classifier> classifier_;  ///< costs more than all else at the start: only for a run with new documents
  std::map<std::vector<std::string>, std::shared_ptr<const Policy>> loaded_;
  std::vector<FolderSettings> settings_;
  PolicyTable table_;
  std::vector<std::string> keys_;
};

}  // namespace audit
