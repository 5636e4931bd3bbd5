// Phrases that a rule looks for in a statement's own words, on the same tokens as the lexicons. Immutable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/text/tokens.h"

namespace audit {

/// Words apart by blanks, matched in order: "stem*" any ending, "#" any number, "_" a gap of at most four tokens.
/// Spelling follows tokens.h: case, hyphens and width do not count.
class Phrase {
 public:
  /// Nothing when `text` holds no word.
  static std::optional<Phrase> Parse(std::string_view text);

  /// The verbatim bytes of `source` where the phrase first stands.
  std::optional<TextSpan> FindIn(const TokenizedText& text) const;
  /// Wherever it stands, in order.
  std::vector<TextSpan> FindAllIn(const TokenizedText& text) const;

  const std::string& Text() const { return text_; }

 private:
  enum class PartKind { kWord, kStem, kNumber, kGap };
  struct Part {
    PartKind kind = PartKind::kWord;
    std::string word;

    bool Matches(const Token& token) const;
  };

  /// The token after the match that begins at `first`; nothing when there is none.
  std::optional<std::size_t> MatchAt(const std::vector<Token>& tokens, std::size_t first) const;

  /// The first match that begins at or after `first`, as a range of tokens.
  std::optional<std::pair<std::size_t, std::size_t>> FindFrom(const TokenizedText& text, std::size_t first) const;

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace audit
