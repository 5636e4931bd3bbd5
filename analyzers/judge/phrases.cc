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

std::optional<std::pair<std::size_t, std::size_t>> Phrase::FindFrom(const TokenizedText& text,
                                                                    std::size_t first) const {
  // Nearly all tokens differ in their first byte already; a number has none of its own.
  const char initial = parts_.front().word.empty() ? '\0' : parts_.front().word.front();
  for (; first < text.tokens.size(); ++first) {
    if (initial != '\0' && text.tokens[first].text.front() != initial) continue;
    if (const auto end = MatchAt(text.tokens, first)) return std::pair(first, *end);
  }
  return std::nullopt;
}

std::optional<TextSpan> Phrase::FindIn(const TokenizedText& text) const {
  const auto found = FindFrom(text, 0);
  if (!found) return std::nullopt;
  return TextSpan{text.tokens[found->first].source.begin, text.tokens[found->second - 1].source.end};
}

std::vector<TextSpan> Phrase::FindAllIn(const TokenizedText& text) const {
  std::vector<TextSpan> out;
  for (auto found = FindFrom(text, 0); found; found = FindFrom(text, found->first + 1))
    out.push_back({text.tokens[found->first].source.begin, text.tokens[found->second - 1].source.end});
  return out;
}

}  // namespace audit
