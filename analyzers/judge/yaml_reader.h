// Strict reading of one map of a policy file: unknown, missing and mistyped keys throw SetupError that names place and
// valid words. A reader refers to its file and node, which must outlive it.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/judge/shape.h"
#include "analyzers/judge/yaml_tree.h"
#include "analyzers/vocabulary.h"

namespace audit {

/// ISO 8601, a day that exists: "2026-01-31".
bool IsDay(std::string_view text);

class YamlReader {
 public:
  /// Throws for the first key that is not in the shape, then for the first that the shape needs and the map lacks.
  /// The shape must outlive the reader, and every key asked for must be in it.
  YamlReader(const YamlFile& file, const YamlNode& node, const Shape& shape);

  /// Null when the key is absent.
  const YamlNode* Find(std::string_view key) const;
  const YamlNode& Get(std::string_view key) const;

  /// A text that is not blank, without blanks at its ends.
  std::string Text(std::string_view key) const;
  std::string TextOr(std::string_view key, std::string_view otherwise) const;
  /// A single text stands for a list of one; empty when the key is absent.
  std::vector<std::string> Texts(std::string_view key) const;
  /// See IsDay.
  std::string Date(std::string_view key) const;
  /// "true" or "false".
  bool Flag(std::string_view key, bool otherwise) const;
  /// From 0 to 1000.
  double Number(std::string_view key, double otherwise) const;

  template <typename Enum>
  Enum Word(std::string_view key) const {
    assert(FieldOf(key).words == &WordsOf<Enum>);
    return WordOf<Enum>(key, Get(key));
  }
  /// A word or a list of words; empty when the key is absent.
  template <typename Enum>
  std::vector<Enum> Words(std::string_view key) const {
    assert(FieldOf(key).words == &WordsOf<Enum>);
    std::vector<Enum> out;
    for (const YamlNode* item : Items(key))
      out.push_back(WordOf<Enum>(key, *item));
    return out;
  }

  /// A word of the field's list; throws for any other.
  std::string OneWord(std::string_view key) const;

  /// The items of a list, or the one value that stands for it; empty when the key is absent.
  std::vector<const YamlNode*> Items(std::string_view key) const;

  const YamlFile& file() const { return file_; }
  const YamlNode& node() const { return node_; }
  [[noreturn]] void Fail(const YamlNode& at, std::string_view what) const { FailAt(file_.path, at, what); }

 private:
  template <typename Enum>
  Enum WordOf(std::string_view key, const YamlNode& at) const {
    const auto value = at.kind == YamlNode::Kind::kScalar ? ValueOf<Enum>(at.scalar) : std::nullopt;
    if (!value) FailWord(key, at, AllNames<Enum>());
    return *value;
  }
  const Field& FieldOf(std::string_view key) const;
  [[noreturn]] void FailWord(std::string_view key, const YamlNode& at, std::string_view valid) const;

  const YamlFile& file_;
  const YamlNode& node_;
  const Shape& shape_;
};

}  // namespace audit
