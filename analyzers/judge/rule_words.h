// Words that several parts of a policy file share: phrases and marks of verification. Throws SetupError.
#pragma once

#include <string_view>
#include <vector>

#include "analyzers/finding.h"
#include "analyzers/judge/phrases.h"
#include "analyzers/judge/yaml_reader.h"

namespace audit {

/// Empty when the key is absent.
std::vector<Phrase> ReadPhrases(const YamlReader& reader, std::string_view key);

/// The letters of marks: V, P, U.
WordList MarkWords();
inline constexpr std::string_view kMarkHelp = "V: official text seen; P: secondary source; U: unverified.";

/// "V", "P" or "U".
Verification ReadMark(const YamlReader& reader, std::string_view key);

}  // namespace audit
