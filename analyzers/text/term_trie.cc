#include "analyzers/text/term_trie.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "analyzers/setup_error.h"
#include "analyzers/text/han_scripts.h"
#include "analyzers/text/utf8.h"
#include "analyzers/text/word_forms.h"

namespace audit {
namespace {

constexpr std::size_t kMaxGap = 4;
constexpr std::size_t kMaxHyphensJoined = 3;

bool IsAsciiAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// A gap does not reach over the end of a sentence or clause.
bool EndsGap(const Token& token) {
  if (token.kind != TokenKind::kPunctuation) return false;
  static constexpr std::string_view kStops[] = {".", ";", ":", "!", "?", "...", "\u3002"};
  return std::find(std::begin(kStops), std::end(kStops), token.text) != std::end(kStops);
}

/// May stand between the words of any term: "FDA's approval", FDA "approved".
bool IsTransparent(const Token& token) { return token.text == "'s" || token.text == "\""; }

/// The term with each choice of its inner hyphens left out.
std::vector<std::string> JoinedSpellings(const std::string& term) {
  std::vector<std::size_t> hyphens;
  for (std::size_t i = 1; i + 1 < term.size(); ++i)
    if (term[i] == '-' && IsAsciiAlnum(term[i - 1]) && IsAsciiAlnum(term[i + 1])) hyphens.push_back(i);
  if (hyphens.size() > kMaxHyphensJoined) hyphens.resize(kMaxHyphensJoined);
  std::vector<std::string> spellings;
  for (std::size_t choice = 0; choice < (std::size_t{1} << hyphens.size()); ++choice) {
    std::string spelling = term;
    for (std::size_t k = hyphens.size(); k-- > 0;)
      if ((choice >> k) & 1U) spelling.erase(hyphens[k], 1);
    spellings.push_back(std::move(spelling));
  }
  return spellings;
}

std::string Simplified(std::string_view term) {
  std::string out;
  for (std::size_t i = 0; i < term.size();)
    AppendUtf8(SimplifiedHan(DecodeUtf8(term, &i)), &out);
  return out;
}

/// The term as given and as others write it.
std::vector<std::string> Spellings(const LexiconRow& row) {
  std::vector<std::string> spellings = row.exact ? std::vector<std::string>{row.term} : JoinedSpellings(row.term);
  const std::size_t count = spellings.size();
  for (std::size_t i = 0; i < count; ++i) {
    std::string without_commas = spellings[i];
    std::erase(without_commas, ',');
    const bool inner = spellings[i].find(',') < spellings[i].size() - 1;
    if (inner && !without_commas.empty()) spellings.push_back(std::move(without_commas));
  }
  if (row.lang == "zh") {
    std::string simplified = Simplified(row.term);
    if (simplified != row.term) spellings.push_back(std::move(simplified));
  }
  return spellings;
}

std::uint64_t EdgeKey(std::uint32_t node, std::uint32_t symbol) {
  return (static_cast<std::uint64_t>(node) << 32U) | symbol;
}

std::size_t EdgeSlot(std::uint64_t key, std::size_t size) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 20U) & (size - 1);
}

}  // namespace

// Node 0 means "none" everywhere; node 1 is the root.
TermTrie::TermTrie() : nodes_(2) {}

void TermTrie::Add(const LexiconRow& row, ConceptId id) {
  for (const std::string& spelling : Spellings(row))
    AddSpelling(spelling, row, id);
}

void TermTrie::AddSpelling(const std::string& spelling, const LexiconRow& row, ConceptId id) {
  const std::vector<Token> tokens = Tokenize(spelling).tokens;
  Node node = 1;
  bool after_gap = true;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "_") {
      if (after_gap || i + 1 == tokens.size())
        throw SetupError(fmt::format("{}: '{}': a gap must stand between words", row.where, row.term));
      if (nodes_[node].gap == 0) {
        nodes_[node].gap = static_cast<Node>(nodes_.size());
        nodes_[node].is_leaf = false;
        nodes_.emplace_back();
      }
      node = nodes_[node].gap;
      after_gap = true;
      continue;
    }
    const bool is_stem = i + 1 < tokens.size() && tokens[i + 1].text == "*" && tokens[i + 1].glued;
    const bool is_last = i + 1 == tokens.size();
    if (is_stem && tokens[i].kind != TokenKind::kWord)
      throw SetupError(fmt::format("{}: '{}': only a word can be a stem", row.where, row.term));
    node = Child(node, SymbolOf(tokens[i], is_stem, is_last, row));
    if (is_stem) ++i;
    after_gap = false;
  }
  if (node == 1) throw SetupError(fmt::format("{}: '{}' holds no word", row.where, row.term));
  nodes_[node].outputs.push_back({id, row.ambiguous, row.case_sensitive && row.exact});
}

