#include "analyzers/text/normalize.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>
#include <stdexcept>

#include "analyzers/text/lookalikes.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

/// Longest run of combining marks that is normalized as one; longer ones only occur as an attack.
constexpr int kMaxSegment = 32;

constexpr char kBlank = ' ';
constexpr char32_t kSoftHyphen = 0x00AD;

/// Control characters and blanks become one blank, capitals small, the backtick a quote.
constexpr std::array<char, 128> MakeAsciiTable() {
  std::array<char, 128> table{};
  for (int c = 0; c < 128; ++c) {
    char mapped = static_cast<char>(c);
    if (c <= ' ' || c == 0x7F) mapped = kBlank;
    if (c >= 'A' && c <= 'Z') mapped = static_cast<char>(c - 'A' + 'a');
    if (c == '`') mapped = '\'';
    table[static_cast<std::size_t>(c)] = mapped;
  }
  return table;
}
constexpr std::array<char, 128> kAscii = MakeAsciiTable();

const icu::Normalizer2& Folder() {
  static const icu::Normalizer2* const folder = [] {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFKCCasefoldInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFKC_Casefold data");
    return instance;
  }();
  return *folder;
}

bool IsPlainHan(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }

/// Marks that strike a letter through or draw a frame around it change how it looks, not what it says.
bool IsDropped(char32_t c) {
  if (c >= 0x0334 && c <= 0x0338) return true;
  if (c >= 0x20D0 && c <= 0x20FF) return true;
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

class Builder {
 public:
  explicit Builder(std::string_view utf8) : in_(utf8) {
    out_.text.reserve(utf8.size() + 8);
    out_.source.reserve(utf8.size() + 9);
  }

  NormalizedText Run() {
    std::size_t i = 0;
    while (i < in_.size()) {
      const auto byte = static_cast<unsigned char>(in_[i]);
      const bool next_is_ascii = i + 1 >= in_.size() || static_cast<unsigned char>(in_[i + 1]) < 0x80;
      if (byte < 0x80 && next_is_ascii) {
        PutAscii(kAscii[byte], i++);
      } else {
        i = TakeSegment(i);
      }
    }
    TrimEnd();
    JoinSpacedLetters(in_, &out_);
    if (foreign_letters_) PlainLookalikes(in_, &out_);
    return std::move(out_);
  }

 private:
  /// A trailing blank's place becomes the end, so that the last word does not reach over it.
  void TrimEnd() {
    const std::size_t size = out_.text.size();
    const bool trims = size > 0 && out_.text.back() == kBlank;
    if (trims) out_.text.pop_back();
    // The blank behind "①" stands for the same character as the digit.
    const bool own_place = trims && (size == 1 || out_.source[size - 1] > out_.source[size - 2]);
    if (trims && !own_place) out_.source.pop_back();
    if (!own_place) out_.source.push_back(static_cast<std::uint32_t>(in_.size()));
  }

  void PutAscii(char c, std::size_t at) {
    if (c == kBlank && (out_.text.empty() || out_.text.back() == kBlank)) return;
    out_.text.push_back(c);
    out_.source.push_back(static_cast<std::uint32_t>(at));
  }

  void Put(std::string_view bytes, std::size_t at) {
    for (const char c : bytes)
      PutAscii(c, at);
  }

  void PutChar(char32_t c, std::size_t at) {
    AppendUtf8(c, out_.text);
    out_.source.resize(out_.text.size(), static_cast<std::uint32_t>(at));
  }

  char32_t Decode(std::size_t* at) const { return NextUtf8(in_, at); }

  bool NextIs(std::size_t at, char32_t wanted) const { return at < in_.size() && Decode(&at) == wanted; }

  /// One character with the marks that belong to it; returns where the next begins.
  std::size_t TakeSegment(std::size_t begin) {
    std::size_t at = begin;
    const char32_t first = Decode(&at);
    if (IsPlainHan(first)) {
      PutChar(first == U'制' && NextIs(at, U'劑') ? U'製' : PlainHanVariant(first), begin);
      return at;
    }
    // A soft hyphen at a line's end hides the blank behind it: the word goes on.
    if (first == kSoftHyphen)
      while (at < in_.size() && (in_[at] == '\n' || in_[at] == '\r' || in_[at] == ' '))
        ++at;
    if (first >= 0x80 && IsDropped(first)) return at;
    if (PutSpecial(first, begin, at)) return at;
    if (first >= 0x370 && first <= 0x58F) foreign_letters_ = true;

    icu::UnicodeString segment(static_cast<UChar32>(first));
    for (int length = 1; at < in_.size() && length < kMaxSegment; ++length) {
      if (static_cast<unsigned char>(in_[at]) < 0x80) break;
      std::size_t after = at;
      const char32_t c = Decode(&after);
      if (c == kSoftHyphen) break;
      if (!IsPlainHan(c) && IsDropped(c)) {
        at = after;
        continue;
      }
      if (IsPlainHan(c) || Folder().hasBoundaryBefore(static_cast<UChar32>(c))) break;
      segment.append(static_cast<UChar32>(c));
      at = after;
    }
    PutSegment(segment, begin);
    return at;
  }

  void PutSegment(const icu::UnicodeString& segment, std::size_t begin) {
    if (segment.length() == 1 && segment[0] < 0x80) {
      PutAscii(kAscii[segment[0]], begin);
      return;
    }
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString folded = Folder().normalize(segment, error);
    if (U_FAILURE(error)) return;
    bool ascii_base = false;
    for (std::int32_t i = 0; i < folded.length();) {
      const UChar32 c = folded.char32At(i);
      i += U16_LENGTH(c);
      // Marks that found no letter to compose with are decoration when they sit on plain Latin letters.
      if (ascii_base && u_charType(c) == U_NON_SPACING_MARK) continue;
      ascii_base = c < 0x80;
      if (c == 0x2044) {
        PutAscii('/', begin);
      } else if (ascii_base) {
        PutAscii(kAscii[static_cast<std::size_t>(c)], begin);
      } else {
        PutChar(static_cast<char32_t>(c), begin);
      }
    }
  }

  /// Characters whose NFKC form would harm matching. False: leave it to ICU.
  bool PutSpecial(char32_t c, std::size_t begin, std::size_t after) {
    if (c < 0x80) return false;
    if (u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x2800) {
      PutAscii(kBlank, begin);
      return true;
    }
    if (const char plain = PlainPunctuation(c)) {
      // "Exo™-based" stays one compound.
      if (plain == kBlank && after < in_.size() && in_[after] == '-') return true;
      PutAscii(plain, begin);
      return true;
    }
    if (const char letter = PlainStyledLetter(c)) {
      PutAscii(letter, begin);
      return true;
    }
    if (const int number = CircledNumber(c); number >= 0) {
      PutAscii(kBlank, begin);
      Put(std::to_string(number), begin);
      PutAscii(kBlank, begin);
      return true;
    }
    if (IsSuperscriptDigit(c) && FollowsLongWord()) {
      PutAscii(kBlank, begin);
      return true;
    }
    return false;
  }

  /// "cells²" carries a footnote mark, "cm²" a unit: three letters or more are taken for a word.
  bool FollowsLongWord() const {
    int letters = 0;
    for (std::size_t i = out_.text.size(); i > 0 && letters < 3; --i, ++letters) {
      if (!IsAsciiLetter(out_.text[i - 1])) return false;
    }
    return letters == 3;
  }

  std::string_view in_;
  NormalizedText out_;
  bool foreign_letters_ = false;
};

}  // namespace

TextSpan NormalizedText::ToSource(TextSpan span) const {
  if (span.end <= span.begin) return {source[span.begin], source[span.begin]};
  std::size_t end = span.end;
  // One source character may have become several: step over the rest of the last one.
  while (end + 1 < source.size() && source[end] <= source[span.end - 1])
    ++end;
  return {source[span.begin], source[end]};
}

NormalizedText Normalize(std::string_view utf8) { return Builder(utf8).Run(); }

}  // namespace audit
