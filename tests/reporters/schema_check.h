// Checks JSON against a JSON Schema, as far as the schemas of this repository go: type, const, enum, required,
// properties, additionalProperties, items, oneOf, $ref into $defs, minimum, maximum, pattern, minItems, maxItems.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace audit {

class SchemaCheck {
 public:
  explicit SchemaCheck(const nlohmann::json& schema) : root_(schema) {}

  /// "" if the value fits, else the first thing that does not.
  std::string Problem(const nlohmann::json& value) const { return Problem(root_, value, "$"); }

 private:
  using Json = nlohmann::json;

  static bool HasType(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    return type == "number" && value.is_number();
  }

  std::string Problem(const Json& schema, const Json& value, const std::string& at) const {
    if (schema.contains("$ref")) {
      const auto name = schema["$ref"].get<std::string>();
      if (!root_["$defs"].contains(name.substr(8))) return at + ": unknown " + name;
      return Problem(root_["$defs"][name.substr(8)], value, at);
    }
    if (schema.contains("type") && !HasType(schema["type"], value)) return at + ": is no " + schema["type"].dump();
    if (schema.contains("const") && schema["const"] != value) return at + ": is not " + schema["const"].dump();
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      return at + ": " + value.dump() + " is none of " + schema["enum"].dump();
    if (schema.contains("minimum") && value < schema["minimum"]) return at + ": too small";
    if (schema.contains("maximum") && value > schema["maximum"]) return at + ": too large";
    if (schema.contains("pattern") &&
        !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())))
      return at + ": does not match " + schema["pattern"].dump();
    if (schema.contains("minItems") && value.size() < schema["minItems"].get<std::size_t>()) return at + ": too few";
    if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) return at + ": too many";
    if (schema.contains("oneOf")) return OneOf(schema["oneOf"], value, at);
    return value.is_object() ? OfMembers(schema, value, at) : OfItems(schema, value, at);
  }

  std::string OneOf(const Json& choices, const Json& value, const std::string& at) const {
    int fits = 0;
    std::string problems;
    for (const Json& choice : choices) {
      const std::string problem = Problem(choice, value, at);
      if (problem.empty()) ++fits;
      problems += problem + "; ";
    }
    return fits == 1 ? "" : at + ": fits " + std::to_string(fits) + " of the choices: " + problems;
  }

  std::string OfMembers(const Json& schema, const Json& value, const std::string& at) const {
    for (const Json& name : schema.value("required", Json::array()))
      if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.get<std::string>();
    for (const auto& [name, member] : value.items()) {
      if (!schema.contains("properties")) continue;
      if (!schema["properties"].contains(name)) {
        if (schema.value("additionalProperties", true)) continue;
        return at + ": must not have " + name;
      }
      std::string problem = Problem(schema["properties"][name], member, at + "." + name);
      if (!problem.empty()) return problem;
    }
    return "";
  }

  std::string OfItems(const Json& schema, const Json& value, const std::string& at) const {
    if (!value.is_array() || !schema.contains("items")) return "";
    for (std::size_t i = 0; i < value.size(); ++i) {
      std::string problem = Problem(schema["items"], value[i], at + "[" + std::to_string(i) + "]");
      if (!problem.empty()) return problem;
    }
    return "";
  }

  const Json& root_;
};

}  // namespace audit
