#include "analyzers/judge/yaml_reader.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace audit {
namespace {

std::string Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\n") - first + 1));
}

}  // namespace

bool IsDay(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const auto number = [&](std::size_t begin, std::size_t size, auto& value) {
    const char* end = text.data() + begin + size;
    return std::from_chars(text.data() + begin, end, value).ptr == end;
  };
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && number(0, 4, year) && number(5, 2, month) &&
         number(8, 2, day) && year >= 1900 &&
         (std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)).ok();
}

YamlReader::YamlReader(const YamlFile& file, const YamlNode& node, const Shape& shape)
    : file_(file), node_(node), shape_(shape) {
  std::vector<std::string_view> keys;
  for (const Field& field : shape.fields)
    keys.push_back(field.key);
  const std::string valid = fmt::format("{}", fmt::join(keys, ", "));
  if (node.kind != YamlNode::Kind::kMap)
    Fail(node, fmt::format("{} must be a map of keys; valid are: {}", shape.what, valid));
  for (const YamlNode& key : node.keys)
    if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
      Fail(key, fmt::format("unknown key '{}' in {}; valid are: {}", key.scalar, shape.what, valid));
  for (const Field& field : shape.fields)
    if (field.presence == Presence::kRequired) Get(field.key);
  const auto& some = shape.needs_one_of;
  if (!some.empty() && std::none_of(some.begin(), some.end(), [this](auto key) { return Find(key) != nullptr; }))
    Fail(node, fmt::format("{} needs '{}'", shape.what, fmt::join(some, "' or '")));
  const auto given = std::count_if(some.begin(), some.end(), [this](auto key) { return Find(key) != nullptr; });
  if (shape.only_one && given > 1)
    Fail(node, fmt::format("{} has only one of '{}'", shape.what, fmt::join(some, "' and '")));
  for (const auto& [key, other] : shape.needs)
    if (Find(key) != nullptr && Find(other) == nullptr) Fail(*Find(key), fmt::format("'{}' needs '{}'", key, other));
}

const Field& YamlReader::FieldOf(std::string_view key) const {
  const auto field =
      std::find_if(shape_.fields.begin(), shape_.fields.end(), [key](const Field& each) { return each.key == key; });
  assert(field != shape_.fields.end());
  return *field;
}

std::string YamlReader::OneWord(std::string_view key) const {
  const YamlNode& node = Get(key);
  const WordList words = FieldOf(key).words();
  if (node.kind != YamlNode::Kind::kScalar || std::find(words.begin(), words.end(), node.scalar) == words.end())
    FailWord(key, node, fmt::format("{}", fmt::join(words, ", ")));
  return node.scalar;
}

const YamlNode* YamlReader::Find(std::string_view key) const {
  for (std::size_t i = 0; i < node_.keys.size(); ++i)
    if (node_.keys[i].scalar == key) return &node_.items[i];
  return nullptr;
}

const YamlNode& YamlReader::Get(std::string_view key) const {
  if (const YamlNode* found = Find(key)) return *found;
  Fail(node_, fmt::format("{} lacks the key '{}'", shape_.what, key));
}

std::string YamlReader::Text(std::string_view key) const {
  const YamlNode& node = Get(key);
  if (node.kind != YamlNode::Kind::kScalar) Fail(node, fmt::format("'{}' must be a text", key));
  std::string text = Trimmed(node.scalar);
  if (text.empty()) Fail(node, fmt::format("'{}' must not be empty", key));
  return text;
}

std::string YamlReader::TextOr(std::string_view key, std::string_view otherwise) const {
  return Find(key) != nullptr ? Text(key) : std::string(otherwise);
}

std::vector<std::string> YamlReader::Texts(std::string_view key) const {
  std::vector<std::string> out;
  for (const YamlNode* item : Items(key)) {
    std::string text = item->kind == YamlNode::Kind::kScalar ? Trimmed(item->scalar) : "";
    if (text.empty()) Fail(*item, fmt::format("'{}' must be a list of texts", key));
    out.push_back(std::move(text));
  }
  return out;
}

bool YamlReader::Flag(std::string_view key, bool otherwise) const {
  const YamlNode* node = Find(key);
  if (node == nullptr) return otherwise;
  if (node->kind != YamlNode::Kind::kScalar || (node->scalar != "true" && node->scalar != "false"))
    FailWord(key, *node, "true, false");
  return node->scalar == "true";
}

double YamlReader::Number(std::string_view key, double otherwise) const {
  const YamlNode* node = Find(key);
  if (node == nullptr) return otherwise;
  double value = 0;
  const char* end = node->scalar.data() + node->scalar.size();
  const auto [rest, error] = std::from_chars(node->scalar.data(), end, value, std::chars_format::fixed);
  if (node->kind != YamlNode::Kind::kScalar || error != std::errc() || rest != end || !(value >= 0 && value <= 1000))
    Fail(*node, fmt::format("'{}' must be a number from 0 to 1000", key));
  return value;
}

std::string YamlReader::Date(std::string_view key) const {
  std::string text = Text(key);
  if (!IsDay(text)) Fail(Get(key), fmt::format("'{}' must be a date such as 2026-01-31", key));
  return text;
}

std::vector<const YamlNode*> YamlReader::Items(std::string_view key) const {
  std::vector<const YamlNode*> out;
  const YamlNode* node = Find(key);
  if (node == nullptr) return out;
  if (node->kind != YamlNode::Kind::kList) return {node};
  for (const YamlNode& item : node->items)
    out.push_back(&item);
  if (out.empty()) Fail(*node, fmt::format("'{}' must not be empty", key));
  return out;
}

void YamlReader::FailWord(std::string_view key, const YamlNode& at, std::string_view valid) const {
  Fail(at, fmt::format("unknown word '{}' for '{}'; valid are: {}",
                       at.kind == YamlNode::Kind::kScalar ? at.scalar : "a list or map", key, valid));
}

}  // namespace audit
