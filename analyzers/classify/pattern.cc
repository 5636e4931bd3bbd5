#include "analyzers/classify/pattern.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace audit {
namespace {

constexpr std::size_t kDefaultGap = 5;
constexpr std::size_t kShortestStem = 2;

bool EndsSentence(const Token& token) {
  return token.kind == TokenKind::kPunctuation &&
         (token.text == "." || token.text == "!" || token.text == "?" || token.text == "。");
}

bool AtStart(const StatementView& view, std::size_t token) {
  while (token > 0 && view.Tokens()[token - 1].kind == TokenKind::kPunctuation) {
    if (EndsSentence(view.Tokens()[token - 1])) return true;
    --token;
  }
  return token == 0;
}

bool AtEnd(const StatementView& view, std::size_t token) {
  const auto& tokens = view.Tokens();
  while (token < tokens.size() && tokens[token].kind == TokenKind::kPunctuation) {
    if (EndsSentence(tokens[token])) return true;
    ++token;
  }
  return token == tokens.size();
}

class Matcher {
 public:
  Matcher(const Pattern& pattern, const SymbolLattice& lattice, const StatementView& view)
      : pattern_(pattern), lattice_(lattice), view_(view) {}

  // Depth is bounded by the number of elements of the pattern, never by the statement.
  std::size_t Match(std::size_t element, std::size_t token) const {
    if (element == pattern_.elements.size()) return token;
    const auto& here = pattern_.elements[element];
    switch (here.kind) {
      case PatternElement::Kind::kStart:
        return AtStart(view_, token) ? Match(element + 1, token) : 0;
      case PatternElement::Kind::kEnd:
        return AtEnd(view_, token) ? Match(element + 1, token) : 0;
      case PatternElement::Kind::kPhrase: {
        if (token < lattice_.size())
          if (const std::size_t end = lattice_.MatchPhrase(here, token))
            if (const std::size_t whole = Match(element + 1, end)) return whole;
        return here.optional ? Match(element + 1, token) : 0;
      }
      case PatternElement::Kind::kGap:
      case PatternElement::Kind::kWideGap:
        return MatchGap(here, element, token);
    }
    return 0;
  }

 private:
  std::size_t MatchGap(const PatternElement& gap, std::size_t element, std::size_t token) const {
    const bool wide = gap.kind == PatternElement::Kind::kWideGap;
    const std::size_t home = token > 0 ? view_.clause_of[token - 1] : 0;
    for (std::size_t skipped = 0; skipped <= gap.gap; ++skipped) {
      const std::size_t next = token + skipped;
      if (next > lattice_.size()) return 0;
      if (!wide && next < lattice_.size() && view_.clause_of[next] != home) return 0;
      if (const std::size_t end = Match(element + 1, next)) return end;
    }
    return 0;
  }

  const Pattern& pattern_;
  const SymbolLattice& lattice_;
  const StatementView& view_;
};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// A literal phrase becomes the tokens that the tokenizer makes of it; a trailing '*' on the last makes a stem.
std::vector<Symbol> ParseSequence(std::string_view text, SymbolTable& table) {
  std::vector<Symbol> out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (word.size() > 1 && (word.front() == '(' || word.back() == ')'))
      throw std::invalid_argument("groups do not nest: \"" + std::string(word) + "\"");
    if (word == "#") {
      out.push_back(table.OfNumber());
    } else if (word.size() > 1 && word[0] == '@') {
      out.push_back(table.OfConcept(word.substr(1)));
    } else if (word.size() > 1 && word[0] == '\'') {
      out.push_back(table.OfWord(std::string(word)));  // "'s", "'ll": cut off by the tokenizer, so written alone here
    } else {
      const bool stem = word.size() > 1 && word.back() == '*';
      const auto tokens = Tokenize(stem ? word.substr(0, word.size() - 1) : word).tokens;
      for (std::size_t i = 0; i < tokens.size(); ++i)
        out.push_back(stem && i + 1 == tokens.size() ? table.OfStem(tokens[i].text) : table.OfWord(tokens[i].text));
    }
  }
  if (out.empty()) throw std::invalid_argument("an empty alternative");
  return out;
}

