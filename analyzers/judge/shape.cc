#include "analyzers/judge/shape.h"

#include <nlohmann/json.hpp>

namespace audit {
namespace {

using Json = nlohmann::ordered_json;

/// YAML has numbers where the reader sees only text: "2027" among phrases, a version 1.
const Json kAnyText = {{"type", {"string", "number"}}};

Json ListOr(Json one) { return {{"anyOf", {one, {{"type", "array"}, {"items", one}, {"minItems", 1}}}}}; }

/// Writes each shape once, under $defs.
class SchemaWriter {
 public:
  Json ReferTo(const Shape& shape) {
    const std::string name(shape.name);
    if (!definitions_.contains(name)) {
      definitions_[name] = nullptr;  // shapes may refer to themselves
      definitions_[name] = Object(shape);
    }
    return {{"$ref", "#/$defs/" + name}};
  }

  Json Object(const Shape& shape) {
    Json out = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    Json required = Json::array();
    for (const Field& field : shape.fields) {
      Json value = ValueOf(field);
      if (!field.help.empty()) value["description"] = field.help;
      out["properties"][std::string(field.key)] = std::move(value);
      if (field.presence == Presence::kRequired) required.push_back(field.key);
    }
    if (!required.empty()) out["required"] = std::move(required);
    for (const std::string_view key : shape.needs_one_of)
      out[shape.only_one ? "oneOf" : "anyOf"].push_back({{"required", {key}}});
    for (const auto& [key, other] : shape.needs)
      out["dependentRequired"][std::string(key)].push_back(other);
    return out;
  }

  const Json& Definitions() const { return definitions_; }

 private:
  Json ValueOf(const Field& field) {
    switch (field.holds) {
      case Holds::kText:
        return kAnyText;
      case Holds::kTexts:
      case Holds::kPhrases:
        return ListOr(kAnyText);
      case Holds::kDate:
        return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
      case Holds::kNumber:
        return {{"type", "number"}, {"minimum", 0}, {"maximum", 1000}};
      case Holds::kFlag:
        return {{"type", "boolean"}};
      case Holds::kWord:
        return {{"enum", field.words()}};
      case Holds::kWords:
        return ListOr({{"enum", field.words()}});
      case Holds::kMap:
        return ReferTo(field.map());
      case Holds::kMaps:
        return ListOr(ReferTo(field.map()));
      case Holds::kCases:
        return ListOr({{"anyOf", {kAnyText, ReferTo(field.map())}}});
      case Holds::kOneOf:
        return SingleKey(field.map());
      case Holds::kOneOfs:
        return {{"type", "array"}, {"items", SingleKey(field.map())}, {"minItems", 1}};
    }
    return {};
  }

  Json SingleKey(const Shape& shape) {
    Json out = Object(shape);
    out["minProperties"] = 1;
    out["maxProperties"] = 1;
    return out;
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string SchemaOf(const Shape& root, std::string_view title) {
  SchemaWriter writer;
  Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  out.update(writer.Object(root));
  out["$defs"] = writer.Definitions();
  return out.dump(2) + "\n";
}

std::string SchemaOf(const Shape& root, const Shape& otherwise, std::string_view key, std::string_view title) {
  SchemaWriter writer;
  Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", title},
              {"type", "object"},
              {"if", {{"required", {key}}}},
              {"then", writer.ReferTo(otherwise)},
              {"else", writer.ReferTo(root)}};
  out["$defs"] = writer.Definitions();
  return out.dump(2) + "\n";
}

}  // namespace audit
