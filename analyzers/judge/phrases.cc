#include "analyzers/judge/phrases.h"

#include <sstream>

namespace audit {
namespace {

constexpr std::size_t kGapTokens = 4;

}  // namespace

std::optional<Phrase> Phrase::Parse(std::string_view text) {
  Phrase out;
  out.text_ = text;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    if (word == "_" || word == "#") {
      out.parts_.push_back({word == "_" ? PartKind::kGap : PartKind::kNumber, ""});
      continue;
    }
    const bool is_stem = word.size() > 1 && word.ends_with('*');
    if (is_stem) word.pop_back();
    for (Token& token : Tokenize(word).tokens)
      out.parts_.push_back({PartKind::kWord, std::move(token.text)});
    if (is_stem && !out.parts_.empty()) out.parts_.back().kind = PartKind::kStem;
  }
  const auto is_gap = [](const Part& part) { return part.kind == PartKind::kGap; };
  if (out.parts_.empty() || is_gap(out.parts_.front()) || is_gap(out.parts_.back())) return std::nullopt;
  return out;
}

bool Phrase::Part::Matches(const Token& token) const {
  switch (kind) {
    case PartKind::kWord:
      return token.text == word;
    case PartKind::kStem:
      return token.text.starts_with(word);
    case PartKind::kNumber:
      return token.kind == TokenKind::kNumber;
    case PartKind::kGap:
      break;
  }
  return false;
}

std::optional<std::size_t> Phrase::MatchAt(const std::vector<Token>& tokens, std::size_t first) const {
  if (!parts_.front().Matches(tokens[first])) return std::nullopt;
  if (parts_.size() == 1) return first + 1;
  std::vector<std::size_t> places = {first + 1};  // tokens at which the next part may stand
  for (std::size_t part = 1; part < parts_.size() && !places.empty(); ++part) {
    std::vector<std::size_t> next;
    for (const std::size_t place : places) {
      if (parts_[part].kind == PartKind::kGap) {
        for (std::size_t skip = 0; skip <= kGapTokens && place + skip < tokens.size(); ++skip)
          if (next.empty() || next.back() < place + skip) next.push_back(place + skip);
      } else if (place < tokens.size() && parts_[part].Matches(tokens[place])) {
        next.push_back(place + 1);
      }
    }
    places = std::move(next);
  }
  return places.empty() ? std::nullopt : std::optional(places.front());
}

std::optional<TextSpan> Phrase::FindIn(const TokenizedText& text) const {
  // Nearly all tokens differ in their first byte already; a number has none of its own.
  const char initial = parts_.front().word.empty() ? '\0' : parts_.front().word.front();
  for (std::size_t first = 0; first < text.tokens.size(); ++first) {
    if (initial != '\0' && text.tokens[first].text.front() != initial) continue;
    if (const auto end = MatchAt(text.tokens, first))
      return TextSpan{text.tokens[first].source.begin, text.tokens[*end - 1].source.end};
  }
  return std::nullopt;
}

}  // namespace audit
