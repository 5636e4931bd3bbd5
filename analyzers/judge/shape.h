// The shape of each map of a policy file: its keys, what each holds, which are needed, and what they are for. One table
// a map, beside the code that reads it: the strict reader checks by it and `policy schema` prints it, so that editors
// and the program never disagree. Immutable.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/vocabulary.h"

namespace audit {

struct Shape;

enum class Holds : std::uint8_t {
  kText,
  kTexts,    ///< a text or a list of texts
  kPhrases,  ///< a phrase or a list of phrases (phrases.h)
  kDate,     ///< "2026-01-31"
  kNumber,
  kFlag,   ///< true or false
  kWord,   ///< one of `words`
  kWords,  ///< one of `words`, or a list of them
  kMap,    ///< a map of shape `map`
  kMaps,   ///< such a map or a list of them
  kCases,  ///< a text, such a map, or a list of both
  kOneOf,  ///< a map of a single key, which is a field of shape `map`
  kOneOfs  ///< a list of those
};

enum class Presence : std::uint8_t { kRequired, kOptional };

using WordList = std::vector<std::string_view>;

struct Field {
  std::string_view key;
  Holds holds = Holds::kText;
  Presence presence = Presence::kOptional;
  std::string_view help;            ///< a line for policy authors
  WordList (*words)() = nullptr;    ///< for kWord and kWords
  const Shape& (*map)() = nullptr;  ///< for kMap, kMaps, kCases, kOneOf and kOneOfs
};

struct Shape {
  std::string_view name;  ///< of the schema's definition: "selector"
  std::string_view what;  ///< in messages: "a selector"
  std::span<const Field> fields;
  std::vector<std::string_view> needs_one_of = {};  ///< at least one of these keys; empty = no such demand
  bool only_one = false;                            ///< of `needs_one_of`, exactly one
  /// Keys that make no sense without another: {"stance", "kinds"}.
  std::vector<std::pair<std::string_view, std::string_view>> needs = {};
};

/// The names of an enumeration, in order.
template <typename Enum>
WordList WordsOf() {
  WordList out;
  for (const auto& row : NamesOf<Enum>())
    out.push_back(row.name);
  return out;
}

/// JSON Schema (2020-12) of a file whose root has this shape. `title` names it.
std::string SchemaOf(const Shape& root, std::string_view title);
/// Of a file that has the shape `otherwise` when it holds `key`, and else the shape `root`.
std::string SchemaOf(const Shape& root, const Shape& otherwise, std::string_view key, std::string_view title);

}  // namespace audit
