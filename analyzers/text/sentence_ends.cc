#include "analyzers/text/sentence_ends.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "parsers/utf8.h"

namespace audit {
namespace {

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Sorted. A name or a comparison follows; a sentence never ends here.
constexpr std::array<std::string_view, 24> kNeverLast = {
    "Capt", "Dr", "Dra", "Drs",  "Hon", "Messrs", "Mme", "Mr", "Mrs", "Ms", "Mt",  "Prof",
    "Rev",  "Sr", "Sra", "Srta", "St",  "approx", "ca",  "cf", "eg",  "ie", "viz", "vs"};
// Sorted. Abbreviations before a number alone: "No. 5", but "Is it approved? No. It is not."
constexpr std::array<std::string_view, 40> kBeforeNumber = {
    "Abs", "App",  "Apt", "Art", "Arts", "Cap",  "Ch",  "Ep", "Eq",  "Ext",  "Fig", "Figs",  "Lot", "No",
    "Nos", "Para", "Pt",  "Pub", "Ref",  "Refs", "Reg", "Rm", "Sec", "Secs", "Ste", "Suppl", "Tab", "Tel",
    "Ver", "Vol",  "cat", "fig", "no",   "nos",  "p",   "pp", "ref", "sec",  "tel", "vol"};
// Sorted. They may end a sentence: a word that likes to begin one decides.
constexpr std::array<std::string_view, 76> kEither = {
    "Apr",  "Ariz", "Assn", "Assoc", "Aug",  "Ave",  "Bldg", "Blvd", "Bros", "Calif", "Co",  "Colo", "Conn",
    "Corp", "Ctr",  "Dec",  "Dept",  "Dist", "Esq",  "Feb",  "Fl",   "Fla",  "Fri",   "Gen", "GmbH", "Gov",
    "Hosp", "Hwy",  "Inc",  "Inst",  "Jan",  "Jr",   "Jul",  "Jun",  "LLC",  "Ln",    "Ltd", "Mar",  "Mass",
    "Med",  "Mon",  "Nov",  "Oct",   "Pl",   "Rd",   "Sat",  "Sep",  "Sept", "Sq",    "Sun", "Tex",  "Thurs",
    "Tues", "Univ", "Wash", "Wed",   "al",   "cont", "dept", "est",  "etc",  "ft",    "hr",  "hrs",  "incl",
    "lb",   "lbs",  "max",  "min",   "oz",   "resp", "tbsp", "tsp",  "wk",   "yr",    "yrs"};
// Sorted. Words that begin sentences and hardly ever the second part of a name.
constexpr std::array<std::string_view, 67> kStarters = {
    "A",      "After", "All",   "Although", "An",      "And",     "Any",   "Are",   "As",   "Ask",    "At",  "Because",
    "Before", "But",   "By",    "Can",      "Do",      "Does",    "Each",  "Every", "For",  "From",   "Has", "Have",
    "He",     "Her",   "His",   "How",      "However", "I",       "If",    "In",    "Is",   "It",     "Its", "Many",
    "Most",   "My",    "No",    "None",     "Not",     "Nothing", "On",    "Only",  "Our",  "Please", "She", "Since",
    "So",     "Some",  "That",  "The",      "Their",   "There",   "These", "They",  "This", "Those",  "To",  "We",
    "What",   "When",  "While", "With",     "Yes",     "You",     "Your"};

static_assert(std::is_sorted(kNeverLast.begin(), kNeverLast.end()));
static_assert(std::is_sorted(kBeforeNumber.begin(), kBeforeNumber.end()));
static_assert(std::is_sorted(kEither.begin(), kEither.end()));
static_assert(std::is_sorted(kStarters.begin(), kStarters.end()));

/// Titles are also written small where a whole text is.
bool IsNeverLast(std::string_view chunk) {
  return Contains(kNeverLast, chunk) || chunk == "dr" || chunk == "mr" || chunk == "mrs" || chunk == "prof";
}

char32_t ValueAt(const std::vector<Character>& text, std::size_t at) { return at < text.size() ? text[at].value : 0; }

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsHanNumeral(char32_t c) {
  return std::u32string_view(U"一二三四五六七八九十壹貳參肆伍").find(c) != std::u32string_view::npos;
}

/// The letters from `begin` on, at most 24; words beyond ASCII give "".
std::string WordFrom(const std::vector<Character>& text, std::size_t begin) {
  std::string word;
  for (std::size_t i = begin; word.size() < 24 && IsAsciiLetter(ValueAt(text, i)); ++i)
    word.push_back(static_cast<char>(ValueAt(text, i)));
  return word;
}

/// A word that begins sentences; "A." is an initial.
bool IsStarter(const std::vector<Character>& text, std::size_t begin) {
  const std::string word = WordFrom(text, begin);
  return Contains(kStarters, word) && !(word.size() == 1 && ValueAt(text, begin + 1) == '.');
}

/// Begin of the run of letters and dots that ends before `dot`, at most 24 characters back.
std::size_t ChunkBegin(const std::vector<Character>& text, std::size_t dot) {
  std::size_t begin = dot;
  while (begin > 0 && dot - begin < 24 && (IsAsciiLetter(text[begin - 1].value) || text[begin - 1].value == '.'))
    --begin;
  return begin;
}

/// "U.S" "M.D" "a.m" "Ph.D" before their last dot.
bool IsDotted(std::string_view chunk) {
  const std::size_t first = chunk.find('.');
  if (first == std::string_view::npos || first == 0 || first > 2) return false;
  for (std::size_t i = first; i < chunk.size(); i += 2)
    if (chunk[i] != '.' || i + 1 >= chunk.size() || chunk[i + 1] == '.') return false;
  return true;
}

/// "AS-2291", "B12": capitals with a digit among them.
bool IsCode(const std::vector<Character>& text, std::size_t begin) {
  for (std::size_t i = begin; i < begin + 12; ++i) {
    const char32_t c = ValueAt(text, i);
    if (IsDecimalDigit(c)) return true;
    if (!IsUpperCase(c) && c != '-' && c != '/') return false;
  }
  return false;
}

/// Firms, hours and units end sentences more often than countries and degrees, which stand in front of names.
bool MayEndBeforeAnyWord(std::string_view chunk) {
  const bool small = chunk.front() >= 'a' && chunk.front() <= 'z';
  return small || chunk == "Inc" || chunk == "Ltd" || chunk == "Corp" || chunk == "LLC" || chunk == "Co";
}

/// True when a small word follows: "Results vary" is a sentence, "Clinical Team" a name.
bool GoesOnSmall(const std::vector<Character>& text, std::size_t at) {
  return IsBlankCharacter(ValueAt(text, at)) && IsLowerCase(ValueAt(text, at + 1));
}

/// "Jane A. Roe": a single capital behind a capitalized word; "vitamin C. Patients" is an end.
bool IsInitial(const std::vector<Character>& text, std::size_t begin) {
  if (begin == 0) return true;
  if (!IsBlankCharacter(text[begin - 1].value)) return false;
  if (begin > 1 && IsTerminator(text[begin - 2].value)) return true;
  std::size_t word = begin - 1;
  while (word > 0 && !IsBlankCharacter(text[word - 1].value))
    --word;
  return IsUpperCase(text[word].value);
}

}  // namespace

std::vector<Character> DecodeCharacters(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t place = i;
    const char32_t value = NextUtf8(text, &i);
    out.push_back({value, place});
  }
  return out;
}

