#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/text/segment.h"
#include "analyzers/text/sentence_ends.h"

namespace audit {
namespace {

/// Quoted words up to this length inside a sentence are not cut: 「絕對安全！無副作用！」等字眼 is one statement.
constexpr std::size_t kMaxUncutQuote = 160;

/// How far a word or address is looked at.
constexpr std::size_t kMaxWord = 64;

/// The characters of a text with their places, so that looking back and ahead is easy.
class Sentences {
 public:
  explicit Sentences(std::string_view text) : text_(text), chars_(DecodeCharacters(text)) {
    has_capitals_ = std::any_of(chars_.begin(), chars_.end(), [](const Character& c) { return IsUpperCase(c.value); });
  }

  std::vector<TextSpan> Run() {
    std::size_t begin = 0;
    while (begin < chars_.size()) {
      const std::size_t end = FindEnd(begin);
      Put(begin, end);
      begin = end;
    }
    return std::move(spans_);
  }

 private:
  char32_t At(std::size_t i) const { return i < chars_.size() ? chars_[i].value : 0; }
  std::size_t ByteOf(std::size_t i) const { return i < chars_.size() ? chars_[i].place : text_.size(); }

  std::size_t SkipBlanks(std::size_t i) const {
    while (i < chars_.size() && IsBlankCharacter(At(i)))
      ++i;
    return i;
  }

  auto Place(std::size_t i) const { return chars_.begin() + static_cast<std::ptrdiff_t>(i); }
  static bool IsDash(char32_t c) { return c == '-' || c == 0x2013 || c == 0x2014; }
  bool EndsWord(std::size_t i) const { return i >= chars_.size() || IsBlankCharacter(At(i)); }

  void Put(std::size_t begin, std::size_t end) {
    begin = SkipBlanks(begin);
    begin = std::min(SkipLabel(begin, end), end);
    while (end > begin && IsBlankCharacter(At(end - 1)))
      --end;
    if (begin >= end) return;
    // A smiley or a row of stars is part of what it decorates.
    const bool has_words =
        std::any_of(Place(begin), Place(end), [](const Character& c) { return IsWordCharacter(c.value); });
    if (!has_words && !spans_.empty()) {
      spans_.back().end = ByteOf(end);
    } else {
      spans_.push_back({ByteOf(begin), ByteOf(end)});
    }
  }

  /// Past bullets and "1." "(a)" "一、" at the beginning of a sentence, unless nothing else is there.
  std::size_t SkipLabel(std::size_t begin, std::size_t end) const {
    std::size_t at = begin;
    while (at < end && (IsBullet(At(at)) || IsBlankCharacter(At(at))))
      ++at;
    if (IsDash(At(at)) && IsBlankCharacter(At(at + 1))) at = SkipBlanks(at + 1);
    const std::size_t label_end = ListLabelEnd(chars_, at);
    if (label_end > at && SkipBlanks(label_end) < end) at = SkipBlanks(label_end);
    return at < end ? at : begin;
  }

  std::size_t FindEnd(std::size_t begin) {
    const std::size_t first = SkipBlanks(begin);
    const std::size_t label_end = ListLabelEnd(chars_, first);
    OpenQuote quote;
    for (std::size_t i = first; i < chars_.size(); ++i) {
      const char32_t c = At(i);
      if (const std::size_t cut = ParagraphOrItemStart(first, i); cut > first) return cut;
      if (TrackQuote(c, first, i, &quote) || !IsTerminator(c)) continue;
      const bool in_label = i < label_end && SkipBlanks(label_end) < chars_.size();
      const std::size_t end = in_label || quote.uncut_until > i ? 0 : EndAfter(i, quote);
      if (end > 0) return end;
      while (IsTerminator(At(i + 1)))
        ++i;
    }
    return chars_.size();
  }

  struct OpenQuote {
    bool is_open = false;
    bool introduced = false;      ///< by a colon: who says it stands before it
    std::size_t uncut_until = 0;  ///< no cut before this character
  };

