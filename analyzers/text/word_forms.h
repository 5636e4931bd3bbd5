// The spellings by which one word of a lexicon term is found: inflections of stems, plurals of last words, one form
// for equivalent words. Used by the concept matcher alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// `stem` and its inflections: "treat" gives "treats", "treated", "treatment", never "treaties" or "health" for "heal".
std::vector<std::string> StemForms(std::string_view stem);

/// Singular and plural of a term's last word; `word` alone when it is too short to be a noun safely.
std::vector<std::string> NumberForms(std::string_view word);

/// One form for words that stand for each other: "n't" = "not", "&" = "and", "percent" = "%", "f.d.a." = "fda".
std::string CanonicalWord(std::string_view word);

/// Other readings of a word that no lexicon knows, likeliest first: "approved1" = "approved", "appr0ved" = "approved".
std::vector<std::string> Rereadings(std::string_view word);

}  // namespace audit
