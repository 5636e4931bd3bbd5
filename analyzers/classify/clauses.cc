#include "analyzers/classify/clauses.h"

#include <string_view>

namespace audit {
namespace {

constexpr std::size_t kLongestQuotation = 10;  // tokens; a longer one is speech, not a mention

bool Is(const Token& token, std::string_view text) {
  return token.kind == TokenKind::kPunctuation && token.text == text;
}

bool EndsSentence(const Token& token) { return Is(token, ".") || Is(token, "!") || Is(token, "?") || Is(token, "。"); }

bool EndsClause(const Token& token) {
  return Is(token, ";") || Is(token, ":") || Is(token, "-") || Is(token, "|") || Is(token, "(") || Is(token, ")") ||
         Is(token, "·") || Is(token, "•") || Is(token, "→") || Is(token, "✔") || Is(token, "✓");
}

bool IsQuote(const Token& token) {
  return Is(token, "\"") || Is(token, "「") || Is(token, "」") || Is(token, "『") || Is(token, "』");
}

class Splitter {
 public:
  Splitter(const ConceptIds& ids, StatementView& view) : ids_(ids), view_(view) {}

  void Run() {
    const auto& tokens = view_.Tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i > start_ && OpensClause(i)) Close(i);
      if (i == start_) hypothetical_ = OpensCondition(i);
      const bool comma = Is(tokens[i], ",");
      if (EndsSentence(tokens[i]) && !(tokens[i].text == "." && tokens[i].glued && NextIsGlued(i))) {
        Close(i + 1);
        EndSentence(i + 1);
      } else if (EndsClause(tokens[i]) || (comma && CommaEndsClause(i))) {
        Close(i + 1);
      }
    }
    Close(tokens.size());
    EndSentence(tokens.size());
    view_.clause_of.assign(tokens.size(), 0);
    for (std::size_t c = 0; c < view_.clauses.size(); ++c)
      for (std::size_t t = view_.clauses[c].tokens.first; t < view_.clauses[c].tokens.last; ++t)
        view_.clause_of[t] = static_cast<std::uint16_t>(c);
  }

 private:
  bool NextIsGlued(std::size_t i) const { return i + 1 < view_.Tokens().size() && view_.Tokens()[i + 1].glued; }

  bool OpensClause(std::size_t i) const {
    return MatchAt(view_, ids_.contrast, i).last > i || MatchAt(view_, ids_.clause_opener, i).last > i ||
           MatchAt(view_, ids_.condition, i).last > i;
  }

  bool OpensCondition(std::size_t i) const { return MatchAt(view_, ids_.condition, i).last > i; }

  // Chinese commas part clauses. English ones do after a condition, or before a new subject; in lists they do not.
  bool CommaEndsClause(std::size_t i) const {
    const auto& tokens = view_.Tokens();
    if (hypothetical_) return true;
    if (i == 0 || i + 1 >= tokens.size()) return false;
    if (tokens[i - 1].kind == TokenKind::kHan || tokens[i + 1].kind == TokenKind::kHan) return true;
    std::size_t next = i + 1;
    if (tokens[next].text == "and" || tokens[next].text == "so" || tokens[next].text == "or") ++next;
    if (next >= tokens.size()) return false;
    for (const std::string_view subject :
         {"we",    "our",   "ours",  "it",  "they",  "you",    "i",        "he",  "she",    "this", "that",
          "these", "those", "which", "who", "there", "nobody", "everyone", "let", "please", "ask"})
      if (tokens[next].text == subject) return true;
    return false;
  }

  void Close(std::size_t end) {
    if (end <= start_) return;
    // 65,535 clauses are far beyond a statement; what is longer stays one clause.
    if (view_.clauses.size() < 0xFFFF)
      view_.clauses.push_back({{start_, end}, sentence_, false, hypothetical_});
    else
      view_.clauses.back().tokens.last = end;
    start_ = end;
    hypothetical_ = false;
  }

  void EndSentence(std::size_t end) {
    const auto& tokens = view_.Tokens();
    bool questioned = end > 0 && Is(tokens[end - 1], "?");
    const std::size_t first = first_clause_ < view_.clauses.size() ? view_.clauses[first_clause_].tokens.first : end;
    if (!questioned && Holds(view_, ids_.question_word, {first, end})) questioned = true;
    for (std::size_t c = first_clause_; c < view_.clauses.size(); ++c)
      view_.clauses[c].questioned = questioned;
    if (first_clause_ < view_.clauses.size()) ++sentence_;
    first_clause_ = view_.clauses.size();
  }

  const ConceptIds& ids_;
  StatementView& view_;
  std::size_t start_ = 0;
  std::size_t first_clause_ = 0;
  std::size_t sentence_ = 0;
  bool hypothetical_ = false;
};

void MarkQuotations(StatementView& view) {
  const auto& tokens = view.Tokens();
  view.quoted.assign(tokens.size(), false);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!IsQuote(tokens[i])) continue;
    std::size_t close = i + 1;
    while (close < tokens.size() && close - i <= kLongestQuotation + 1 && !IsQuote(tokens[close]))
      ++close;
    if (close >= tokens.size() || !IsQuote(tokens[close])) continue;
    for (std::size_t t = i + 1; t < close; ++t)
      view.quoted[t] = true;
    i = close;
  }
}

}  // namespace

void SplitClauses(const ConceptIds& ids, StatementView& view) {
  view.clauses.clear();
  Splitter(ids, view).Run();
  MarkQuotations(view);
}

}  // namespace audit
