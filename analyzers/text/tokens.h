// A statement as tokens: words, single Han characters, numbers and punctuation, each with its place in the source.
// Concepts, context and model features are all made of these; nothing tokenizes twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace audit {

enum class TokenKind : std::uint8_t { kWord, kHan, kNumber, kPunctuation };

struct Token {
  TokenKind kind = TokenKind::kWord;
  std::string text;          ///< normalized (see normalize.h); "n't" is a token of its own: "isn't" = "is" "n't"
  TextSpan source;           ///< verbatim bytes of the statement's text
  bool capitalized = false;  ///< the source begins with an upper-case letter
  bool all_caps = false;     ///< two or more letters, all upper-case
  bool glued = false;        ///< no blank between this token and the one before (hyphens are not tokens)
  std::uint32_t upper = 0;   ///< bit i: character i of `text` is upper-case in the source; first 32 characters
};

struct TokenizedText {
  std::string normalized;     ///< what the tokens were cut from
  std::vector<Token> tokens;  ///< in order of place
};

/// Hyphens between letters separate words and are no token; a hyphen between blanks is punctuation ("-"), and so is
/// every em dash and "--". Lexicon terms are cut by the same rules:
/// - "can't", "cannot" = "can" + "n't"/"not"; "won't" = "will" "n't"; "shan't" = "shall" "n't"; "dont" = "do" "n't".
/// - 's 're 've 'll 'd 'm are tokens of their own; other apostrophes between letters stay in the word ("o'clock").
/// - Dotted acronyms are one word with their dots: "U.S." = "u.s.", also without the last dot in the source.
/// - "covid19" and "1st" are words; "5mg" is a number and a word; "510(k)" is 510 ( k ). "3.5" and "1,000" are numbers.
/// - Each punctuation character is a token; "..." is one.
TokenizedText Tokenize(std::string_view utf8);

}  // namespace audit
