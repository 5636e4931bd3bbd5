#include "analyzers/text/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "analyzers/text/normalize.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

enum class CharClass : std::uint8_t { kBlank, kLetter, kDigit, kHan, kMark, kOther };

constexpr std::array<CharClass, 128> MakeAsciiClasses() {
  std::array<CharClass, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    table[c] = CharClass::kOther;
    if (c == ' ') table[c] = CharClass::kBlank;
    if (c >= 'a' && c <= 'z') table[c] = CharClass::kLetter;
    if (c >= '0' && c <= '9') table[c] = CharClass::kDigit;
  }
  return table;
}
constexpr std::array<CharClass, 128> kAsciiClasses = MakeAsciiClasses();

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }

bool IsHan(char32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

CharClass ClassOf(char32_t c) {
  if (c < 0x80) return kAsciiClasses[c];
  if (IsHan(c)) return CharClass::kHan;
  const auto u = static_cast<UChar32>(c);
  if (u_isalpha(u)) return CharClass::kLetter;
  if (u_isdigit(u)) return CharClass::kDigit;
  const std::int8_t type = u_charType(u);
  if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK) return CharClass::kMark;
  return CharClass::kOther;
}

struct Contraction {
  std::string_view written;
  std::string_view verb;
};

// Without apostrophe, as bad encodings and hasty writers leave them. "cant" and "wont" are hardly ever meant as nouns.
constexpr std::array<Contraction, 17> kBareNegations = {{
    {"arent", "are"},
    {"cant", "can"},
    {"couldnt", "could"},
    {"didnt", "did"},
    {"doesnt", "does"},
    {"dont", "do"},
    {"hadnt", "had"},
    {"hasnt", "has"},
    {"havent", "have"},
    {"isnt", "is"},
    {"mustnt", "must"},
    {"neednt", "need"},
    {"shouldnt", "should"},
    {"wasnt", "was"},
    {"werent", "were"},
    {"wont", "will"},
    {"wouldnt", "would"},
}};

/// The verb before "n't" where cutting off the ending does not leave it.
std::string_view VerbBeforeNot(std::string_view stem) {
  if (stem == "ca") return "can";
  if (stem == "wo") return "will";
  if (stem == "sha") return "shall";
  if (stem == "ai") return "is";
  return stem;
}

bool IsClitic(std::string_view ending) {
  return ending == "s" || ending == "re" || ending == "ve" || ending == "ll" || ending == "d" || ending == "m";
}

class Cutter {
 public:
  Cutter(std::string_view source, NormalizedText* normalized)
      : source_(source), map_(*normalized), text_(normalized->text) {
    tokens_.reserve(text_.size() / 5 + 4);
  }

  std::vector<Token> Run() {
    while (at_ < text_.size()) {
      std::size_t after = at_;
      switch (ClassOf(Decode(&after))) {
        case CharClass::kBlank:
          blank_ = true;
          at_ = after;
          break;
        case CharClass::kHan:
          Emit(TokenKind::kHan, at_, after);
          break;
        case CharClass::kDigit:
          TakeNumber();
          break;
        case CharClass::kLetter:
        case CharClass::kMark:
          TakeWord();
          break;
        case CharClass::kOther:
          TakePunctuation(after);
          break;
      }
    }
    return std::move(tokens_);
  }

 private:
  char32_t Decode(std::size_t* at) const { return NextUtf8(text_, at); }

