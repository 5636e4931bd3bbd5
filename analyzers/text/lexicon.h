// The lexicon files as read: rows and their digest. Words and flags of the format: lexicons/README.md.
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

struct Lexicon {
  std::vector<LexiconRow> rows;  ///< in order of file name and line
  std::string digest;            ///< SHA-256 over names and bytes of the files, 64 hex digits
};

/// Throws SetupError "file:line: ..." for the first bad row, and when there is no file.
Lexicon ReadLexicon(const std::filesystem::path& folder);

}  // namespace audit
