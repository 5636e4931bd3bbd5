// All terms as one trie over words. A word stands for several spellings (stem, plural, case), a text token may so be
// several words; a walk from each token finds every term in time linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/text/concepts.h"
#include "analyzers/text/lexicon.h"
#include "analyzers/text/tokens.h"

namespace audit {

struct TermHit {
  ConceptId id = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  bool ambiguous = false;
  bool by_case_alone = false;  ///< a term `^#`, which only its capitals tell from an ordinary word
};

class TermTrie {
 public:
  TermTrie();

  /// Adds the term with its joined and simplified spellings. Throws SetupError for a term that cannot be matched.
  void Add(const LexiconRow& row, ConceptId id);
  /// Call once after the last Add and before the first Find.
  void Freeze();
  /// Every term at every place, also nested and overlapping ones.
  std::vector<TermHit> Find(const std::vector<Token>& tokens) const;

 private:
  using Node = std::uint32_t;
  using Symbol = std::uint32_t;

  /// One word of the terms as one spelling may stand for it.
  struct Use {
    Symbol symbol = 0;
    bool cased = false;
    std::uint32_t upper = 0;  ///< which of the first characters must be capitals
    std::uint32_t mask = 0;   ///< which characters are looked at
  };
  struct Output {
    ConceptId id = 0;
    bool ambiguous = false;
    bool by_case_alone = false;
  };
  struct NodeData {
    std::vector<Output> outputs;
    Node gap = 0;  ///< where the walk goes on after a gap, 0 = no gap here
    bool is_leaf = true;
  };
  struct Step {
    Node node = 0;
    std::size_t next = 0;
    std::size_t last = 0;
    bool reports = false;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Edge {
    std::uint64_t key = 0;
    Node to = 0;
  };

  void AddSpelling(const std::string& spelling, const LexiconRow& row, ConceptId id);
  Symbol SymbolOf(const Token& token, bool is_stem, bool is_last, const LexiconRow& row);
  Node Child(Node node, Symbol symbol);
  Node FindChild(Node node, Symbol symbol) const;
  const std::vector<Use>* UsesOf(const Token& token) const;
  void Advance(const Step& step, const std::vector<Token>& tokens, const std::vector<const std::vector<Use>*>& uses,
               std::vector<Step>* steps) const;

  std::unordered_map<std::string, Symbol> symbols_;
  std::unordered_map<std::string, std::vector<Use>, TextHash, std::equal_to<>> spellings_;
  std::vector<NodeData> nodes_;
  std::unordered_map<std::uint64_t, Node> growing_edges_;
  std::vector<Edge> edges_;          ///< open addressing, a power of two long
  std::vector<Node> root_children_;  ///< by symbol
};

}  // namespace audit
