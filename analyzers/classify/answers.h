// Answers in a few words. "Are they approved? No." says that they are not; the answer takes over what the question
// asked. "Neuropathy? Gone." says that it is over.
#pragma once

#include <vector>

#include "analyzers/classify/concept_ids.h"
#include "analyzers/classify/statement_view.h"

namespace audit {

enum class Answer : std::uint8_t { kNone, kYes, kNo };

/// The answer that a sentence of the view opens with; `sentence` is 0-based.
Answer AnswerOf(const ConceptIds& ids, const StatementView& view, std::size_t sentence);

/// True of "No." and "None that we know of.", false of "No, they are cosmetics."
bool IsOnlyAnAnswer(const ConceptIds& ids, const StatementView& view);

/// The words of "Gone for good." with which a short statement opens and says that a trouble is over; empty if none.
TokenRange WordsThatItIsGone(const ConceptIds& ids, const StatementView& view);

/// The labels that `answer` makes of those that a question dropped (`asked`), with the answer's words as cue.
std::vector<Label> AnswerLabels(const std::vector<Label>& asked, Answer answer, std::string_view answer_words);

}  // namespace audit
