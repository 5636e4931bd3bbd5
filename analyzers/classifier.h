// From Document to statements with labels: normalize, segment, match concepts, decide context, label. A Classifier
// is loaded once from data files and then immutable: any number of threads and forked workers may use it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/statement.h"

namespace audit {

/// One concept of the lexicons found in a statement.
struct ConceptHit {
  std::string concept_name;  ///< "REG_APPROVE"
  std::string words;         ///< verbatim
  TextSpan span;             ///< of the statement's text
};

/// The whole chain for one statement, for policy authors (`explain`).
struct Explanation {
  std::string normalized;              ///< the form that is matched
  std::vector<ConceptHit> concepts;    ///< in order of place
  std::vector<std::string> decisions;  ///< context and frame decisions in the order they were taken, in words
  Statement statement;
};

class Classifier {
 public:
  /// Reads the lexicons below `data_folder`/lexicons. Throws SetupError naming file and line if one is missing or bad.
  explicit Classifier(const std::filesystem::path& data_folder);
  ~Classifier();
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;

  /// Segments and labels a document and decides its facts.
  Analysis Analyze(const Document& document, const DeclaredFacts& declared) const;

  /// One statement standing alone, as one line of `classify`. `text` must be valid UTF-8.
  Statement Classify(std::string_view text) const;
  Explanation Explain(std::string_view text) const;

  /// Changes whenever the data files below `data_folder` or the classifier's code version change; part of stored
  /// records' keys. Reads little of them, so that a run in which nothing is new need not load a classifier. Throws
  /// SetupError for a file that is missing or no model; what is wrong within them shows when a classifier is loaded.
  static std::string DigestOf(const std::filesystem::path& data_folder);

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace audit
