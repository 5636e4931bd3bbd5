// What stages know of single words, kept from statement to statement: most words of a text are a few thousand.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "analyzers/text/tokens.h"

namespace audit {

/// Tells owners apart, also when one lies where another lay. A copy is the same owner, as it knows the same.
class WordOwner {
 public:
  WordOwner() : number_(++count_) {}
  bool operator==(const WordOwner&) const = default;

 private:
  static inline std::atomic<std::uint64_t> count_{0};
  std::uint64_t number_;
};

/// Values that depend on nothing but a token's kind and text, and on their owner. One object a thread.
template <typename Value>
class KeptByWord {
 public:
  /// To be called for each statement, before its words.
  void Begin(const WordOwner& owner) {
    if (owner == owner_ && kept_.size() <= kMostWords && bytes_ <= kMostBytes) return;
    kept_.clear();
    bytes_ = 0;
    owner_ = owner;
  }

  /// What `make()` gave for the first such token; valid until the next Begin().
  template <typename Make>
  Value& Of(const Token& token, const Make& make) {
    key_.assign(1, static_cast<char>(token.kind));
    key_ += token.text;
    // By its text, not by a hash alone: no document may choose a word that is taken for another one.
    const auto [at, is_new] = kept_.try_emplace(key_);
    if (is_new) {
      bytes_ += key_.size();
      at->second = make();
    }
    return at->second;
  }

 private:
  // Of real words some 5 MB; a statement may add its own words to them.
  static constexpr std::size_t kMostWords = 20000;
  static constexpr std::size_t kMostBytes = 2 << 20;  ///< of their text

  WordOwner owner_;
  std::unordered_map<std::string, Value> kept_;
  std::size_t bytes_ = 0;
  std::string key_;
};

}  // namespace audit
