// A rule's own cases: a sentence or a small document with what the rule must do on it, and the Document made of it.
#pragma once

#include <string>
#include <vector>

#include "analyzers/judge/shape.h"
#include "analyzers/judge/yaml_tree.h"
#include "analyzers/statement.h"
#include "parsers/document.h"

namespace audit {

struct CaseBlock {
  std::string form;  ///< "heading", "paragraph", "bullet", "small-print", "hidden", ...
  std::string text;
};

struct RuleCase {
  std::string kind;  ///< "breach", "clean" or "missed"
  std::vector<CaseBlock> blocks;
  DeclaredFacts declared;
  std::string text;  ///< all of it on one line, for messages
};

const Shape& CasesShape();

/// The cases of a rule's `cases` map. Throws SetupError.
std::vector<RuleCase> ReadCases(const YamlFile& file, const YamlNode& node);

/// Text without places; small print is set at 5 points, everything else at an unknown size; faint print is grey
/// on white (2.32:1), everything else of unknown colour.
Document DocumentOf(const RuleCase& rule_case);

}  // namespace audit