  /// True for a quote character; notes whether the quote that it opens is short and inside a sentence.
  bool TrackQuote(char32_t c, std::size_t first, std::size_t i, OpenQuote* quote) const {
    const char32_t closing = ClosingQuoteOf(c);
    if (closing == 0) {
      if (IsClosingQuote(c)) quote->is_open = false;
      return IsClosingQuote(c);
    }
    if (quote->is_open && c == closing) {
      quote->is_open = false;
      return true;
    }
    quote->is_open = true;
    const bool corner = closing == U'」' || closing == U'』';
    quote->introduced = i > first && (At(i - 1) == U'：' || (corner && At(i - 1) == ':'));
    // A Latin quote that leads a sentence may hold whole sentences; a Chinese one stays with who says it.
    const bool leads = first == i && closing != U'」' && closing != U'』';
    const std::size_t limit = std::min(chars_.size(), i + kMaxUncutQuote);
    for (std::size_t k = i + 1; k < limit && !leads; ++k) {
      if (At(k) != closing) continue;
      if (GoesOnAfterQuote(k)) quote->uncut_until = quote->introduced && EndsIntroduced(k) ? k - 1 : k;
      break;
    }
    return true;
  }

  /// A sentence goes on behind its quote, unless the text ends or a new sentence begins there.
  bool GoesOnAfterQuote(std::size_t closing) const {
    const std::size_t next = SkipBlanks(closing + 1);
    if (next >= chars_.size()) return false;
    const char32_t before = At(closing - 1);
    return !IsTerminator(before) || !(IsUpperCase(At(next)) || IsOpener(At(next)));
  }

  /// 醫師說：「未經核准。」 is whole, unless words about the quote follow: 宣稱：「絕對安全！」等字眼.
  bool EndsIntroduced(std::size_t closing) const {
    constexpr std::u32string_view kAboutTheQuote = U"等的之是為乃即字，、；";
    const std::size_t next = SkipBlanks(closing + 1);
    return IsHanTerminator(At(closing - 1)) && kAboutTheQuote.find(At(next)) == std::u32string_view::npos;
  }

  /// Where a new paragraph or list item begins at `i`, else 0: an empty line, a line or blank before a bullet.
  std::size_t ParagraphOrItemStart(std::size_t begin, std::size_t i) const {
    if (!IsBlankCharacter(At(i)) || (i > begin && IsBlankCharacter(At(i - 1)))) return 0;
    int lines = 0;
    std::size_t next = i;
    while (next < chars_.size() && IsBlankCharacter(At(next)))
      lines += At(next++) == '\n' ? 1 : 0;
    if (next >= chars_.size()) return 0;
    // One mark begins an item, a row of stars is a rating.
    if (lines >= 2 || (IsBullet(At(next)) && !IsBullet(At(next + 1)))) return next;
    const bool dash_item = IsDash(At(next)) && IsBlankCharacter(At(next + 1));
    if (lines == 1 && (dash_item || ListLabelEnd(chars_, next) > next)) return next;
    return 0;
  }

  /// The end of a sentence whose terminator stands at `i`, closing quotes and references included; 0 = no end here.
  std::size_t EndAfter(std::size_t i, const OpenQuote& quote) const {
    std::size_t end = i + 1;
    while (IsTerminator(At(end)))
      ++end;
    const bool single_dot = end == i + 1 && At(i) == '.';
    while (end < chars_.size() && IsCloser(At(end), quote.is_open || EndsWord(end + 1)))
      ++end;
    if (IsHanTerminator(At(i))) return HanEnd(i, end, quote.introduced);
    if (IsAttributed(end, end > i + 1)) return 0;
    end = AfterReference(i, end);
    if (At(i) == '.' || At(i) == 0x2026) return single_dot ? DotEnd(i, end) : EllipsisEnd(i, end);
    const std::size_t next = SkipBlanks(end);
    // "Is it safe?" she asked.
    if (end > i + 1 && IsLowerCase(At(next))) return 0;
    if (next == end && next < chars_.size() && !IsUpperCase(At(next)) && !IsHanOrOpener(At(next))) return 0;
    return end;
  }

  /// "I can walk." — Rosa: the name belongs to what was said. Without quotes only an em dash says so.
  bool IsAttributed(std::size_t end, bool quoted) const {
    std::size_t next = end;
    while (IsBlankCharacter(At(next)) && At(next) != '\n')
      ++next;
    return At(next) == 0x2014 || At(next) == 0x2015 || (quoted && IsDash(At(next)));
  }

