// The lexicon files as read. Words and flags of the format: lexicons/README.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace audit {

struct LexiconRow {
  std::string concept_name;
  std::string lang;  ///< "en", "zh", or another language's code
  std::string term;  ///< as written, with `*` and `_`
  bool ambiguous = false;
  bool case_sensitive = false;
  bool exact = false;  ///< `#`: neither plural nor joined spelling
  std::string where;   ///< "file:line", for messages
};

/// In order of file name and line. Throws SetupError "file:line: ..." for the first bad row, and when there is no file.
std::vector<LexiconRow> ReadLexicon(const std::filesystem::path& folder);

/// SHA-256 over names and bytes of the lexicons (*.tsv) and rules (*.rules) below `folder`, 64 hex digits. Throws
/// SetupError for a file that cannot be read.
std::string LexiconDigest(const std::filesystem::path& folder);

}  // namespace audit