bool IsBlankCharacter(char32_t c) {
  if (c < 0x80) return c != 0 && c <= ' ';
  return c == 0x200B || c == 0xFEFF || u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool IsDecimalDigit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)) != 0; }
bool IsUpperCase(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)) != 0; }
bool IsLowerCase(char32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(static_cast<UChar32>(c)) != 0; }
bool IsHanCharacter(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }

bool IsWordCharacter(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

bool IsBullet(char32_t c) {
  switch (c) {
    case 0x2022:
    case 0x2023:
    case 0x2043:
    case 0x204C:
    case 0x204D:
    case 0x2219:
    case 0x25A0:
    case 0x25A1:
    case 0x25AA:
    case 0x25AB:
    case 0x25B6:
    case 0x25BA:
    case 0x25C6:
    case 0x25C7:
    case 0x25CB:
    case 0x25CF:
    case 0x25E6:
    case 0x2605:
    case 0x2606:
    case 0x2610:
    case 0x2611:
    case 0x2705:
    case 0x2713:
    case 0x2714:
    case 0x27A4:
    case 0x2B50:
    case 0xF0B7:
      return true;
    default:
      return false;
  }
}

bool IsHanTerminator(char32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF61; }

bool IsTerminator(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203C || c == 0x2047 || c == 0x2048 || c == 0x2049 ||
         c == 0xFF0E || IsHanTerminator(c);
}

bool IsOpener(char32_t c) {
  if (c == '"' || c == '\'') return true;
  if (c < 0x80) return c == '(' || c == '[' || c == '{';
  const std::int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

bool IsHanOrOpener(char32_t c) { return IsHanCharacter(c) || IsOpener(c); }

bool IsClosingQuote(char32_t c) { return c == 0x300D || c == 0x300F || c == 0x201D || c == 0x00BB || c == 0xFF63; }

bool IsCloser(char32_t c, bool quote_is_open) {
  if (c == '"' || c == '\'') return quote_is_open;
  if (c < 0x80) return c == ')' || c == ']' || c == '}';
  const std::int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

char32_t ClosingQuoteOf(char32_t c) {
  switch (c) {
    case '"':
      return '"';
    case 0x201C:
      return 0x201D;
    case 0x300C:
      return 0x300D;
    case 0x300E:
      return 0x300F;
    case 0x00AB:
      return 0x00BB;
    case 0xFF62:
      return 0xFF63;
    default:
      return 0;
  }
}

bool IsReferenceMark(char32_t c) {
  return c == '+' || c == '*' || c == 0x2020 || c == 0x2021 || c == 0x00A7 || c == 0x00B9 || c == 0x00B2 ||
         c == 0x00B3 || (c >= 0x2070 && c <= 0x2079);
}

std::size_t ListLabelEnd(const std::vector<Character>& text, std::size_t begin) {
  std::size_t at = begin;
  const bool bracket = ValueAt(text, at) == '(' || ValueAt(text, at) == 0xFF08;
  if (bracket) ++at;
  const std::size_t inner = at;
  while (at < inner + 2 && IsDecimalDigit(ValueAt(text, at)))
    ++at;
  const bool number = at > inner;
  if (!number && IsAsciiLetter(ValueAt(text, at))) ++at;
  const bool letter = !number && at > inner;
  while (!number && !letter && at < inner + 3 && IsHanNumeral(ValueAt(text, at)))
    ++at;
  if (at == inner) return begin;
  const char32_t close = ValueAt(text, at);
  const bool closes = close == ')' || close == 0xFF09;
  if (bracket) return closes ? at + 1 : begin;
  // "A. Roe" is a name, "A. No." an answer.
  if (letter && close == '.' && IsUpperCase(ValueAt(text, inner)) && ValueAt(text, inner) != 'Q') {
    std::size_t word = at + 1;
    while (word < at + 4 && IsBlankCharacter(ValueAt(text, word)))
      ++word;
    if (!IsStarter(text, word)) return begin;
  }
  if (!number && !letter) return close == 0x3001 ? at + 1 : begin;
  const bool dot = close == '.' || close == 0xFF0E || (number && close == 0x3001);
  if (!closes && !dot) return begin;
  // "3.5 mg" and "a.m." are no labels: a blank or Chinese must follow.
  const char32_t next = ValueAt(text, at + 1);
  return IsBlankCharacter(next) || (number && IsHanCharacter(next)) ? at + 1 : begin;
}

bool EndsWithAbbreviation(const std::vector<Character>& text, std::size_t dot, std::size_t next) {
  const std::size_t begin = ChunkBegin(text, dot);
  std::string chunk;
  for (std::size_t i = begin; i < dot; ++i)
    chunk.push_back(static_cast<char>(text[i].value));
  if (chunk.empty()) return false;
  const bool answers = begin < 2 || IsTerminator(text[begin - 2].value);
  const bool before_number = IsDecimalDigit(ValueAt(text, next)) || (!answers && IsCode(text, next));
  if (IsNeverLast(chunk) || chunk == "e.g" || chunk == "i.e" || chunk == "P.S") return true;
  if (Contains(kBeforeNumber, chunk)) return before_number;
  const bool single = chunk.size() == 1;
  if (single && before_number) return false;
  const bool may_go_on = Contains(kEither, chunk) || IsDotted(chunk) ||
                         (single && IsUpperCase(text[begin].value) && IsInitial(text, begin));
  if (!may_go_on) return false;
  if (before_number) return !(chunk == "etc" || IsDotted(chunk));
  const std::string word = WordFrom(text, next);
  if (!IsUpperCase(ValueAt(text, next)) || IsStarter(text, next)) return false;
  return !(MayEndBeforeAnyWord(chunk) && GoesOnSmall(text, next + word.size()));
}

}  // namespace audit
