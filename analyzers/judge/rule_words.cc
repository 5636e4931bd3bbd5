#include "analyzers/judge/rule_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace audit {
namespace {

struct Mark {
  std::string_view letter;
  Verification verification;
};
constexpr std::array<Mark, 3> kMarks = {
    {{"V", Verification::kVerified}, {"P", Verification::kSecondary}, {"U", Verification::kUnverified}}};

}  // namespace

std::vector<Phrase> ReadPhrases(const YamlReader& reader, std::string_view key) {
  std::vector<Phrase> out;
  for (const YamlNode* node : reader.Items(key)) {
    auto phrase = node->kind == YamlNode::Kind::kScalar ? Phrase::Parse(node->scalar) : std::nullopt;
    if (!phrase) reader.Fail(*node, fmt::format("'{}' must be phrases that begin and end with a word", key));
    out.push_back(std::move(*phrase));
  }
  return out;
}

WordList MarkWords() {
  WordList out;
  for (const Mark& mark : kMarks)
    out.push_back(mark.letter);
  return out;
}

Verification ReadMark(const YamlReader& reader, std::string_view key) {
  const std::string letter = reader.Text(key);
  const auto* mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const Mark& row) { return row.letter == letter; });
  if (mark == kMarks.end())
    reader.Fail(
        reader.Get(key),
        fmt::format("unknown mark '{}'; valid are: V (official text seen), P (secondary source), U (unverified)",
                    letter));
  return mark->verification;
}

}  // namespace audit