std::size_t ParseGap(std::string_view digits) {
  std::size_t gap = kDefaultGap;
  if (digits.empty()) return gap;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), gap);
  if (error != std::errc() || end != digits.data() + digits.size() || gap > 40)
    throw std::invalid_argument("a gap is ~ and a number up to 40, not \"~" + std::string(digits) + "\"");
  return gap;
}

// Pieces of a pattern are separated by blanks outside parentheses.
std::vector<std::string_view> Pieces(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == ' ' && depth == 0)) {
      if (i > start) out.push_back(text.substr(start, i - start));
      start = i + 1;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')') {
      --depth;
    }
  }
  if (depth != 0) throw std::invalid_argument("\"(\" without \")\"");
  return out;
}

std::vector<std::vector<Symbol>> ParseAtom(std::string_view piece, SymbolTable& table, const PatternClasses& classes) {
  if (piece.size() > 2 && piece.front() == '(' && piece.back() == ')')
    return ParseAlternatives(piece.substr(1, piece.size() - 2), table, classes);
  return ParseAlternatives(piece, table, classes);
}

}  // namespace

Alternatives::Alternatives(std::vector<std::vector<Symbol>> all) : sequences(std::move(all)) {
  for (const auto& sequence : sequences) {
    firsts.push_back(sequence.front());
    bits |= BitOfSymbol(sequence.front());
  }
}

Symbol SymbolTable::OfWord(const std::string& word) {
  const auto [at, added] = words_.try_emplace(word, next_);
  if (added) ++next_;
  return at->second;
}

Symbol SymbolTable::OfStem(const std::string& stem) {
  const auto [at, added] = stems_.try_emplace(stem, next_);
  longest_stem_ = std::max(longest_stem_, stem.size());
  if (added) ++next_;
  return at->second;
}

Symbol SymbolTable::OfConcept(std::string_view name) {
  const bool sure = name.ends_with('!');
  const ConceptId id = concepts_.IdOf(sure ? name.substr(0, name.size() - 1) : name);
  auto& symbols = sure ? sure_concepts_ : concept_symbols_;
  if (symbols.size() <= id) symbols.resize(id + 1);
  if (symbols[id] == 0) symbols[id] = next_++;
  return symbols[id];
}

Symbol SymbolTable::OfNumber() { return 0; }

std::vector<Symbol> SymbolTable::OfToken(const Token& token) const {
  std::vector<Symbol> out;
  const std::string_view word = token.text;
  if (const auto at = words_.find(word); at != words_.end()) out.push_back(at->second);
  if (token.kind == TokenKind::kNumber) out.push_back(0);
  if (token.kind != TokenKind::kWord) return out;
  for (std::size_t length = kShortestStem; length <= std::min(word.size(), longest_stem_); ++length) {
    const auto at = stems_.find(word.substr(0, length));
    if (at != stems_.end()) out.push_back(at->second);
  }
  return out;
}

SymbolLattice::SymbolLattice(const StatementView& view, const SymbolTable& table) {
  const auto& tokens = view.Tokens();
  offsets_.reserve(tokens.size() + 1);
  edges_.reserve(tokens.size() * 2);
  thread_local KeptByWord<std::vector<Symbol>> kept;
  kept.Begin(table.Owner());
  std::size_t match = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    offsets_.push_back(static_cast<std::uint32_t>(edges_.size()));
    const auto next = static_cast<std::uint32_t>(i + 1);
    for (const Symbol symbol : kept.Of(tokens[i], [&] { return table.OfToken(tokens[i]); }))
      edges_.push_back({symbol, next});
    while (match < view.concepts.size() && view.concepts[match].first < i)
      ++match;
    for (std::size_t m = match; m < view.concepts.size() && view.concepts[m].first == i; ++m) {
      const auto end = static_cast<std::uint32_t>(view.concepts[m].last + 1);
      if (const Symbol symbol = table.FindConcept(view.concepts[m].id); symbol != 0) edges_.push_back({symbol, end});
      if (view.concepts[m].ambiguous) continue;
      if (const Symbol symbol = table.FindSureConcept(view.concepts[m].id); symbol != 0)
        edges_.push_back({symbol, end});
    }
  }
  offsets_.push_back(static_cast<std::uint32_t>(edges_.size()));
  bits_.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i)
    for (const Edge& edge : At(i))
      bits_[i] |= BitOfSymbol(edge.symbol);
  for (const SymbolBits bits : bits_)
    all_bits_ |= bits;
}