TermTrie::Symbol TermTrie::SymbolOf(const Token& token, bool is_stem, bool is_last, const LexiconRow& row) {
  const std::string word = CanonicalWord(token.text);
  const bool counts = is_last && !row.exact && row.lang == "en" && token.kind == TokenKind::kWord;
  const bool cased = row.case_sensitive && token.kind == TokenKind::kWord;
  const char kind = is_stem ? '*' : counts ? 's' : '=';
  const std::string key = fmt::format("{}{}{}", kind, cased ? fmt::format("{}", token.upper) : "", ' ') + word;
  const auto [at, is_new] = symbols_.try_emplace(key, static_cast<Symbol>(symbols_.size()));
  if (!is_new) return at->second;
  const std::size_t length = std::min<std::size_t>(word.size(), 31);
  const Use use{at->second, cased, token.upper, (1U << length) - 1U};
  std::vector<std::string> forms{word};
  if (is_stem) forms = StemForms(word);
  if (counts && !is_stem) forms = NumberForms(word);
  for (const std::string& form : forms)
    spellings_[form].push_back(use);
  return at->second;
}

TermTrie::Node TermTrie::Child(Node node, Symbol symbol) {
  const auto [at, is_new] = growing_edges_.try_emplace(EdgeKey(node, symbol), static_cast<Node>(nodes_.size()));
  if (is_new) {
    nodes_[node].is_leaf = false;
    nodes_.emplace_back();
  }
  return at->second;
}

void TermTrie::Freeze() {
  root_children_.assign(symbols_.size(), 0);
  edges_.assign(std::bit_ceil(growing_edges_.size() * 2 + 2), Edge{});
  for (const auto& [key, to] : growing_edges_) {
    if ((key >> 32U) == 1) root_children_[static_cast<Symbol>(key)] = to;
    std::size_t slot = EdgeSlot(key, edges_.size());
    while (edges_[slot].to != 0)
      slot = (slot + 1) & (edges_.size() - 1);
    edges_[slot] = {key, to};
  }
  growing_edges_.clear();
  symbols_.clear();
  for (const auto& [written, canonical] : {std::pair{"n't", "not"}, std::pair{"&", "and"}, std::pair{"percent", "%"}}) {
    const auto at = spellings_.find(std::string_view(canonical));
    if (at != spellings_.end()) spellings_[written] = std::vector<Use>(at->second);
  }
}

TermTrie::Node TermTrie::FindChild(Node node, Symbol symbol) const {
  const std::uint64_t key = EdgeKey(node, symbol);
  std::size_t slot = EdgeSlot(key, edges_.size());
  while (edges_[slot].to != 0) {
    if (edges_[slot].key == key) return edges_[slot].to;
    slot = (slot + 1) & (edges_.size() - 1);
  }
  return 0;
}

const std::vector<TermTrie::Use>* TermTrie::UsesOf(const Token& token) const {
  const auto find = [this](std::string_view word) -> const std::vector<Use>* {
    const auto at = spellings_.find(word);
    return at == spellings_.end() ? nullptr : &at->second;
  };
  if (token.kind == TokenKind::kWord && token.text.size() >= 6 && token.text[1] == '.')
    return find(CanonicalWord(token.text));
  const std::vector<Use>* uses = find(token.text);
  if (uses != nullptr || token.kind != TokenKind::kWord) return uses;
  for (const std::string& reading : Rereadings(token.text))
    if ((uses = find(reading)) != nullptr) return uses;
  return nullptr;
}

std::vector<TermHit> TermTrie::Find(const std::vector<Token>& tokens) const {
  std::vector<const std::vector<Use>*> uses;
  uses.reserve(tokens.size());
  for (const Token& token : tokens)
    uses.push_back(UsesOf(token));

  std::vector<TermHit> hits;
  std::vector<Step> steps;
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    if (uses[first] == nullptr) continue;
    Advance({1, first, first, false}, tokens, uses, &steps);
    while (!steps.empty()) {
      const Step step = steps.back();
      steps.pop_back();
      if (step.reports)
        for (const Output& output : nodes_[step.node].outputs)
          hits.push_back({output.id, first, step.last, output.ambiguous, output.by_case_alone});
      if (!nodes_[step.node].is_leaf) Advance(step, tokens, uses, &steps);
    }
  }
  return hits;
}

void TermTrie::Advance(const Step& step, const std::vector<Token>& tokens,
                       const std::vector<const std::vector<Use>*>& uses, std::vector<Step>* steps) const {
  if (step.next >= tokens.size()) return;
  const Token& token = tokens[step.next];
  if (uses[step.next] != nullptr) {
    for (const Use& use : *uses[step.next]) {
      const Node child = step.node == 1 ? root_children_[use.symbol] : FindChild(step.node, use.symbol);
      if (child == 0) continue;
      // Capitals are no evidence against a term in all-capital words.
      if (use.cased && (token.upper & use.mask) != use.upper && !(token.all_caps && use.upper != 0)) continue;
      steps->push_back({child, step.next + 1, step.next, true});
    }
  }
  if (step.node != 1 && IsTransparent(token)) steps->push_back({step.node, step.next + 1, step.last, false});
  if (const Node gap = nodes_[step.node].gap) {
    for (std::size_t k = 0; k <= kMaxGap && step.next + k < tokens.size(); ++k) {
      steps->push_back({gap, step.next + k, step.last, false});
      if (EndsGap(tokens[step.next + k])) break;
    }
  }
}

}  // namespace audit
