#include "analyzers/model/features.h"

#include <algorithm>
#include <array>

namespace audit {
namespace {

constexpr std::uint64_t kFnvOffset = 1469598103934665603ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;
constexpr std::size_t kLongestLetterRun = 5;
constexpr std::size_t kLongestHanRun = 4;
constexpr std::size_t kSkipReach = 4;           // content words
constexpr std::size_t kConceptReach = 10;       // tokens between two concepts
constexpr std::size_t kNegationReach = 8;       // tokens
constexpr std::size_t kMaxConceptsPaired = 64;  // so that a list of a thousand diseases costs no million pairs

std::uint64_t Mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  h ^= h >> 32;
  h *= 0xd6e8feb86659fd93ULL;
  return h ^ (h >> 32);
}

std::uint64_t Join(std::uint64_t a, std::uint64_t b) { return Mix(a * 0x9e3779b97f4a7c15ULL + b); }

std::uint64_t HashBytes(std::string_view bytes) {
  std::uint64_t h = kFnvOffset;
  for (const char c : bytes)
    h = (h ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return Mix(h);
}

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Numbers say what kind of figure stands here, not which; these few are names ("510(k)", "section 361", "100 %").
constexpr std::array<std::string_view, 7> kNamedNumbers = {"0", "1", "100", "2", "3", "361", "510"};

constexpr std::array<std::string_view, 18> kNegations = {"hardly", "n't", "neither", "never",   "no",      "nobody",
                                                         "none",   "nor", "not",     "nothing", "without", "不",
                                                         "免",     "勿",  "尚",      "未",      "沒",      "無"};

constexpr std::array<std::string_view, 14> kScopeEnds = {"!",       ",",   ".",       ":",      ";", "?",  "although",
                                                         "because", "but", "however", "though", "—", "。", "但"};

constexpr std::array<std::string_view, 31> kFunctionWords = {
    "'s", "a",   "an", "and", "are", "as",  "at",   "be",  "by",   "for", "from", "has", "have", "i",   "in",  "is",
    "it", "its", "of", "on",  "or",  "our", "that", "the", "this", "to",  "was",  "we",  "were", "you", "your"};

std::string_view StemOf(const Token& token) {
  static constexpr std::array<std::string_view, 7> kEndings = {"ing", "ed", "es", "s", "ly", "d", "e"};
  const std::string_view word = token.text;
  if (token.kind != TokenKind::kWord) return word;
  for (const auto ending : kEndings)
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

std::uint64_t KeyOf(const Token& token) {
  if (token.kind == TokenKind::kNumber && !IsOneOf(token.text, kNamedNumbers)) return Join(41, token.text.size());
  return HashBytes(token.text);
}

Feature MakeFeature(FeatureGroup group, std::uint64_t key, std::size_t first, std::size_t last) {
  return {Join(key, static_cast<std::uint64_t>(group) + 101), group, static_cast<std::uint32_t>(first),
          static_cast<std::uint32_t>(last)};
}

// Runs of 2 to 5 bytes of a word, its edges marked, as in "<unlic" and "ence>".
void AddLetters(std::string_view word, std::vector<Feature>& out) {
  const std::size_t length = word.size() + 2;
  const auto at = [&](std::size_t p) { return p == 0 ? '<' : p == length - 1 ? '>' : word[p - 1]; };
  for (std::size_t begin = 0; begin < length; ++begin) {
    std::uint64_t h = kFnvOffset;
    for (std::size_t n = 1; n <= kLongestLetterRun && begin + n <= length; ++n) {
      h = (h ^ static_cast<unsigned char>(at(begin + n - 1))) * kFnvPrime;
      if (n >= 2) out.push_back(MakeFeature(FeatureGroup::kLetters, Mix(h), 0, 0));
    }
  }
}

/// Reads one statement but for its single words; a class because all groups share the keys of the words.
class Reading {
 public:
  Reading(const ModelInput& input, std::vector<Feature>& out) : input_(input), tokens_(input.text.tokens), out_(out) {
    out_.clear();
    words_.reserve(tokens_.size());
    stems_.reserve(tokens_.size());
    for (const auto& token : tokens_) {
      words_.push_back(KeyOf(token));
      stems_.push_back(HashBytes(StemOf(token)));
    }
    MarkNegation();
  }

  void All(const std::vector<std::uint64_t>& concept_keys) {
    Words();
    HanRuns();
    SkipPairs();
    Shape();
    Outline();
    Concepts(concept_keys);
    Patterns(concept_keys);
    for (const auto& feature : input_.context)
      Add(FeatureGroup::kContext, feature.key, feature.first, feature.last);
  }

 private:
  void Add(FeatureGroup group, std::uint64_t key, std::size_t first, std::size_t last) {
    out_.push_back(MakeFeature(group, key, first, last));
  }

  std::size_t LastToken() const { return tokens_.empty() ? 0 : tokens_.size() - 1; }

  // The model's own rough scope, beside the rules' exact one: it needs no lexicon and errs the same way each time.
  void MarkNegation() {
    negated_.assign(tokens_.size(), false);
    std::size_t left = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (IsOneOf(tokens_[i].text, kScopeEnds)) left = 0;
      if (left > 0) {
        negated_[i] = true;
        --left;
      }
      if (IsOneOf(tokens_[i].text, kNegations)) left = kNegationReach;
    }
  }

  void Words() {
    const std::size_t count = tokens_.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (negated_[i]) Add(FeatureGroup::kNegated, stems_[i], i, i);
      if (i + 1 < count) {
        Add(FeatureGroup::kWordPair, Join(words_[i], words_[i + 1]), i, i + 1);
        Add(FeatureGroup::kStemPair, Join(stems_[i], stems_[i + 1]), i, i + 1);
      }
    }
    if (count > 0) {
      Add(FeatureGroup::kWordPair, Join(1, words_.front()), 0, 0);
      Add(FeatureGroup::kWordPair, Join(words_.back(), 2), count - 1, count - 1);
    }
  }

  void HanRuns() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::uint64_t h = 9;
      for (std::size_t j = i; j < tokens_.size() && j < i + kLongestHanRun; ++j) {
        if (tokens_[j].kind != TokenKind::kHan) break;
        h = Join(h, words_[j]);
        if (j > i + 1) Add(FeatureGroup::kHanRun, h, i, j);  // one and two are kWord and kWordPair
      }
    }
  }

  void SkipPairs() {
    std::vector<std::size_t> content;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (tokens_[i].kind != TokenKind::kPunctuation && !IsOneOf(tokens_[i].text, kFunctionWords)) content.push_back(i);
    for (std::size_t a = 0; a < content.size(); ++a)
      for (std::size_t b = a + 1; b < content.size() && b <= a + kSkipReach; ++b)
        Add(FeatureGroup::kSkipPair, Join(stems_[content[a]] * 3, stems_[content[b]]), content[a], content[b]);
  }

  void AddShape(std::string_view name) { Add(FeatureGroup::kShape, HashBytes(name), 0, LastToken()); }

  void Shape() {
    bool question = false, first_person = false, second_person = false, quote = false;
    std::size_t shouted = 0;
    for (const auto& token : tokens_) {
      const std::string_view word = token.text;
      question |= word == "?";
      first_person |= word == "i" || word == "my" || word == "me" || word == "我";
      second_person |= word == "you" || word == "your" || word == "您" || word == "你";
      quote |= word == "\"" || word == "「";
      shouted += token.all_caps ? 1 : 0;
    }
    if (question) AddShape("question");
    if (first_person) AddShape("first person");
    if (second_person) AddShape("second person");
    if (quote) AddShape("quotation");
    if (tokens_.size() > 3 && shouted * 2 > tokens_.size()) AddShape("shouted");
    if (std::find(negated_.begin(), negated_.end(), true) != negated_.end()) AddShape("negation");
    static constexpr std::array<std::size_t, 7> kLengths = {3, 6, 10, 16, 25, 40, SIZE_MAX};
    const auto length = std::upper_bound(kLengths.begin(), kLengths.end() - 1, tokens_.size()) - kLengths.begin();
    Add(FeatureGroup::kShape, Join(17, static_cast<std::uint64_t>(length)), 0, LastToken());
    if (tokens_.empty()) return;
    if (tokens_.front().kind == TokenKind::kHan) AddShape("Han");
    const auto& end = tokens_.back();
    Add(FeatureGroup::kShape, end.kind == TokenKind::kPunctuation ? Join(18, words_.back()) : 19, tokens_.size() - 1,
        tokens_.size() - 1);
  }

  /// What kind of word stands here: short words and punctuation as themselves, others by their letters' case.
  std::uint64_t OutlineOf(std::size_t i) const {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case TokenKind::kHan:
        return 1;
      case TokenKind::kNumber:
        return 2;
      case TokenKind::kPunctuation:
        return words_[i];
      case TokenKind::kWord:
        break;
    }
    if (token.all_caps) return 3;
    if (token.capitalized) return i == 0 ? 4 : 5;
    return token.text.size() <= 3 ? words_[i] : 6;
  }

  // "Dana R., 41, of Reno" and "93 % of them" have outlines of their own, whatever the names and figures.
  void Outline() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::uint64_t key = 0;
      for (std::size_t j = i; j < tokens_.size() && j < i + 3; ++j) {
        key = Join(key, OutlineOf(j));
        Add(FeatureGroup::kOutline, key, i, j);
      }
    }
  }

  bool Usable(const ConceptMatch& match, const std::vector<std::uint64_t>& keys) const {
    return match.id < keys.size() && match.first <= match.last && match.last < tokens_.size();
  }

  void Concepts(const std::vector<std::uint64_t>& keys) {
    const auto& hits = input_.concepts;
    for (std::size_t a = 0; a < hits.size(); ++a) {
      const auto& one = hits[a];
      if (!Usable(one, keys)) continue;
      const std::uint64_t key = Join(keys[one.id], one.ambiguous ? 1 : 0);
      Add(FeatureGroup::kConcept, key, one.first, one.last);
      Add(FeatureGroup::kConcept, Join(key, negated_[one.first] ? 77 : 78), one.first, one.last);
      for (std::size_t b = a + 1; b < hits.size() && b <= a + kMaxConceptsPaired; ++b) {
        const auto& two = hits[b];
        if (!Usable(two, keys) || two.id == one.id) continue;
        if (two.first > one.last + kConceptReach) break;
        const std::size_t last = std::max(one.last, two.last);
        const std::uint64_t pair = Join(keys[one.id], keys[two.id]);
        const std::uint64_t turned = (negated_[two.first] ? 2U : 0U) + (negated_[one.first] ? 1U : 0U);
        Add(FeatureGroup::kConceptPair, pair, one.first, last);
        Add(FeatureGroup::kConceptPair, Join(pair, turned + 5), one.first, last);
        if (two.first <= one.last + 2) Add(FeatureGroup::kConceptPair, Join(pair, 999), one.first, last);
      }
    }
  }

  // The statement with the longest concept in place of its words: "AGENCY has not APPROVE PRODUCT".
  void Patterns(const std::vector<std::uint64_t>& keys) {
    struct Step {
      std::uint64_t key;
      std::size_t first, last;
    };
    std::vector<Step> steps = {{1, 0, 0}};
    std::size_t next = 0;
    for (std::size_t i = 0; i < tokens_.size();) {
      const ConceptMatch* best = nullptr;
      while (next < input_.concepts.size() && input_.concepts[next].first < i)
        ++next;
      for (std::size_t m = next; m < input_.concepts.size() && input_.concepts[m].first == i; ++m)
        if (Usable(input_.concepts[m], keys) && (!best || input_.concepts[m].last > best->last))
          best = &input_.concepts[m];
      steps.push_back(best ? Step{keys[best->id], i, best->last} : Step{words_[i], i, i});
      i = steps.back().last + 1;
    }
    steps.push_back({2, LastToken(), LastToken()});
    for (std::size_t a = 0; a + 1 < steps.size(); ++a) {
      std::uint64_t key = steps[a].key;
      for (std::size_t b = a + 1; b < steps.size() && b <= a + 3; ++b) {
        key = Join(key, steps[b].key);
        Add(FeatureGroup::kPattern, key, steps[a].first, steps[b].last);
      }
      if (a + 2 < steps.size())
        Add(FeatureGroup::kPattern, Join(Join(steps[a].key, 12345), steps[a + 2].key), steps[a].first,
            steps[a + 2].last);
    }
  }

  const ModelInput& input_;
  const std::vector<Token>& tokens_;
  std::vector<Feature>& out_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> stems_;
  std::vector<bool> negated_;
};

}  // namespace

std::uint64_t FeatureKey(std::string_view name) { return HashBytes(name); }

std::uint64_t JoinKeys(std::uint64_t a, std::uint64_t b) { return Join(a, b); }

FeatureReader::FeatureReader(std::span<const std::string> concept_names) {
  for (const auto& name : concept_names)
    concept_keys_.push_back(HashBytes(name));
}

void FeatureReader::ReadWord(const Token& token, std::vector<Feature>& out) {
  out.clear();
  out.push_back(MakeFeature(FeatureGroup::kWord, KeyOf(token), 0, 0));
  out.push_back(MakeFeature(FeatureGroup::kStem, HashBytes(StemOf(token)), 0, 0));
  if (token.kind == TokenKind::kWord) AddLetters(token.text, out);
}

void FeatureReader::Read(const ModelInput& input, std::vector<Feature>& out) const {
  Reading(input, out).All(concept_keys_);
}

}  // namespace audit
