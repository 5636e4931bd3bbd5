#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "analyzers/text/han_scripts.h"
#include "analyzers/text/segment.h"
#include "analyzers/text/tokens.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

struct LanguageWords {
  std::string_view language;  ///< "" = known, but not one that we classify
  std::string_view words;     ///< frequent small words, blanks between
};

constexpr std::array<LanguageWords, 9> kSmallWords = {{
    {"en",
     " a an the of and to in is are for with that this these those it its be been or by on as at not no your our we us "
     "you i me my he she his her him they them their who which what when where how why can could may might will would "
     "should from have has had was were do does did but if so than then there here into out up down over about after "
     "before until only each every any some all one two more most other also just now never always without "},
    {"tr", " ve bir bu ile için olarak da de daha olan en çok veya gibi her kadar sonra değildir ise nedir "},
    {"es", " el la los las de del y en que un una para con por es se su no lo al como más son sus "},
    {"fr", " le la les des de du et en un une pour avec par est que qui dans sur pas au aux vous nous votre ce sont "},
    {"de", " der die das und ist mit für von zu den dem ein eine nicht auf im sie wir werden bei auch als oder sich "},
    {"pt", " o a os as de do da dos das e em que um uma para com por é não se na no mais como sua "},
    {"it", " il la le gli di del della e in che un una per con è non si da sono dei alla come più "},
    {"nl", " de het een en van in is dat op te voor met zijn niet aan er ook als bij wordt door "},
    {"id", " yang dan di untuk dengan dari ini pada adalah dapat tidak itu atau dalam anda kami "},
}};

struct Counts {
  std::size_t han = 0;
  std::size_t simplified = 0;
  std::size_t traditional = 0;
  std::size_t words = 0;
  std::size_t other_script = 0;
  std::array<std::size_t, kSmallWords.size()> small{};
};

char32_t FirstCharacter(const Token& token) {
  std::size_t at = 0;
  return NextUtf8(token.text, &at);
}

/// For each small word, a bit for each language that has it.
std::unordered_map<std::string_view, std::uint32_t> LanguagesByWord() {
  std::unordered_map<std::string_view, std::uint32_t> languages;
  for (std::size_t i = 0; i < kSmallWords.size(); ++i) {
    std::string_view rest = kSmallWords[i].words;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      if (blank > 0) languages[rest.substr(0, blank)] |= 1U << i;
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  return languages;
}

void CountWord(const Token& token, Counts* counts) {
  // Latin with its extensions ends at U+024F; Vietnamese letters stand at U+1E00.
  const char32_t first = FirstCharacter(token);
  const bool latin = first < 0x250 || (first >= 0x1E00 && first < 0x1F00);
  if (!latin) {
    ++counts->other_script;
    return;
  }
  ++counts->words;
  static const std::unordered_map<std::string_view, std::uint32_t> languages = LanguagesByWord();
  const auto at = languages.find(token.text);
  if (at == languages.end()) return;
  for (std::size_t i = 0; i < kSmallWords.size(); ++i)
    if ((at->second >> i) & 1U) ++counts->small[i];
}

Counts Count(std::string_view text) {
  Counts counts;
  for (const Token& token : Tokenize(text).tokens) {
    if (token.kind == TokenKind::kWord) CountWord(token, &counts);
    if (token.kind != TokenKind::kHan) continue;
    const char32_t c = FirstCharacter(token);
    ++counts.han;
    if (IsSimplifiedOnly(c)) ++counts.simplified;
    if (SimplifiedHan(c) != c) ++counts.traditional;
  }
  return counts;
}

/// Small words make up a third of running text, and few price lists have less than one in twenty.
std::string LatinLanguage(const Counts& counts) {
  if (counts.words < 4) return "";
  const auto best = std::max_element(counts.small.begin(), counts.small.end());
  if (*best * 20 < counts.words || *best == 0) return "";
  if (std::count(counts.small.begin(), counts.small.end(), *best) > 1) return "";
  const std::string_view language = kSmallWords[static_cast<std::size_t>(best - counts.small.begin())].language;
  return language == "en" ? "en" : "";
}

}  // namespace

std::string LanguageOf(std::string_view text) {
  const Counts counts = Count(text);
  // A Chinese word has about two characters; kana, Hangul, Cyrillic and the rest are not ours.
  if (counts.other_script * 2 > counts.words + counts.han / 2) return "";
  if (counts.han / 2 > counts.words) {
    if (counts.simplified == counts.traditional) return "";
    return counts.simplified > counts.traditional ? "zh-Hans" : "zh-Hant";
  }
  return LatinLanguage(counts);
}

}  // namespace audit
