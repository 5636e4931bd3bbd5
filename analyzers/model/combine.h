// The last word on a statement's labels: what the rules decided, weighed by the model that has read their decisions.
// Immutable after loading; any number of threads may use it.
#pragma once

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
/// the rules stays unless the model finds it unlikely. The model adds kinds of its own: the first claim only when it is
/// sure enough that anything is claimed, a kind that the rules weighed and dropped only when it is more likely than
/// not, a claim that is asked or mentioned, and a negated approval, never.
KindBits WeighKinds(const StatementView& view, std::span<const Label> labels, const KindScores& scores, Scope scope);

class LabelCombiner {
 public:
  /// `concepts` and `rules` must remain live while it lives.
  LabelCombiner(ModelData model, const ConceptMatcher& concepts, const RuleBook& rules);

  /// The model's first reading of one statement; `labels` are the rules' decisions on `view`.
  KindScores Score(const StatementView& view, std::span<const Label> labels) const;

  /// Calls `scored` with the second reading of each of a document's statements; see KindModel.
  void ScoreInContext(std::span<const KindScores> first, const std::vector<bool>& leads,
                      const std::function<void(std::size_t, const KindScores&)>& scored) const {
    model_.ScoreInContext(first, leads, scored);
  }

  /// Changes `labels`, the rules' decisions on `view`, into the final ones by WeighKinds with the scores of the second
  /// reading, and notes each change in view.decisions, also where the `first` reading had another confidence. Standing
  /// labels first, then by kind; confidence is that of the `second`.
  void Combine(StatementView& view, std::vector<Label>& labels, const KindScores& second, const KindScores& first,
               Scope scope) const;

 private:
  /// Valid until the next call in the same thread.
  const KindReading& Read(const StatementView& view, std::span<const Label> labels) const;

  const ConceptMatcher& concepts_;
  const RuleBook& rules_;
  KindModel model_;
};

}  // namespace audit
