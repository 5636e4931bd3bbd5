#include "analyzers/text/term_trie.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "analyzers/setup_error.h"
#include "analyzers/text/han_scripts.h"
#include "analyzers/text/word_forms.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr std::size_t kMaxGap = 4;
constexpr std::size_t kMaxJoints = 3;

bool IsAsciiAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// A gap does not reach over the end of a sentence or clause.
bool EndsGap(const Token& token) {
  if (token.kind != TokenKind::kPunctuation) return false;
  static constexpr std::string_view kStops[] = {".", ";", ":", "!", "?", "...", "\u3002"};
  return std::find(std::begin(kStops), std::end(kStops), token.text) != std::end(kStops);
}

/// May stand between the words of any term: "FDA's approval", FDA "approved".
bool IsTransparent(const Token& token) { return token.text == "'s" || token.text == "\""; }

/// True for a hyphen inside a word and for the blank of "ISO 13485", which is also written "ISO13485".
bool IsJoint(const std::string& term, std::size_t i) {
  if (!IsAsciiAlnum(term[i - 1]) || !IsAsciiAlnum(term[i + 1])) return false;
  const bool number_follows = term[i + 1] <= '9' && term[i - 1] > '9';
  return term[i] == '-' || (term[i] == ' ' && number_follows);
}

/// The term with each choice of its joints left out.
std::vector<std::string> JoinedSpellings(const std::string& term) {
  std::vector<std::size_t> joints;
  for (std::size_t i = 1; i + 1 < term.size(); ++i)
    if (IsJoint(term, i)) joints.push_back(i);
  if (joints.size() > kMaxJoints) joints.resize(kMaxJoints);
  std::vector<std::string> spellings;
  for (std::size_t choice = 0; choice < (std::size_t{1} << joints.size()); ++choice) {
    std::string spelling = term;
    for (std::size_t k = joints.size(); k-- > 0;)
      if ((choice >> k) & 1U) spelling.erase(joints[k], 1);
    spellings.push_back(std::move(spelling));
  }
  return spellings;
}

std::string Simplified(std::string_view term) {
  std::string out;
  for (std::size_t i = 0; i < term.size();)
    AppendUtf8(SimplifiedHan(NextUtf8(term, &i)), out);
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
    const bool is_last = i + 1 == tokens.size();
    if (tokens[i].text == "_") {
      if (after_gap || is_last)
        throw SetupError(fmt::format("{}: '{}': a gap must stand between words", row.where, row.term));
      node = GapChild(node);
      after_gap = true;
      continue;
    }
    const bool is_stem = !is_last && tokens[i + 1].text == "*" && tokens[i + 1].glued;
    if (is_stem && tokens[i].kind != TokenKind::kWord)
      throw SetupError(fmt::format("{}: '{}': only a word can be a stem", row.where, row.term));
    node = Child(node, SymbolOf(tokens[i], is_stem, is_last, row));
    if (is_stem) ++i;
    after_gap = false;
  }
  if (node == 1) throw SetupError(fmt::format("{}: '{}' holds no word", row.where, row.term));
  growing_outputs_.push_back({node, {id, row.ambiguous, row.case_sensitive && row.exact}});
}

TermTrie::Symbol TermTrie::SymbolOf(const Token& token, bool is_stem, bool is_last, const LexiconRow& row) {
  const std::string word = CanonicalWord(token.text);
  const bool counts = is_last && !row.exact && row.lang == "en" && token.kind == TokenKind::kWord;
  const bool cased = row.case_sensitive && token.kind == TokenKind::kWord;
  const char kind = is_stem ? '*' : counts ? 's' : '=';
  const std::string key = fmt::format("{}{} {}", kind, cased ? fmt::to_string(token.upper) : "", word);
  const auto [at, is_new] = symbols_.try_emplace(key, static_cast<Symbol>(symbols_.size()));
  if (!is_new) return at->second;
  const std::size_t length = std::min<std::size_t>(word.size(), 31);
  const Use use{at->second, cased, token.upper, (1U << length) - 1U};
  std::vector<std::string> forms{word};
  if (is_stem) forms = StemForms(word);
  if (counts && !is_stem) forms = NumberForms(word);
  for (const std::string& form : forms)
    growing_spellings_[form].push_back(use);
  return at->second;
}

TermTrie::Node TermTrie::Child(Node node, Symbol symbol) {
  const auto [at, is_new] = growing_edges_.try_emplace(EdgeKey(node, symbol), static_cast<Node>(nodes_.size()));
  if (is_new) {
    nodes_[node].is_leaf = false;
    nodes_[node].children |= std::uint64_t{1} << (symbol % 64U);
    nodes_.emplace_back();
  }
  return at->second;
}

TermTrie::Node TermTrie::GapChild(Node node) {
  if (nodes_[node].gap == 0) {
    nodes_[node].gap = static_cast<Node>(nodes_.size());
    nodes_[node].is_leaf = false;
    nodes_.emplace_back();
  }
  return nodes_[node].gap;
}