  /// 「我好了！」王小姐說: what follows a closing quote at once belongs to it, unless it is a quote again.
  std::size_t HanEnd(std::size_t i, std::size_t end, bool introduced) const {
    const bool quoted = end > i + 1 && IsClosingQuote(At(end - 1));
    if (quoted && introduced && EndsIntroduced(end - 1)) return end;
    if (quoted && end < chars_.size() && !IsBlankCharacter(At(end)) && ClosingQuoteOf(At(end)) == 0) return 0;
    return end;
  }

  /// Past "[1]", "1,2" or "¹" that refer from the end of a sentence, "?+" of folded questions.
  std::size_t AfterReference(std::size_t i, std::size_t end) const {
    std::size_t at = end;
    while (IsReferenceMark(At(at)))
      ++at;
    if (At(at) == '[' && IsDecimalDigit(At(at + 1))) {
      std::size_t close = at + 1;
      while (IsDecimalDigit(At(close)) || At(close) == ',' || At(close) == '-' || At(close) == ' ')
        ++close;
      if (At(close) == ']') at = close + 1;
    }
    if (at == end && i > 0 && IsLowerCase(At(i - 1)) && IsDecimalDigit(At(at))) {
      while (at < end + 6 && (IsDecimalDigit(At(at)) || At(at) == ','))
        ++at;
    }
    return at == chars_.size() || IsBlankCharacter(At(at)) ? at : end;
  }

  std::size_t EllipsisEnd(std::size_t i, std::size_t end) const {
    const std::size_t next = SkipBlanks(end);
    if (next >= chars_.size()) return end;
    if (i == 0) return 0;
    return IsUpperCase(At(next)) && (next > end || IsLowerCase(At(next + 1))) ? end : 0;
  }

  std::size_t DotEnd(std::size_t i, std::size_t end) const {
    const std::size_t next = SkipBlanks(end);
    if (next >= chars_.size()) return end;
    if (next == end) return IsMissingBlank(i, end) ? end : 0;
    if (At(next) == '(' && ListLabelEnd(chars_, next) > next) return end;
    std::size_t start = next;
    while (start < chars_.size() && (IsOpener(At(start)) || IsBlankCharacter(At(start))))
      ++start;
    if (IsLowerCase(At(start)) && has_capitals_ && !IsMixedCaseName(start)) return 0;
    return EndsWithAbbreviation(chars_, i, start) ? 0 : end;
  }

  /// "exoHeal", "iPSC": names with a small first letter may begin a sentence.
  bool IsMixedCaseName(std::size_t start) const {
    for (std::size_t i = start; i < start + kMaxWord && (IsLowerCase(At(i)) || IsUpperCase(At(i))); ++i)
      if (IsUpperCase(At(i))) return true;
    return false;
  }

  /// "5 mg.The dose" lacks a blank; "ClinicalTrials.gov", "www.Exo.com" and "3.5" do not.
  bool IsMissingBlank(std::size_t i, std::size_t end) const {
    if (i < 2) return false;
    if (!IsUpperCase(At(end))) return IsHanCharacter(At(end)) && IsHanCharacter(At(i - 1));
    const bool word_before = IsLowerCase(At(i - 1)) && IsLowerCase(At(i - 2));
    const bool word_after = IsLowerCase(At(end + 1)) || At(end + 1) == ' ';
    if (!word_before && At(i - 1) != ')' && At(i - 1) != '%') return false;
    for (std::size_t k = i; k-- > 0 && i - k < kMaxWord && !IsBlankCharacter(At(k));)
      if (At(k) == '.' || At(k) == '/' || At(k) == '@') return false;
    for (std::size_t k = end; k < end + kMaxWord && !EndsWord(k); ++k)
      if ((At(k) == '.' && IsLowerCase(At(k + 1))) || At(k) == '/' || At(k) == '@') return false;
    return word_after;
  }

  std::string_view text_;
  std::vector<Character> chars_;
  bool has_capitals_ = false;
  std::vector<TextSpan> spans_;
};

}  // namespace

std::vector<TextSpan> SegmentSentences(std::string_view text) { return Sentences(text).Run(); }

}  // namespace audit
