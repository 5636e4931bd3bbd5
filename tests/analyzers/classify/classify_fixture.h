// Shared by the tests of classify/: the program's own lexicons, short ways to name what a statement is labelled.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/classifier.h"
#include "analyzers/vocabulary.h"

namespace audit::classify_test {

inline const Classifier& TheClassifier() {
  static const Classifier classifier(std::filesystem::path(AUDIT_SOURCE_DIR) / "analyzers");
  return classifier;
}

inline std::set<std::string> KindsOf(const Statement& statement) {
  std::set<std::string> out;
  for (const Label& label : statement.labels)
    if (label.stands) out.emplace(NameOf(label.kind));
  return out;
}

inline std::set<std::string> KindsOf(std::string_view text) { return KindsOf(TheClassifier().Classify(text)); }

inline const Label* LabelOf(const Statement& statement, StatementKind kind) {
  const auto at = std::find_if(statement.labels.begin(), statement.labels.end(),
                               [&](const Label& label) { return label.kind == kind; });
  return at == statement.labels.end() ? nullptr : &*at;
}

/// A document of the given blocks, as a parser would hand it on.
inline Document DocumentOf(const std::vector<std::pair<BlockKind, std::string>>& blocks) {
  Document document;
  document.name = "test";
  for (const auto& [kind, text] : blocks) {
    if (!document.text.empty()) document.text += '\n';
    Block block;
    block.kind = kind;
    block.text.begin = document.text.size();
    document.text += text;
    block.text.end = document.text.size();
    document.blocks.push_back(block);
  }
  return document;
}

inline const Statement* Find(const Analysis& analysis, std::string_view text) {
  for (const Statement& statement : analysis.statements)
    if (statement.text.find(text) != std::string::npos) return &statement;
  return nullptr;
}

}  // namespace audit::classify_test