std::size_t SymbolLattice::MatchSequence(const std::vector<Symbol>& sequence, std::size_t index,
                                         std::size_t token) const {
  if (index == sequence.size()) return token;
  if (token >= size()) return 0;
  for (const Edge& edge : At(token))
    if (edge.symbol == sequence[index])
      if (const std::size_t end = MatchSequence(sequence, index + 1, edge.end)) return end;
  return 0;
}

std::size_t SymbolLattice::MatchPhrase(const PatternElement& element, std::size_t token) const {
  const auto& [sequences, firsts, bits] = element.alternatives;
  std::size_t best = 0;
  if ((bits & bits_[token]) == 0) return best;
  for (std::size_t i = 0; i < firsts.size(); ++i)
    if ((BitOfSymbol(firsts[i]) & bits_[token]) != 0) best = std::max(best, MatchSequence(sequences[i], 0, token));
  return best;
}

bool SymbolLattice::Occurs(const Alternatives& alternatives) const {
  const auto& [sequences, firsts, bits] = alternatives;
  if ((bits & all_bits_) == 0) return false;
  for (std::size_t token = 0; token < size(); ++token) {
    if ((bits & bits_[token]) == 0) continue;
    for (std::size_t i = 0; i < firsts.size(); ++i)
      if ((BitOfSymbol(firsts[i]) & bits_[token]) != 0 && MatchSequence(sequences[i], 0, token)) return true;
  }
  return false;
}

std::size_t MatchPattern(const Pattern& pattern, const SymbolLattice& lattice, const StatementView& view,
                         std::size_t token) {
  return Matcher(pattern, lattice, view).Match(0, token);
}

std::vector<std::vector<Symbol>> ParseAlternatives(std::string_view text, SymbolTable& table,
                                                   const PatternClasses& classes) {
  std::vector<std::vector<Symbol>> out;
  std::size_t at = 0;
  while (at <= text.size()) {
    std::size_t end = text.find('|', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view one = Trim(text.substr(at, end - at));
    at = end + 1;
    if (one.size() > 2 && one.front() == '<' && one.back() == '>') {
      const auto known = classes.find(one.substr(1, one.size() - 2));
      if (known == classes.end()) throw std::invalid_argument("no class " + std::string(one));
      out.insert(out.end(), known->second.begin(), known->second.end());
    } else {
      out.push_back(ParseSequence(one, table));
    }
  }
  return out;
}

Pattern ParsePattern(std::string_view text, SymbolTable& table, const PatternClasses& classes) {
  Pattern out;
  for (std::string_view piece : Pieces(text)) {
    PatternElement element;
    if (piece == "^") {
      element.kind = PatternElement::Kind::kStart;
    } else if (piece == "$") {
      element.kind = PatternElement::Kind::kEnd;
    } else if (piece.starts_with("~~")) {
      element.kind = PatternElement::Kind::kWideGap;
      element.gap = ParseGap(piece.substr(2));
    } else if (piece.front() == '~') {
      element.kind = PatternElement::Kind::kGap;
      element.gap = ParseGap(piece.substr(1));
    } else if (piece.size() > 1 && (piece.front() == '+' || piece.front() == '-')) {
      auto& conditions = piece.front() == '+' ? out.needed : out.forbidden;
      conditions.emplace_back(ParseAtom(piece.substr(1), table, classes));
      continue;
    } else {
      if (piece.size() > 1 && piece.back() == '?') {
        element.optional = true;
        piece.remove_suffix(1);
      }
      element.alternatives = Alternatives(ParseAtom(piece, table, classes));
    }
    out.elements.push_back(std::move(element));
  }
  const auto first = std::find_if(out.elements.begin(), out.elements.end(), [](const PatternElement& element) {
    return element.kind != PatternElement::Kind::kStart;
  });
  if (first == out.elements.end() || first->kind != PatternElement::Kind::kPhrase || first->optional)
    throw std::invalid_argument("a pattern begins with words, not with a gap or something optional");
  return out;
}

}  // namespace audit
