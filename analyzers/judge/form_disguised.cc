#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analyzers/judge/forms.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kSpacedLetters = 3;  // single letters in a row that no longer happen by chance

bool IsLatin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool IsLower(char32_t c) { return c >= 'a' && c <= 'z'; }
bool IsForeignLookalike(char32_t c) { return (c >= 0x391 && c <= 0x3C9) || (c >= 0x400 && c <= 0x45F); }
bool IsLetter(char32_t c) { return IsLatin(c) || IsForeignLookalike(c); }
bool IsHan(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool IsBlank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000; }
/// Characters that take no room. The soft hyphen is left out: it is honest typography.
bool IsZeroWidth(char32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

std::vector<char32_t> Decode(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < text.size();)
    out.push_back(NextUtf8(text, &at));
  return out;
}

bool HasZeroWidthInWord(const std::vector<char32_t>& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (IsZeroWidth(text[i]) && (IsLatin(text[i - 1]) || IsHan(text[i - 1])) &&
        (IsLatin(text[i + 1]) || IsHan(text[i + 1])))
      return true;
  return false;
}

/// A Greek or Cyrillic letter beside Latin ones; "TGF-β" has a hyphen between, "μm" and "βcell" begin with theirs.
bool HasMixedWord(const std::vector<char32_t>& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (IsForeignLookalike(text[i]) && IsLatin(text[i - 1]) && IsLatin(text[i + 1])) return true;
  return false;
}

bool HasZeroForLetter(const std::vector<char32_t>& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == '0' && IsLower(text[i - 1]) && IsLower(text[i + 1])) return true;
  return false;
}

/// "F D A": single letters with a blank on either side.
bool HasSpacedWord(const std::vector<char32_t>& text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsBlank(text[i])) continue;
    const bool alone =
        IsLetter(text[i]) && (i == 0 || IsBlank(text[i - 1])) && (i + 1 == text.size() || IsBlank(text[i + 1]));
    run = alone ? run + 1 : 0;
    if (run >= kSpacedLetters) return true;
  }
  return false;
}

/// A claim written so that people read it and programs do not.
class DisguisedForm : public RuleForm {
 public:
  explicit DisguisedForm(Selectors statement) : statement_(std::move(statement)) {}

  std::vector<FormMatch> Find(const DocumentView& view) const override {
    std::vector<FormMatch> out;
    for (std::size_t i = 0; i < view.statements().size(); ++i) {
      if (!view.Speaks(i)) continue;
      const auto hit = statement_.Match(view, i);
      if (!hit) continue;
      const std::string_view how = HowDisguised(view, i);
      if (how.empty()) continue;
      FormMatch match;
      match.anchor = i;
      match.reason = fmt::format("{} Its words are written with {}.", Tell(*hit), how);
      out.push_back(std::move(match));
    }
    return out;
  }

 private:
  static std::string_view HowDisguised(const DocumentView& view, std::size_t statement) {
    const auto text = Decode(view.statements()[statement].text);
    if (HasZeroWidthInWord(text)) return "invisible characters inside words";
    if (HasMixedWord(text)) return "letters of another alphabet that look Latin";
    if (HasZeroForLetter(text)) return "a zero in place of a letter";
    // In print, letters set apart are a designer's choice and come out of the file as such.
    if (view.document().format != "pdf" && HasSpacedWord(text)) return "blanks between the letters of a word";
    return "";
  }

  Selectors statement_;
};

}  // namespace

std::unique_ptr<const RuleForm> ReadDisguisedForm(const YamlFile& file, const YamlNode& node) {
  return std::make_unique<DisguisedForm>(ReadSelectors(file, node));
}

}  // namespace audit
