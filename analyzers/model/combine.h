// The last word on a statement's labels: what the rules decided, weighed by the model that has read their decisions.
// Immutable after loading; any number of threads may use it.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analyzers/classify/rule_book.h"
#include "analyzers/classify/statement_view.h"
#include "analyzers/model/kind_model.h"

namespace audit {

/// What `scores` were read from. In a document they are surer, and its other statements are weighed as well before it
/// is accused (see DocumentView), so that less is asked of each.
enum class Scope : std::uint8_t { kStatementAlone, kDocument };

/// The kinds that stand when the rules' `labels` on `view` (one a kind) are weighed by the model's `scores`. A label of
/// the rules stays unless the model finds it unlikely; the model adds kinds of its own, but where the rules weighed a
/// kind and dropped it, only when it is more likely than not; a claim that is asked or mentioned, and a negated
/// approval, never.
KindBits WeighKinds(const StatementView& view, std::span<const Label> labels, const KindScores& scores, Scope scope);

class LabelCombiner {
 public:
  /// Reads `file`; `concepts` and `rules` must remain live while it lives. Throws SetupError.
  LabelCombiner(const std::filesystem::path& file, const ConceptMatcher& concepts, const RuleBook& rules);

  /// The model's confidences in each kind for one statement alone; `labels` are the rules' decisions on `view`.
  KindScores Score(const StatementView& view, std::span<const Label> labels) const;

  /// Calls `scored` with those of each of a document's statements, weighed with what stands around it; see KindModel.
  void ScoreInContext(std::span<const KindScores> alone, const std::vector<bool>& leads,
                      const std::function<void(std::size_t, const KindScores&)>& scored) const {
    model_.ScoreInContext(alone, leads, scored);
  }

  /// Changes `labels`, the rules' decisions on `view`, into the final ones by WeighKinds with the scores of the
  /// statement alone, and notes each change in view.decisions. Standing labels first, then by kind; confidence is that
  /// of `alone`.
  void Combine(StatementView& view, std::vector<Label>& labels, const KindScores& alone) const {
    Combine(view, labels, alone, alone, Scope::kStatementAlone);
  }

  /// The same with those `in_document`; also notes where the statement alone had another confidence.
  void Combine(StatementView& view, std::vector<Label>& labels, const KindScores& in_document,
               const KindScores& alone) const {
    Combine(view, labels, in_document, alone, Scope::kDocument);
  }

  const std::string& Digest() const { return model_.Digest(); }

 private:
  void Combine(StatementView& view, std::vector<Label>& labels, const KindScores& scores, const KindScores& alone,
               Scope scope) const;

  /// Valid until the next call in the same thread.
  const KindReading& Read(const StatementView& view, std::span<const Label> labels) const;

  const ConceptMatcher& concepts_;
  const RuleBook& rules_;
  KindModel model_;
};

}  // namespace audit
