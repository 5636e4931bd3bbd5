// All terms as one trie over words. A word stands for several spellings (stem, plural, case), a text token may so be
// several words; a walk from each token finds every term in time linear in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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
  /// Packs the trie. Call once after the last Add and before the first Find.
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
    std::uint64_t children = 0;  ///< bit symbol % 64 is set for each child: most look-ups end here
    Node gap = 0;                ///< where the walk goes on after a gap, 0 = no gap here
    std::uint32_t first_output = 0;
    std::uint16_t output_count = 0;
    bool is_leaf = true;
  };
  struct Step {
    Node node = 0;
    std::uint32_t next = 0;
    std::uint32_t last = 0;
    bool reports = false;
  };
  struct Edge {
    std::uint64_t key = 0;
    Node to = 0;
  };
  struct Spelling {
    std::size_t hash = 0;
    std::uint32_t text = 0;  ///< place in letters_
    std::uint32_t first_use = 0;
    std::uint16_t length = 0;
    std::uint16_t use_count = 0;  ///< 0 = free slot
  };
  using Uses = std::span<const Use>;

  void AddSpelling(const std::string& spelling, const LexiconRow& row, ConceptId id);
  Symbol SymbolOf(const Token& token, bool is_stem, bool is_last, const LexiconRow& row);
  Node Child(Node node, Symbol symbol);
  Node GapChild(Node node);
  void FreezeEdges();
  void FreezeOutputs();
  void FreezeSpellings();
  Node FindChild(Node node, Symbol symbol) const;
  Uses FindUses(std::string_view word) const;
  Uses UsesOf(const Token& token) const;
  void Advance(const Step& step, const std::vector<Token>& tokens, const std::vector<Uses>& uses,
               std::vector<Step>* steps) const;

  // While terms are added.
  std::unordered_map<std::string, Symbol> symbols_;
  std::unordered_map<std::string, std::vector<Use>> growing_spellings_;
  std::unordered_map<std::uint64_t, Node> growing_edges_;
  std::vector<std::pair<Node, Output>> growing_outputs_;

  // Packed for matching; both tables use open addressing and are a power of two long.
  std::vector<NodeData> nodes_;
  std::vector<Output> outputs_;  ///< by node
  std::vector<Edge> edges_;
  std::vector<Node> root_children_;  ///< by symbol
  std::vector<Spelling> spellings_;
  std::vector<Use> uses_;
  std::string letters_;
};

}  // namespace audit