  CharClass ClassAt(std::size_t at) const { return at < text_.size() ? ClassOf(Decode(&at)) : CharClass::kBlank; }
  char CharAt(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool IsSingleLetter(std::size_t at) const { return IsAsciiLetter(CharAt(at)) && CharAt(at + 1) == '.'; }

  Token& Emit(TokenKind kind, std::size_t begin, std::size_t end) { return Emit(kind, begin, end, Slice(begin, end)); }

  std::string_view Slice(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }

  Token& Emit(TokenKind kind, std::size_t begin, std::size_t end, std::string_view written) {
    Token& token = tokens_.emplace_back();
    token.kind = kind;
    token.text = written;
    token.source = map_.ToSource({begin, end});
    token.glued = !blank_ && tokens_.size() > 1;
    if (kind == TokenKind::kWord) NoteCase(begin, end, &token);
    blank_ = false;
    at_ = end;
    return token;
  }

  bool IsUpperInSource(std::size_t at) const {
    std::size_t from = map_.source[at];
    const auto byte = static_cast<unsigned char>(source_[from]);
    if (byte < 0x80) return byte >= 'A' && byte <= 'Z';
    const auto c = static_cast<UChar32>(NextUtf8(source_, &from));
    // Small capitals count as capitals: they are drawn as such.
    const bool small_capital = (c >= 0x1D00 && c <= 0x1D22) || c == 0xA730 || c == 0xA731;
    return small_capital || u_hasBinaryProperty(c, UCHAR_UPPERCASE) != 0;
  }

  void NoteCase(std::size_t begin, std::size_t end, Token* token) const {
    std::size_t letters = 0;
    std::size_t capitals = 0;
    std::uint32_t bit = 1;
    for (std::size_t i = begin; i < end;) {
      const std::size_t place = i;
      const bool is_letter = ClassOf(Decode(&i)) == CharClass::kLetter;
      const bool is_upper = is_letter && IsUpperInSource(place);
      letters += is_letter ? 1 : 0;
      capitals += is_upper ? 1 : 0;
      if (is_upper) token->upper |= bit;
      bit <<= 1U;
    }
    token->capitalized = (token->upper & 1U) != 0;
    token->all_caps = letters >= 2 && capitals == letters;
  }

  void TakeNumber() {
    std::size_t end = at_;
    while (true) {
      while (ClassAt(end) == CharClass::kDigit)
        Decode(&end);
      const char separator = CharAt(end);
      if ((separator != '.' && separator != ',') || ClassAt(end + 1) != CharClass::kDigit) break;
      ++end;
    }
    const std::string_view ending = std::string_view(text_).substr(end, 2);
    const bool ordinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
    if (ordinal && ClassAt(end + 2) != CharClass::kLetter && ClassAt(end + 2) != CharClass::kDigit) {
      Emit(TokenKind::kWord, at_, end + 2);
    } else {
      Emit(TokenKind::kNumber, at_, end);
    }
  }

  /// "u.s.", "f.d.a", "ph.d.": where the acronym ends, or 0.
  std::size_t DottedAcronymEnd() const {
    std::size_t end = at_;
    int parts = 0;
    while (IsSingleLetter(end)) {
      end += 2;
      ++parts;
    }
    const bool letter_left = IsAsciiLetter(CharAt(end)) && ClassAt(end + 1) != CharClass::kLetter &&
                             ClassAt(end + 1) != CharClass::kDigit && CharAt(end + 1) != '\'';
    if (parts >= 1 && letter_left) return end + 1;
    if (parts >= 2 && ClassAt(end) != CharClass::kLetter) return end;
    // "Ph.D.": two letters may lead when a dot also closes.
    const bool doctor = parts == 0 && IsAsciiLetter(CharAt(at_)) && IsAsciiLetter(CharAt(at_ + 1)) &&
                        CharAt(at_ + 2) == '.' && IsSingleLetter(at_ + 3) && ClassAt(at_ + 5) != CharClass::kLetter;
    return doctor ? at_ + 5 : 0;
  }

  void TakeWord() {
    if (const std::size_t end = DottedAcronymEnd()) {
      std::string written(Slice(at_, end));
      if (written.back() != '.') written += '.';
      Emit(TokenKind::kWord, at_, end, written);
      return;
    }
    std::size_t end = at_;
    std::size_t apostrophe = std::string::npos;
    while (end < text_.size()) {
      const CharClass here = ClassAt(end);
      if (here == CharClass::kLetter || here == CharClass::kDigit || here == CharClass::kMark) {
        Decode(&end);
      } else if (text_[end] == '\'' && ClassAt(end + 1) == CharClass::kLetter) {
        apostrophe = end++;
      } else {
        break;
      }
    }
    CutWord(at_, end, apostrophe);
  }

  void CutWord(std::size_t begin, std::size_t end, std::size_t apostrophe) {
    if (apostrophe != std::string::npos) {
      const std::string_view ending = Slice(apostrophe + 1, end);
      if (ending == "t" && apostrophe > begin + 1 && text_[apostrophe - 1] == 'n') {
        EmitNegation(begin, apostrophe - 1, end);
        return;
      }
      if (IsClitic(ending)) {
        Emit(TokenKind::kWord, begin, apostrophe);
        Emit(TokenKind::kWord, apostrophe, end);
        return;
      }
    }
    const std::string_view word = Slice(begin, end);
    if (word == "cannot") {
      Emit(TokenKind::kWord, begin, begin + 3);
      Emit(TokenKind::kWord, begin + 3, end);
      return;
    }
    if (word.size() >= 4 && word.size() <= 8 && word.ends_with("nt")) {
      for (const Contraction& row : kBareNegations) {
        if (row.written != word) continue;
        EmitNegation(begin, end - 2, end);
        return;
      }
    }
    Emit(TokenKind::kWord, begin, end);
  }

  /// The verb, then "n't". The "n" of "can't" belongs to the verb.
  void EmitNegation(std::size_t begin, std::size_t cut, std::size_t end) {
    const std::string_view verb = VerbBeforeNot(Slice(begin, cut));
    if (verb == "can") ++cut;
    Emit(TokenKind::kWord, begin, cut, verb);
    Emit(TokenKind::kWord, cut, end, "n't");
  }

  void TakePunctuation(std::size_t after) {
    if (text_[at_] == '-' && IsHyphen()) {
      ++at_;
      return;
    }
    if (text_[at_] == '.' && CharAt(at_ + 1) == '.') {
      while (CharAt(after) == '.')
        ++after;
      Emit(TokenKind::kPunctuation, at_, after, after - at_ > 2 ? "..." : Slice(at_, after));
      return;
    }
    Emit(TokenKind::kPunctuation, at_, after);
  }

  /// A hyphen binds what stands on its left; an em dash or "--" never does.
  bool IsHyphen() const {
    if (blank_ || at_ == 0 || text_[at_ - 1] == '-' || CharAt(at_ + 1) == '-') return false;
    const std::string_view original = source_.substr(map_.source[at_], 3);
    return original != "\u2014" && original != "\u2015" && original != "\u2E3A";
  }

  std::string_view source_;
  const NormalizedText& map_;
  const std::string& text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool blank_ = false;
};

}  // namespace

TokenizedText Tokenize(std::string_view utf8) {
  NormalizedText normalized = Normalize(utf8);
  TokenizedText out;
  out.tokens = Cutter(utf8, &normalized).Run();
  out.normalized = std::move(normalized.text);
  return out;
}

}  // namespace audit
