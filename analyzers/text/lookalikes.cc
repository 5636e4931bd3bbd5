#include "analyzers/text/lookalikes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <vector>

#include "parsers/utf8.h"

namespace audit {
namespace {

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }

bool IsWordByte(char c) { return IsAsciiLetter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

struct CharPair {
  char32_t from;
  char32_t to;
};

// Sorted by `from`: looked up by binary search.
constexpr std::array<CharPair, 27> kSmallCapitals = {{
    {0x0262, 'g'}, {0x026A, 'i'}, {0x0274, 'n'}, {0x0280, 'r'}, {0x028F, 'y'}, {0x0299, 'b'}, {0x029C, 'h'},
    {0x029F, 'l'}, {0x1D00, 'a'}, {0x1D04, 'c'}, {0x1D05, 'd'}, {0x1D07, 'e'}, {0x1D0A, 'j'}, {0x1D0B, 'k'},
    {0x1D0D, 'm'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'}, {0x1D21, 'w'},
    {0x1D22, 'z'}, {0xA730, 'f'}, {0xA731, 's'}, {0xA7AF, 'q'}, {0xAB1B, 'x'}, {0xAB46, 'r'},
}};

constexpr std::array<CharPair, 19> kHanVariants = {{
    {U'佈', U'布'}, {U'佔', U'占'}, {U'啓', U'啟'}, {U'峯', U'峰'}, {U'惟', U'唯'}, {U'汚', U'污'}, {U'爲', U'為'},
    {U'牀', U'床'}, {U'眞', U'真'}, {U'粧', U'妝'}, {U'綫', U'線'}, {U'羣', U'群'}, {U'臺', U'台'}, {U'葯', U'藥'},
    {U'衞', U'衛'}, {U'裏', U'裡'}, {U'証', U'證'}, {U'豔', U'艷'}, {U'鷄', U'雞'},
}};

// Folded Cyrillic letters whose small or capital form looks like a Latin letter.
constexpr std::array<CharPair, 22> kCyrillic = {{
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'm'}, {0x043D, 'h'},
    {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0475, 'v'}, {0x04AF, 'y'}, {0x04BB, 'h'},
    {0x04CF, 'l'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'},
}};

// Greek: only capitals look Latin throughout, and folded text has none, so the source decides.
constexpr std::array<CharPair, 15> kGreek = {{
    {0x03B1, 'a'},
    {0x03B2, 'b'},
    {0x03B5, 'e'},
    {0x03B6, 'z'},
    {0x03B7, 'h'},
    {0x03B9, 'i'},
    {0x03BA, 'k'},
    {0x03BC, 'm'},
    {0x03BD, 'n'},
    {0x03BF, 'o'},
    {0x03C1, 'p'},
    {0x03C4, 't'},
    {0x03C5, 'y'},
    {0x03C7, 'x'},
    {0x03F2, 'c'},
}};

template <std::size_t N>
constexpr bool IsSorted(const std::array<CharPair, N>& table) {
  return std::is_sorted(table.begin(), table.end(),
                        [](const CharPair& a, const CharPair& b) { return a.from < b.from; });
}
static_assert(IsSorted(kSmallCapitals) && IsSorted(kHanVariants) && IsSorted(kCyrillic) && IsSorted(kGreek));

template <std::size_t N>
char32_t Find(const std::array<CharPair, N>& table, char32_t c) {
  const auto at =
      std::lower_bound(table.begin(), table.end(), c, [](const CharPair& row, char32_t key) { return row.from < key; });
  return at != table.end() && at->from == c ? at->to : 0;
}

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Characters of the source between two letters of the normalized text that have one blank between them.
std::size_t GapWidth(std::string_view source, const NormalizedText& text, std::size_t blank) {
  return CountCharacters(source.substr(text.source[blank], text.source[blank + 1] - text.source[blank]));
}

/// Places of single letters with one blank between them, from `begin` on. Capitals may only begin a word, so that
/// "a F D A" and "F D A a" are cut: case changes otherwise need a wider gap.
std::vector<std::size_t> SpacedRun(std::string_view source, const NormalizedText& text, std::size_t begin) {
  std::vector<std::size_t> letters;
  const std::string& t = text.text;
  bool upper = false;
  bool at_word_start = true;
  for (std::size_t i = begin; i < t.size() && IsAsciiLetter(t[i]); i += 2) {
    if (i + 1 < t.size() && (IsWordByte(t[i + 1]) || t[i + 1] == '\'')) break;
    const char original = source[text.source[i]];
    const bool is_upper = !(original >= 'a' && original <= 'z');
    const bool wide = !letters.empty() && GapWidth(source, text, i - 1) > 1;
    if (!letters.empty() && !wide && is_upper != upper && !(upper && at_word_start)) break;
    at_word_start = letters.empty() || wide;
    upper = is_upper;
    letters.push_back(i);
    if (i + 1 >= t.size() || t[i + 1] != ' ') break;
  }
  return letters;
}

bool IsAlphabetRun(const std::string& text, const std::vector<std::size_t>& letters) {
  for (std::size_t k = 1; k < letters.size(); ++k)
    if (text[letters[k]] != text[letters[k - 1]] + 1) return false;
  return true;
}

/// Marks the blanks within words of a letter-spaced run for removal.
void MarkInnerBlanks(std::string_view source, const NormalizedText& text, const std::vector<std::size_t>& letters,
                     std::vector<std::size_t>* blanks) {
  std::vector<std::size_t> widths;
  for (std::size_t k = 1; k < letters.size(); ++k) {
    widths.push_back(GapWidth(source, text, letters[k] - 1));
  }
  const std::size_t narrow = *std::min_element(widths.begin(), widths.end());
  for (std::size_t k = 1; k < letters.size(); ++k)
    if (widths[k - 1] == narrow) blanks->push_back(letters[k] - 1);
}

void RemovePlaces(const std::vector<std::size_t>& places, NormalizedText* text) {
  std::size_t to = 0;
  std::size_t next = 0;
  for (std::size_t from = 0; from < text->text.size(); ++from) {
    if (next < places.size() && places[next] == from) {
      ++next;
      continue;
    }
    text->text[to] = text->text[from];
    text->source[to] = text->source[from];
    ++to;
  }
  text->source[to] = text->source[text->text.size()];
  text->text.resize(to);
  text->source.resize(to + 1);
}

}  // namespace

char PlainPunctuation(char32_t c) {
  switch (c) {
    case 0x00B4:
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02C8:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
    case 0xFF07:
    case 0xFF40:
      return '\'';
    case 0x00AB:
    case 0x00BB:
    case 0x02BA:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x275D:
    case 0x275E:
    case 0x301D:
    case 0x301E:
    case 0x301F:
    case 0xFF02:
      return '"';
    case 0x00A9:
    case 0x00AE:
    case 0x2120:
    case 0x2122:
    case 0x2117:
      return ' ';
    case 0x02D7:
    case 0x2043:
    case 0x207B:
    case 0x2212:
      return '-';
    default:
      return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION ? '-' : '\0';
  }
}

char PlainStyledLetter(char32_t c) {
  for (const char32_t first : {U'\U0001F130', U'\U0001F150', U'\U0001F170'})
    if (c >= first && c < first + 26) return static_cast<char>('a' + (c - first));
  if (c < 0x0262) return '\0';
  return static_cast<char>(Find(kSmallCapitals, c));
}

int CircledNumber(char32_t c) {
  if (c >= 0x2460 && c <= 0x2473) return static_cast<int>(c - 0x2460) + 1;
  if (c >= 0x24EB && c <= 0x24F4) return static_cast<int>(c - 0x24EB) + 11;
  if (c >= 0x24F5 && c <= 0x24FE) return static_cast<int>(c - 0x24F5) + 1;
  if (c >= 0x2776 && c <= 0x2793) return static_cast<int>((c - 0x2776) % 10) + 1;
  if (c == 0x24EA || c == 0x24FF) return 0;
  return -1;
}

bool IsSuperscriptDigit(char32_t c) {
  return c == 0x00B2 || c == 0x00B3 || c == 0x00B9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

char32_t PlainHanVariant(char32_t c) {
  const char32_t plain = Find(kHanVariants, c);
  return plain != 0 ? plain : c;
}

void JoinSpacedLetters(std::string_view source, NormalizedText* text) {
  const std::string& t = text->text;
  std::vector<std::size_t> blanks;
  std::size_t i = 0;
  while (i + 4 < t.size()) {
    const bool word_start = i == 0 || !IsWordByte(t[i - 1]);
    if (!word_start || t[i + 1] != ' ' || t[i + 3] != ' ' || !IsAsciiLetter(t[i]) || !IsAsciiLetter(t[i + 2]) ||
        (i > 0 && t[i - 1] == '\'')) {
      ++i;
      continue;
    }
    const std::vector<std::size_t> letters = SpacedRun(source, *text, i);
    if (letters.size() >= 3 && !IsAlphabetRun(t, letters)) MarkInnerBlanks(source, *text, letters, &blanks);
    i = letters.empty() ? i + 1 : letters.back() + 1;
  }
  if (!blanks.empty()) RemovePlaces(blanks, text);
}

void PlainLookalikes(std::string_view source, NormalizedText* text) {
  NormalizedText out;
  out.text.reserve(text->text.size());
  out.source.reserve(text->source.size());
  const std::string& t = text->text;
  std::size_t i = 0;
  while (i < t.size()) {
    std::size_t end = i;
    bool latin = false;
    while (end < t.size() && IsWordByte(t[end]))
      latin |= IsAsciiLetter(t[end++]);
    if (end == i) ++end;
    for (std::size_t at = i; at < end;) {
      const std::size_t begin = at;
      const char32_t c = NextUtf8(t, &at);
      char32_t plain = 0;
      if (latin && c >= 0x0400 && c <= 0x052F) plain = Find(kCyrillic, c);
      if (latin && c >= 0x0370 && c <= 0x03FF) {
        std::size_t original = text->source[begin];
        const char32_t before = NextUtf8(source, &original);
        if (c == 0x03BF || u_isupper(static_cast<UChar32>(before))) plain = Find(kGreek, c);
      }
      if (plain != 0) {
        out.text.push_back(static_cast<char>(plain));
        out.source.push_back(text->source[begin]);
      } else {
        out.text.append(t, begin, at - begin);
        out.source.insert(out.source.end(), text->source.begin() + static_cast<std::ptrdiff_t>(begin),
                          text->source.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
    i = end;
  }
  out.source.push_back(text->source.back());
  *text = std::move(out);
}

}  // namespace audit
