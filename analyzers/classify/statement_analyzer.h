// The stages for one statement standing alone, in order. Immutable after loading; any number of threads may use it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/rule_book.h"
#include "analyzers/classify/statement_view.h"
#include "analyzers/text/concepts.h"

namespace audit {

class StatementAnalyzer {
 public:
  /// Reads lexicons (*.tsv) and rules (*.rules) below `folder`. Throws SetupError.
  explicit StatementAnalyzer(const std::filesystem::path& folder);

  /// Words, concepts, clauses and context cues: all that the facts of a document are decided by. Of a text beyond any
  /// real statement only its first 8 KiB. `text` must be valid UTF-8 and remain live while the view lives.
  StatementView Read(std::string_view text) const;

  /// Fills labels, jurisdiction and conditions of `statement`, and the rules' part of `view`, which is what Read gave
  /// for its text. A text beyond any real statement is labelled in pieces, so that time stays linear.
  void Label(StatementView& view, Statement& statement) const;

  /// Read and Label.
  StatementView Analyze(Statement& statement) const;

  const ConceptMatcher& Concepts() const { return concepts_; }
  const ConceptIds& Ids() const { return ids_; }
  const RuleBook& Rules() const { return rules_; }

 private:
  void LabelPiece(StatementView& view, Statement& statement) const;

  ConceptMatcher concepts_;
  ConceptIds ids_;
  RuleBook rules_;
};

}  // namespace audit
