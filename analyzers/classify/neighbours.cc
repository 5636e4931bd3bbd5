#include "analyzers/classify/neighbours.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analyzers/classify/answers.h"
#include "analyzers/classify/decide.h"

namespace audit {
namespace {

constexpr std::size_t kShortItem = 14;  // tokens; a longer item speaks for itself

bool IsHeading(const Statement& statement) {
  return statement.block_kind == BlockKind::kHeading || statement.text.ends_with(':') || statement.text.ends_with("：");
}

bool IsItem(BlockKind kind) { return kind == BlockKind::kListItem || kind == BlockKind::kTableCell; }

bool Stands(const Statement& statement, StatementKind kind) {
  return std::any_of(statement.labels.begin(), statement.labels.end(),
                     [&](const Label& label) { return label.kind == kind && label.stands; });
}

void Add(Statement& statement, Label label) {
  if (Stands(statement, label.kind)) return;
  statement.labels.push_back(std::move(label));
  OrderLabels(statement.labels);
}

// A bare list item means what its heading says of the whole list.
void ReadHeading(const ConceptIds& ids, const StatementView& heading_view, const Statement& heading,
                 const StatementView& view, Statement& item) {
  if (view.Tokens().empty() || view.Tokens().size() > kShortItem) return;
  const TokenRange whole{0, heading_view.Tokens().size()};
  Label label;
  label.cue = item.text;
  if (Holds(heading_view, ids.heading_conditions, whole)) {
    if (item.conditions.empty()) return;
    label.kind = StatementKind::kDiseaseClaim;
    label.subject = Subject::kProduct;
    label.cue = item.conditions.front();
    label.because = fmt::format("\"{}\" stands in a list under \"{}\", which offers to treat what the list names.",
                                label.cue, heading.text);
  } else if (Holds(heading_view, ids.heading_risks, whole)) {
    label.kind = StatementKind::kRiskDisclosure;
    label.because = fmt::format("It stands in a list under \"{}\".", heading.text);
  } else if (Holds(heading_view, ids.heading_questions, whole)) {
    label.kind = StatementKind::kConsumerGuidance;
    label.because = fmt::format("It stands in a list under \"{}\", which tells the reader what to ask.", heading.text);
  } else {
    return;
  }
  // Under "Risks" an item is a risk whatever else its words may look like.
  for (Label& other : item.labels) {
    if (label.kind == StatementKind::kDiseaseClaim || other.kind != StatementKind::kDiseaseClaim) continue;
    other.stands = false;
    other.because += fmt::format(" It counts for nothing here, because it stands under \"{}\".", heading.text);
  }
  Add(item, std::move(label));
}

// "Is it approved? +": the sign that unfolds an answer is no part of the question.
bool Asks(const StatementView& view) {
  const auto speaks = [&view](const Clause& clause) {
    for (std::size_t t = clause.tokens.first; t < clause.tokens.last; ++t)
      if (view.Tokens()[t].kind != TokenKind::kPunctuation) return true;
    return false;
  };
  const auto last = std::find_if(view.clauses.rbegin(), view.clauses.rend(), speaks);
  return last != view.clauses.rend() && last->questioned;
}

void ReadAnswer(const ConceptIds& ids, const Statement& question, const StatementView& view, Statement& statement) {
  const Answer answer = AnswerOf(ids, view, 0);
  if (answer == Answer::kNone) return;
  std::string_view words = view.text;
  if (view.clauses.size() > 1) words = WordsOf(view, view.clauses.front().tokens);
  std::vector<Label> given = AnswerLabels(question.labels, answer, words);
  // A bare "No." says what was asked, and nothing that the model guesses beside it.
  if (!given.empty() && IsOnlyAnAnswer(ids, view))
    for (Label& guessed : statement.labels) {
      if (!guessed.stands) continue;
      guessed.stands = false;
      guessed.because += " It counts for nothing here: it only answers, and something else was asked.";
    }
  for (Label& label : given)
    Add(statement, std::move(label));
}

// "Neuropathy? Gone.": the question only names what the answer says is over.
void ReadWhatIsGone(const ConceptIds& ids, const Statement& question, const StatementView& asked,
                    const StatementView& view, Statement& statement) {
  constexpr std::size_t kShortQuestion = 8;  // tokens
  if (question.conditions.empty() || asked.Tokens().size() > kShortQuestion) return;
  const bool turned = std::any_of(asked.cues.begin(), asked.cues.end(),
                                  [](const ContextCue& cue) { return cue.kind == CueKind::kNegation; });
  const TokenRange gone = WordsThatItIsGone(ids, view);
  if (turned || gone.last == 0) return;
  Label label;
  label.kind = StatementKind::kDiseaseClaim;
  label.subject = Subject::kProduct;
  label.cue = WordsOf(view, gone);
  label.because = fmt::format("\"{}\" says of \"{}\", which the question before it names, that it is over.", label.cue,
                              question.conditions.front());
  Add(statement, std::move(label));
}

}  // namespace

void ReadNeighbours(const ConceptIds& ids, const std::vector<StatementView>& views,
                    std::vector<Statement>& statements) {
  std::size_t heading = statements.size();
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Statement& statement = statements[i];
    if (i > 0 && Asks(views[i - 1])) {
      ReadAnswer(ids, statements[i - 1], views[i], statement);
      ReadWhatIsGone(ids, statements[i - 1], views[i - 1], views[i], statement);
    }
    if (IsHeading(statement)) {
      heading = i;
    } else if (!IsItem(statement.block_kind)) {
      heading = statements.size();
    } else if (heading < statements.size()) {
      ReadHeading(ids, views[heading], statements[heading], views[i], statement);
    }
  }
}

}  // namespace audit
