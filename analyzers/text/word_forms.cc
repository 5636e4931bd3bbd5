#include "analyzers/text/word_forms.h"

#include <algorithm>
#include <array>

namespace audit {
namespace {

// What may follow a stem that ends in any letter. "y" and "ies" are for stems cut before them ("injur*").
constexpr std::array<std::string_view, 43> kEndings = {
    "",     "s",    "es",    "d",     "ed",   "ing",   "ings", "er",    "ers",    "r",         "rs",
    "e",    "y",    "ies",   "ied",   "ion",  "ions",  "ive",  "ives",  "ively",  "or",        "ors",
    "al",   "als",  "able",  "ably",  "ment", "ments", "ly",   "ness",  "ous",    "ity",       "ate",
    "ates", "ated", "ating", "ation", "ism",  "ian",   "ify",  "ifies", "ifying", "ification",
};

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Every digit that may stand for a letter replaced; `one` is what 1 stands for.
std::string WithoutLeet(std::string_view word, char one) {
  std::string out(word);
  for (char& c : out) {
    if (c == '0') c = 'o';
    if (c == '1') c = one;
    if (c == '3') c = 'e';
    if (c == '4') c = 'a';
    if (c == '5') c = 's';
  }
  return out;
}

}  // namespace

std::vector<std::string> StemForms(std::string_view stem) {
  std::vector<std::string> forms;
  for (const std::string_view ending : kEndings)
    forms.push_back(std::string(stem).append(ending));
  if (stem.size() < 3 || !IsLetter(stem.back())) return forms;
  const char last = stem.back();
  if (last == 'e') {
    forms.push_back(std::string(stem.substr(0, stem.size() - 1)).append("ing"));
  } else if (!IsVowel(last) && IsVowel(stem[stem.size() - 2])) {
    for (const std::string_view ending : {"ed", "ing", "er", "ers"})
      forms.push_back(std::string(stem).append(1, last).append(ending));
  }
  return forms;
}

std::vector<std::string> NumberForms(std::string_view word) {
  std::vector<std::string> forms{std::string(word)};
  if (word.size() < 4 || !std::all_of(word.begin(), word.end(), IsLetter)) return forms;
  if (word.back() == 's') {
    const bool keeps_s = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
    if (word.size() >= 6 && !keeps_s) forms.emplace_back(word.substr(0, word.size() - 1));
    if (word.size() >= 7 && word.ends_with("ies")) forms.push_back(std::string(word.substr(0, word.size() - 3)) + "y");
    return forms;
  }
  if (word.ends_with("ed") || word.ends_with("ly")) return forms;
  if (word.back() == 'y' && !IsVowel(word[word.size() - 2])) {
    forms.push_back(std::string(word.substr(0, word.size() - 1)) + "ies");
  } else if (word.back() == 'x' || word.ends_with("ch") || word.ends_with("sh")) {
    forms.push_back(std::string(word) + "es");
  } else {
    forms.push_back(std::string(word) + "s");
  }
  return forms;
}

std::string CanonicalWord(std::string_view word) {
  if (word == "n't") return "not";
  if (word == "&") return "and";
  if (word == "percent") return "%";
  // Dotted acronyms of three letters and more; "u.s." without its dots would be a pronoun.
  if (word.size() >= 6 && word[1] == '.' && word[3] == '.' && word.back() == '.') {
    std::string out(word);
    std::erase(out, '.');
    return out;
  }
  return std::string(word);
}

std::vector<std::string> Rereadings(std::string_view word) {
  std::vector<std::string> readings;
  std::size_t letters = 0;
  while (letters < word.size() && IsLetter(word[letters]))
    ++letters;
  if (letters == word.size()) return readings;
  const bool digits_last = std::all_of(word.begin() + static_cast<std::ptrdiff_t>(letters), word.end(), IsDigit);
  if (letters >= 3 && digits_last) readings.emplace_back(word.substr(0, letters));
  const bool mixed = std::all_of(word.begin(), word.end(), [](char c) { return IsLetter(c) || IsDigit(c); });
  if (word.size() >= 5 && word.size() <= 24 && mixed && std::count_if(word.begin(), word.end(), IsLetter) >= 3) {
    readings.push_back(WithoutLeet(word, 'i'));
    readings.push_back(WithoutLeet(word, 'l'));
  }
  return readings;
}

}  // namespace audit
