// The schema for editors: every file of the packs meets it, and it refuses what the reader refuses. Both are made from
// the same tables; these tests see to it that neither looks past them.
#include <gmock/gmock.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>

#include "analyzers/judge/rule.h"
#include "tests/analyzers/judge/judge_dsl.h"

namespace audit {
namespace {

using Json = nlohmann::ordered_json;

/// The tree as an editor reads it (YAML 1.2, core schema).
Json AsJson(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kMap) {
    Json out = Json::object();
    for (std::size_t i = 0; i < node.keys.size(); ++i)
      out[node.keys[i].scalar] = AsJson(node.items[i]);
    return out;
  }
  if (node.kind == YamlNode::Kind::kList) {
    Json out = Json::array();
    for (const YamlNode& item : node.items)
      out.push_back(AsJson(item));
    return out;
  }
  if (node.scalar == "true" || node.scalar == "false") return node.scalar == "true";
  double number = 0;
  const char* end = node.scalar.data() + node.scalar.size();
  if (std::from_chars(node.scalar.data(), end, number).ptr == end && !node.scalar.empty()) return number;
  return node.scalar;
}

/// As much of JSON Schema as ours uses; an unknown keyword fails, so that none is passed over.
class Validator {
 public:
  explicit Validator(const std::string& schema) : root_(Json::parse(schema)) {}

  bool Accepts(const Json& value) const { return Accepts(root_, value); }

 private:
  bool Accepts(const Json& schema, const Json& value) const {
    return std::all_of(schema.items().begin(), schema.items().end(),
                       [&](const auto& entry) { return Holds(entry.key(), entry.value(), schema, value); });
  }

  bool Holds(const std::string& keyword, const Json& demand, const Json& schema, const Json& value) const {
    static const std::vector<std::string> kSaysNothing = {"$schema", "title", "description", "$defs", "then", "else"};
    if (std::find(kSaysNothing.begin(), kSaysNothing.end(), keyword) != kSaysNothing.end()) return true;
    const auto count = [&] {
      return std::count_if(demand.begin(), demand.end(), [&](const Json& each) { return Accepts(each, value); });
    };
    if (keyword == "$ref") return Accepts(root_["$defs"][demand.get<std::string>().substr(8)], value);
    if (keyword == "anyOf") return count() > 0;
    if (keyword == "oneOf") return count() == 1;
    if (keyword == "if") return Accepts(Accepts(demand, value) ? schema["then"] : schema["else"], value);
    if (keyword == "enum") return std::find(demand.begin(), demand.end(), value) != demand.end();
    if (keyword == "type") return IsOf(demand, value);
    if (keyword == "pattern") return std::regex_search(value.get<std::string>(), std::regex(demand.get<std::string>()));
    if (keyword == "minimum") return value >= demand;
    if (keyword == "maximum") return value <= demand;
    if (keyword == "minItems" || keyword == "minProperties") return value.size() >= demand.get<std::size_t>();
    if (keyword == "maxProperties") return value.size() <= demand.get<std::size_t>();
    if (keyword == "required")
      return std::all_of(demand.begin(), demand.end(), [&](const Json& key) { return value.contains(key); });
    if (keyword == "dependentRequired")
      return std::all_of(demand.items().begin(), demand.items().end(), [&](const auto& entry) {
        return !value.contains(entry.key()) || Holds("required", entry.value(), schema, value);
      });
    if (keyword == "items")
      return std::all_of(value.begin(), value.end(), [&](const Json& item) { return Accepts(demand, item); });
    if (keyword == "properties" || keyword == "additionalProperties") return HoldsOfKeys(schema, value);
    ADD_FAILURE() << "the schema uses '" << keyword << "', which this test does not know";
    return false;
  }

  bool HoldsOfKeys(const Json& schema, const Json& value) const {
    return std::all_of(value.items().begin(), value.items().end(), [&](const auto& entry) {
      const Json& known = schema["properties"];
      return known.contains(entry.key()) && Accepts(known[entry.key()], entry.value());
    });
  }

  static bool IsOf(const Json& type, const Json& value) {
    if (type.is_array())
      return std::any_of(type.begin(), type.end(), [&](const Json& each) { return IsOf(each, value); });
    const auto name = type.get<std::string>();
    return (name == "object" && value.is_object()) || (name == "array" && value.is_array()) ||
           (name == "string" && value.is_string()) || (name == "number" && value.is_number()) ||
           (name == "boolean" && value.is_boolean());
  }