void TermTrie::Freeze() {
  for (const auto& [written, canonical] : {std::pair{"n't", "not"}, std::pair{"&", "and"}, std::pair{"percent", "%"}}) {
    const auto at = growing_spellings_.find(canonical);
    if (at != growing_spellings_.end()) growing_spellings_[written] = std::vector<Use>(at->second);
  }
  FreezeEdges();
  FreezeOutputs();
  FreezeSpellings();
  symbols_.clear();
}

void TermTrie::FreezeEdges() {
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
}

void TermTrie::FreezeOutputs() {
  const auto by_node = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(growing_outputs_.begin(), growing_outputs_.end(), by_node);
  for (const auto& [node, output] : growing_outputs_) {
    if (nodes_[node].output_count == 0) nodes_[node].first_output = static_cast<std::uint32_t>(outputs_.size());
    ++nodes_[node].output_count;
    outputs_.push_back(output);
  }
  growing_outputs_.clear();
}

void TermTrie::FreezeSpellings() {
  spellings_.assign(std::bit_ceil(growing_spellings_.size() * 2 + 2), Spelling{});
  for (const auto& [text, uses] : growing_spellings_) {
    const std::size_t hash = std::hash<std::string_view>{}(text);
    std::size_t slot = hash & (spellings_.size() - 1);
    while (spellings_[slot].use_count != 0)
      slot = (slot + 1) & (spellings_.size() - 1);
    spellings_[slot] = {hash, static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(uses_.size()),
                        static_cast<std::uint16_t>(text.size()), static_cast<std::uint16_t>(uses.size())};
    letters_ += text;
    uses_.insert(uses_.end(), uses.begin(), uses.end());
  }
  growing_spellings_.clear();
}

TermTrie::Node TermTrie::FindChild(Node node, Symbol symbol) const {
  if (((nodes_[node].children >> (symbol % 64U)) & 1U) == 0) return 0;
  const std::uint64_t key = EdgeKey(node, symbol);
  std::size_t slot = EdgeSlot(key, edges_.size());
  while (edges_[slot].to != 0) {
    if (edges_[slot].key == key) return edges_[slot].to;
    slot = (slot + 1) & (edges_.size() - 1);
  }
  return 0;
}

TermTrie::Uses TermTrie::FindUses(std::string_view word) const {
  const std::size_t hash = std::hash<std::string_view>{}(word);
  std::size_t slot = hash & (spellings_.size() - 1);
  for (; spellings_[slot].use_count != 0; slot = (slot + 1) & (spellings_.size() - 1)) {
    const Spelling& spelling = spellings_[slot];
    if (spelling.hash == hash && std::string_view(letters_).substr(spelling.text, spelling.length) == word)
      return Uses(uses_).subspan(spelling.first_use, spelling.use_count);
  }
  return {};
}

TermTrie::Uses TermTrie::UsesOf(const Token& token) const {
  if (token.kind != TokenKind::kWord) return FindUses(token.text);
  if (token.text.size() >= 6 && token.text[1] == '.') return FindUses(CanonicalWord(token.text));
  Uses uses = FindUses(token.text);
  if (!uses.empty()) return uses;
  for (const std::string& reading : Rereadings(token.text))
    if (uses = FindUses(reading); !uses.empty()) return uses;
  return uses;
}

std::vector<TermHit> TermTrie::Find(const std::vector<Token>& tokens) const {
  std::vector<Uses> uses;
  uses.reserve(tokens.size());
  for (const Token& token : tokens)
    uses.push_back(UsesOf(token));

  std::vector<TermHit> hits;
  hits.reserve(tokens.size() / 2);
  std::vector<Step> steps;
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    if (uses[first].empty()) continue;
    const auto start = static_cast<std::uint32_t>(first);
    Advance({1, start, start, false}, tokens, uses, &steps);
    while (!steps.empty()) {
      const Step step = steps.back();
      steps.pop_back();
      const NodeData& node = nodes_[step.node];
      if (step.reports)
        for (std::uint32_t k = 0; k < node.output_count; ++k) {
          const Output& output = outputs_[node.first_output + k];
          hits.push_back({output.id, first, step.last, output.ambiguous, output.by_case_alone});
        }
      if (!node.is_leaf) Advance(step, tokens, uses, &steps);
    }
  }
  return hits;
}

void TermTrie::Advance(const Step& step, const std::vector<Token>& tokens, const std::vector<Uses>& uses,
                       std::vector<Step>* steps) const {
  if (step.next >= tokens.size()) return;
  const Token& token = tokens[step.next];
  for (const Use& use : uses[step.next]) {
    const Node child = step.node == 1 ? root_children_[use.symbol] : FindChild(step.node, use.symbol);
    if (child == 0) continue;
    // Capitals are no evidence against a term in all-capital words.
    if (use.cased && (token.upper & use.mask) != use.upper && !(token.all_caps && use.upper != 0)) continue;
    steps->push_back({child, step.next + 1, step.next, true});
  }
  if (step.node == 1) return;
  if (IsTransparent(token)) steps->push_back({step.node, step.next + 1, step.last, false});
  if (const Node gap = nodes_[step.node].gap) {
    for (std::uint32_t k = 0; k <= kMaxGap && step.next + k < tokens.size(); ++k) {
      steps->push_back({gap, step.next + k, step.last, false});
      if (EndsGap(tokens[step.next + k])) break;
    }
  }
}

}  // namespace audit
