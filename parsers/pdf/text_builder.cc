#include "parsers/pdf/text_builder.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "parsers/utf8.h"

namespace audit {
namespace {

// Ends and beginnings of words that English writes with a hyphen wherever the line breaks.
constexpr std::array<std::string_view, 44> kPrefixes = {
    "all",   "anti",  "best", "clinically", "co",    "cross", "doctor",    "double", "ex",    "extra", "fast",
    "full",  "hands", "high", "in",         "long",  "low",   "medically", "mid",    "multi", "near",  "new",
    "non",   "off",   "on",   "one",        "over",  "part",  "patient",   "peer",   "plant", "post",  "pre",
    "quick", "real",  "risk", "self",       "short", "side",  "state",     "third",  "two",   "well",  "world"};
constexpr std::array<std::string_view, 47> kSuffixes = {
    "aging",        "ageing",   "approved", "authorized", "backed",   "based",   "care",    "certified",
    "class",        "cleared",  "counter",  "day",        "depth",    "derived", "driven",  "effective",
    "effects",      "end",      "evidence", "free",       "friendly", "grade",   "hour",    "induced",
    "inflammatory", "invasive", "known",    "label",      "level",    "life",    "like",    "line",
    "made",         "month",    "party",    "proven",     "quality",  "rate",    "related", "reviewed",
    "specific",     "standing", "surgical", "term",       "tested",   "up",      "year"};

// Parts of words that are no words themselves.
constexpr std::array<std::string_view, 42> kEndings = {
    "able",  "ally",  "als",  "ance", "ances", "ate",  "ated", "ates", "ating", "ative", "cal",
    "ence",  "ences", "ered", "ers",  "ery",   "ial",  "ible", "ical", "ies",   "ing",   "ings",
    "ition", "ity",   "ive",  "ized", "izes",  "less", "lar",  "ling", "ment",  "ments", "ness",
    "ning",  "ory",   "ous",  "ring", "sion",  "tain", "ted",  "ting", "ture"};

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view TrimPunctuation(std::string_view word) {
  const auto is_word = [](unsigned char c) {
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  while (!word.empty() && !is_word(static_cast<unsigned char>(word.front())))
    word.remove_prefix(1);
  while (!word.empty() && !is_word(static_cast<unsigned char>(word.back())))
    word.remove_suffix(1);
  return word;
}

/// Fonts for columns have stops and brackets that are turned; the words are the same.
char32_t UprightForm(char32_t point) {
  constexpr std::u32string_view kStops = U"，、。：；！？〖〗…";                         // U+FE10 to U+FE19
  constexpr std::u32string_view kBrackets = U"‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』";  // U+FE30 to U+FE44
  if (point >= 0xFE10 && point < 0xFE10 + kStops.size()) return kStops[point - 0xFE10];
  if (point >= 0xFE30 && point < 0xFE30 + kBrackets.size()) return kBrackets[point - 0xFE30];
  return point;
}

bool IsHyphen(char32_t point) { return point == U'-' || point == 0x2010 || point == 0xAD; }

std::size_t LastCharacterBegin(std::string_view utf8) {
  std::size_t at = utf8.size();
  while (at > 0 && (static_cast<unsigned char>(utf8[at - 1]) & 0xC0) == 0x80)
    --at;
  return at > 0 ? at - 1 : 0;
}

}  // namespace

void AppendPageCharacter(char32_t point, std::string* utf8) {
  if (point > 0x20 && point < 0x7F) {
    *utf8 += static_cast<char>(point);
    return;
  }
  constexpr std::array<std::string_view, 7> kLigatures = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  if (point >= 0xFB00 && point <= 0xFB06) {
    *utf8 += kLigatures[point - 0xFB00];
    return;
  }
  if (IsBlank(point)) return;
  // Private codes under which symbol fonts carry their bullets.
  if (point == 0xF0B7 || point == 0xF0A7 || point == 0xF076 || point == 0xF0D8 || point == 0xF06C) point = 0x2022;
  AppendUtf8(IsReadable(point) ? UprightForm(point) : 0xFFFD, *utf8);
}

bool IsBlank(char32_t point) {
  if (point < 0x85) return point <= 0x20;
  return point != 0x85 && u_isUWhiteSpace(static_cast<UChar32>(point));
}

bool IsReadable(char32_t point) {
  if (point >= 0x7F && point < 0xA0) return false;
  const bool private_use = (point >= 0xE000 && point <= 0xF8FF) || point >= 0xF0000;
  return !private_use && point != 0xFFFD && (point < 0xD800 || point > 0xDFFF);
}

std::string ValidUtf8(std::string_view bytes) {
  std::string valid = ReplaceBadUtf8(bytes);
  std::erase_if(valid, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
  return valid;
}

char32_t FirstCharacter(std::string_view utf8) { return DecodeUtf8(utf8).code; }

char32_t LastCharacter(std::string_view utf8) {
  return utf8.empty() ? 0 : FirstCharacter(utf8.substr(LastCharacterBegin(utf8)));
}

bool IsHanLike(char32_t point) {
  return (point >= 0x2E80 && point <= 0x312F) || (point >= 0x31A0 && point <= 0xA4CF) ||
         (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFE30 && point <= 0xFE4F) ||
         (point >= 0xFF00 && point <= 0xFFEF) || (point >= 0x20000 && point <= 0x3FFFF);
}

// Nearly all characters are ASCII, for which the library need not be asked.
bool IsLetter(char32_t point) {
  return point < 0x80 ? IsLower(point) || IsUpper(point) : u_isalpha(static_cast<UChar32>(point)) != 0;
}
bool IsLower(char32_t point) {
  return point < 0x80 ? point >= U'a' && point <= U'z' : u_islower(static_cast<UChar32>(point)) != 0;
}
bool IsUpper(char32_t point) {
  return point < 0x80 ? point >= U'A' && point <= U'Z' : u_isupper(static_cast<UChar32>(point)) != 0;
}
bool IsDigit(char32_t point) {
  return point < 0x80 ? point >= U'0' && point <= U'9' : u_isdigit(static_cast<UChar32>(point)) != 0;
}

bool IsRightToLeft(char32_t point) {
  constexpr char32_t kFirst = 0x590;  // Hebrew
  if (point < kFirst) return false;
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(point));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool IsCombiningMark(char32_t point) { return u_charType(static_cast<UChar32>(point)) == U_NON_SPACING_MARK; }

void ToReadingOrder(PdfLine* line) {
  auto& words = line->words;
  if (std::none_of(words.begin(), words.end(),
                   [](const PdfWord& word) { return IsRightToLeft(FirstCharacter(word.text)); }))
    return;
  std::vector<bool> leftwards;
  for (const PdfWord& word : words)
    leftwards.push_back(IsRightToLeft(FirstCharacter(word.text)));
  const auto count = static_cast<std::size_t>(std::count(leftwards.begin(), leftwards.end(), true));
  const bool main = 2 * count >= words.size();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < words.size();) {  // runs of the other direction keep their inner order when all is turned
    std::size_t end = i;
    while (end < words.size() && leftwards[end] == leftwards[i])
      ++end;
    std::vector<std::size_t> run;
    for (std::size_t j = i; j < end; ++j)
      run.push_back(leftwards[i] ? end - 1 - (j - i) : j);
    order.insert(main ? order.begin() : order.end(), run.begin(), run.end());
    i = end;
  }
  std::vector<PdfWord> ordered;
  for (std::size_t k = 0; k < order.size(); ++k) {
    PdfWord word = words[order[k]];
    if (k + 1 < order.size()) {
      const std::size_t low = std::min(order[k], order[k + 1]);
      const bool adjacent = std::max(order[k], order[k + 1]) == low + 1;
      // Where the direction changes the library does not see the blank.
      const double gap = words[std::min(low + 1, words.size() - 1)].box.left - words[low].box.right;
      const bool turns = leftwards[order[k]] != leftwards[order[k + 1]] && gap > 0.15 * word.font_size_pt;
      word.space_after = !adjacent || words[low].space_after || turns;
    }
    ordered.push_back(std::move(word));
  }
  words = std::move(ordered);
}

bool EndsSentence(std::string_view text) {
  constexpr std::u32string_view kClosing = U"\"')]}»”’」』）】";
  constexpr std::u32string_view kEnd = U".!?:;…。！？：；";
  while (!text.empty() && kClosing.find(LastCharacter(text)) != std::u32string_view::npos) {
    text = text.substr(0, LastCharacterBegin(text));
  }
  return !text.empty() && kEnd.find(LastCharacter(text)) != std::u32string_view::npos;
}

void Vocabulary::Add(const PdfLine& line) {
  std::string text = LineText(line);
  ++lines_;
  if (!text.empty() && IsHyphen(LastCharacter(text)) && text.size() > 20) ++hyphened_lines_;
  if (!text.empty() && IsHyphen(LastCharacter(text)))
    text.resize(text.find_last_of(' ') == std::string::npos ? 0 : text.find_last_of(' '));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = TrimPunctuation(std::string_view(text).substr(at, end - at));
    if (word.size() > 1) words_.insert(Lower(word));
    at = end + 1;
  }
}

bool Vocabulary::KeepsHyphen(std::string_view first, std::string_view second) const {
  const char32_t before = LastCharacter(first.substr(0, LastCharacterBegin(first)));
  const char32_t after = FirstCharacter(second);
  if (LastCharacter(first) == 0xAD) return false;
  if (!IsLower(before) || !IsLower(after)) return true;  // FDA-approved, 30-day, non-FDA
  const std::string left = Lower(TrimPunctuation(first.substr(0, LastCharacterBegin(first))));
  const std::string right = Lower(TrimPunctuation(second.substr(0, second.find(' '))));
  if (left.find('-') != std::string::npos || right.find('-') != std::string::npos) return true;  // out-of-pocket
  if (Has(left + "-" + right)) return true;
  if (Has(left + right)) return false;
  if (std::find(kPrefixes.begin(), kPrefixes.end(), left) != kPrefixes.end()) return true;
  if (std::find(kSuffixes.begin(), kSuffixes.end(), right) != kSuffixes.end()) return true;
  if (std::find(kEndings.begin(), kEndings.end(), right) != kEndings.end()) return false;
  if (right.ends_with("tion") || right.ends_with("tions")) return false;
  if (Has(left) && Has(right) && left.size() > 2 && right.size() > 2) return true;
  // A document that breaks words does so again and again; a lone hyphen at the end of a line was written.
  return hyphened_lines_ < 3 || 40 * hyphened_lines_ < lines_;
}

std::string LineText(const PdfLine& line) {
  std::string text;
  std::size_t bytes = line.words.size();
  for (const PdfWord& word : line.words)
    bytes += word.text.size();
  text.reserve(bytes);
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    text += line.words[i].text;
    if (line.words[i].space_after && i + 1 < line.words.size()) text += ' ';
  }
  return text;
}

std::size_t AppendLine(const PdfLine& line, const Vocabulary& vocabulary, std::string* text) {
  const std::string next = LineText(line);
  if (!text->empty() && !next.empty()) {
    const char32_t last = LastCharacter(*text);
    const std::size_t last_begin = LastCharacterBegin(*text);
    const bool after_letter =
        last_begin > 0 && (IsLetter(LastCharacter(std::string_view(*text).substr(0, last_begin))) ||
                           IsDigit(LastCharacter(std::string_view(*text).substr(0, last_begin))));
    if (IsHyphen(last) && after_letter && (IsLetter(FirstCharacter(next)) || IsDigit(FirstCharacter(next)))) {
      const std::size_t blank = text->find_last_of(' ');
      const std::string_view first = std::string_view(*text).substr(blank == std::string::npos ? 0 : blank + 1);
      if (!vocabulary.KeepsHyphen(first, next)) text->resize(last_begin);
    } else if (!(IsHanLike(last) && IsHanLike(FirstCharacter(next)))) {
      *text += ' ';
    }
  }
  const std::size_t begin = text->size();
  *text += next;
  return begin;
}

}  // namespace audit