  Json root_;
};

const Validator& Rules() {
  static const Validator validator(SchemaOf(RuleShape(), ExtensionShape(), "extends", "rule"));
  return validator;
}

bool SchemaAccepts(const std::string& rule) {
  const TempFolder folder;
  return Rules().Accepts(AsJson(ReadYamlFile(folder.Write("rule.yaml", rule)).root));
}

bool ReaderAccepts(const std::string& rule) {
  judge_test::PackFolder packs;
  packs.Write("house/rule.yaml", rule);
  return packs.ErrorOf().empty();
}

TEST(PolicySchema, EveryFileOfThePacksMeetsIt) {
  const Validator packs(SchemaOf(PackShape(), "pack"));
  const Validator approvals(SchemaOf(ApprovalsShape(), "approvals"));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(AUDIT_SOURCE_DIR "/analyzers/policies")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().filename().string();
    const Validator& validator = name == "pack.yaml" ? packs : name == "approvals.yaml" ? approvals : Rules();
    EXPECT_TRUE(validator.Accepts(AsJson(ReadYamlFile(entry.path()).root))) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 60u);
}

TEST(PolicySchema, RefusesWhatTheReaderRefuses) {
  const std::string good = judge_test::RuleText("  statement: {kinds: guarantee-claim}\n");
  ASSERT_TRUE(SchemaAccepts(good));
  ASSERT_TRUE(ReaderAccepts(good));
  const auto with = [&good](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& bad :
       {with("title:", "titel:"),
        with("title: A rule\n", ""),
        with("title: A rule", "title: [A]"),
        with("severity: high", "severity: grave"),
        with("category: guarantee", "category: guarantees"),
        with("kinds: guarantee-claim", "kinds: guarantee"),
        with("kinds: guarantee-claim", "stance: asserted"),
        with("statement:", "statements:"),
        with("mark: V", "mark: X"),
        with("mark: V", "note: V"),
        with("breach:", "breaches:"),
        with("breach: [Results are guaranteed.]", "breach: [{track: cosmetic}]"),
        with("breach: [Results are guaranteed.]", "breach: [{text: a, blocks: [{paragraph: a}]}]"),
        with("breach: [Results are guaranteed.]", "breach: [{blocks: [{chapter: a}]}]"),
        good + "waivable: perhaps\n",
        good + "unless: [{kinds: risk-disclosure}]\n",
        good + "unless: []\n",
        good + "severity_changes: [{to: low, when: {within: block}}]\n",
        good + "track: medical\n",
        std::string("extends: us/guarantee\n"),
        std::string("extends: us/guarantee\nwhen: {}\n")}) {
    EXPECT_FALSE(SchemaAccepts(bad)) << bad;
    EXPECT_FALSE(ReaderAccepts(bad)) << bad;
  }
}

TEST(PolicySchema, AcceptsEveryFormAndAnExtension) {
  for (const std::string form :
       {"statement: [{kinds: [disease-claim], subject: product}, {says: [2027, \"cured # times\"]}]",
        "near: {statement: {kinds: disease-claim}, other: {says: a}, reach: block}",
        "missing: {required_when: {kinds: disease-claim}, satisfied_by: {kinds: status-disclosure}}",
        "unseen: {veil: hidden, statement: {kinds: disease-claim}}", "disguised: {kinds: disease-claim}",
        "outdated: {facts: [{statement: {says: a}, until: 2024-12-18, now: b}]}",
        "contradiction: {pairs: {claim: {says: a}, denial: {says: b}, because: c}}",
        "checklist: {question: q, required_when: {says: a}, met_when: {says: b}}",
        "inconspicuous: {min_pt: 7.5, disclosures: [{required_when: {says: a}, disclosure: {says: b}}]}"}) {
    const std::string rule = judge_test::RuleText("  " + form + "\n");
    EXPECT_TRUE(SchemaAccepts(rule)) << form;
    EXPECT_TRUE(ReaderAccepts(rule)) << form;
  }
  EXPECT_TRUE(SchemaAccepts("extends: us/guarantee\nseverity: low\nwaivable: false\n"));
}

}  // namespace
}  // namespace audit
