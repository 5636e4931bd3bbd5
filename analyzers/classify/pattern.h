// A phrase over words, stems, concepts and gaps, compiled to symbols. Internal to the rule book.
//   word  stem*  @CONCEPT  @CONCEPT! (unambiguous terms only)  <CLASS>  (a|b c|d*)  number #  start ^  end $  optional:
//   suffix ? gap ~N (at most N tokens of the same clause; ~ alone is 5)   gap across clauses ~~N conditions on the
//   whole statement: +X needs X somewhere, -X forbids it
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/classify/statement_view.h"
#include "analyzers/text/kept_by_word.h"

namespace audit {

using Symbol = std::uint32_t;

/// A set of symbols, as one bit for symbol % 64 each: what shares no bit with it has none of them.
using SymbolBits = std::uint64_t;
constexpr SymbolBits BitOfSymbol(Symbol symbol) { return SymbolBits{1} << (symbol % 64U); }

/// Words looked up without a copy of them.
struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
};
using WordSymbols = std::unordered_map<std::string, Symbol, WordHash, std::equal_to<>>;

/// Sequences of symbols of which one must match.
struct Alternatives {
  Alternatives() = default;
  explicit Alternatives(std::vector<std::vector<Symbol>> all);

  std::vector<std::vector<Symbol>> sequences;  ///< none is empty
  std::vector<Symbol> firsts;                  ///< of each sequence, side by side: most alternatives end there
  SymbolBits bits = 0;                         ///< of the firsts
};

struct PatternElement {
  enum class Kind : std::uint8_t { kPhrase, kGap, kWideGap, kStart, kEnd };
  Kind kind = Kind::kPhrase;
  bool optional = false;
  std::size_t gap = 0;  ///< greatest number of tokens skipped
  Alternatives alternatives;
};

struct Pattern {
  std::vector<PatternElement> elements;
  std::vector<Alternatives> needed;     ///< one of the sequences of each must occur
  std::vector<Alternatives> forbidden;  ///< none of the sequences may occur
};

/// Words, stems and concepts with a number each.
class SymbolTable {
 public:
  explicit SymbolTable(const ConceptMatcher& concepts) : concepts_(concepts) {}

  /// Adds what is not there yet. `word` is a normalized token.
  Symbol OfWord(const std::string& word);
  Symbol OfStem(const std::string& stem);
  /// Throws std::out_of_range for an unknown concept.
  Symbol OfConcept(std::string_view name);
  Symbol OfNumber();

  /// 0, which is the symbol of numbers, for one that no pattern names.
  Symbol FindConcept(ConceptId id) const { return id < concept_symbols_.size() ? concept_symbols_[id] : 0; }
  Symbol FindSureConcept(ConceptId id) const { return id < sure_concepts_.size() ? sure_concepts_[id] : 0; }
  /// Symbols of the token as a word, as a number, and of all stems that it begins with.
  std::vector<Symbol> OfToken(const Token& token) const;
  std::size_t size() const { return next_; }
  const WordOwner& Owner() const { return owner_; }

 private:
  const ConceptMatcher& concepts_;
  WordOwner owner_;
  Symbol next_ = 1;  // 0 = any number token
  WordSymbols words_;
  WordSymbols stems_;
  std::size_t longest_stem_ = 0;
  std::vector<Symbol> concept_symbols_;  // by ConceptId
  std::vector<Symbol> sure_concepts_;    // "@CONCEPT!"
};

/// The symbols that begin at each token of one statement, with the token at which each ends.
class SymbolLattice {
 public:
  SymbolLattice(const StatementView& view, const SymbolTable& table);

  struct Edge {
    Symbol symbol;
    std::uint32_t end;
  };
  std::span<const Edge> At(std::size_t token) const {
    return {edges_.data() + offsets_[token], edges_.data() + offsets_[token + 1]};
  }
  std::size_t size() const { return offsets_.size() - 1; }

  /// One past the last token of the longest alternative that starts at `token`, or 0 if none does.
  std::size_t MatchPhrase(const PatternElement& element, std::size_t token) const;
  bool Occurs(const Alternatives& alternatives) const;

 private:
  std::size_t MatchSequence(const std::vector<Symbol>& sequence, std::size_t index, std::size_t token) const;

  std::vector<Edge> edges_;
  std::vector<std::uint32_t> offsets_;
  std::vector<SymbolBits> bits_;  ///< by token
  SymbolBits all_bits_ = 0;       ///< of all tokens
};

/// One past the last token of `pattern` when it starts at `token`, or 0.
std::size_t MatchPattern(const Pattern& pattern, const SymbolLattice& lattice, const StatementView& view,
                         std::size_t token);

/// Named classes of alternatives.
using PatternClasses = std::map<std::string, std::vector<std::vector<Symbol>>, std::less<>>;

/// Throws std::invalid_argument with what is wrong.
std::vector<std::vector<Symbol>> ParseAlternatives(std::string_view text, SymbolTable& table,
                                                   const PatternClasses& classes);
Pattern ParsePattern(std::string_view text, SymbolTable& table, const PatternClasses& classes);

}  // namespace audit
