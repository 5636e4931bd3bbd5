#include <fmt/format.h>

#include "analyzers/classifier.h"
#include "analyzers/setup_error.h"
#include "analyzers/vocabulary.h"
#include "parsers/utf8.h"
#include "pipeline/commands.h"
#include "pipeline/data_folder.h"
#include "pipeline/exit_code.h"
#include "pipeline/terminal_text.h"

namespace audit {
namespace {

void PrintLabel(const Label& label) {
  fmt::print("  {} {}\n", label.stands ? "+" : "-", NameOf(label.kind));
  fmt::print("      stance {}, subject {}, confidence {:.2f}{}\n", NameOf(label.stance), NameOf(label.subject),
             label.confidence, label.stands ? "" : ", dropped");
  fmt::print("      cue: {}\n", TerminalText(label.cue));
  fmt::print("      because: {}\n", TerminalText(label.because));
}

}  // namespace

int RunCommand(const ExplainOptions& options) {
  if (options.statement.find_first_not_of(" \t\n") == std::string::npos)
    throw SetupError("explain: the STATEMENT is empty; give one sentence in quotes");
  const Classifier classifier(DataFolder());
  const Explanation explanation = classifier.Explain(ReplaceBadUtf8(options.statement));
  fmt::print("Statement:  {}\n", TerminalText(explanation.statement.text));
  fmt::print("Matched as: {}\n", TerminalText(explanation.normalized));
  fmt::print("Concepts:\n");
  for (const ConceptHit& hit : explanation.concepts)
    fmt::print("  {:24} {}\n", hit.concept_name, TerminalText(hit.words));
  fmt::print("Decisions:\n");
  for (const std::string& decision : explanation.decisions)
    fmt::print("  {}\n", TerminalText(decision));
  fmt::print("Labels:\n");
  for (const Label& label : explanation.statement.labels)
    PrintLabel(label);
  if (explanation.statement.labels.empty()) fmt::print("  none\n");
  return kExitOk;
}

}  // namespace audit
