// What is written piece by piece is what a tree of the same values would give.
#include "reporters/json_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

namespace audit {
namespace {

using Json = nlohmann::ordered_json;

std::string Written(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string TextOf(std::string_view value) {
  JsonText out;
  out.Put(value);
  return out.Take();
}

TEST(JsonText, EscapesEveryByteAsATreeDoes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string("a") + static_cast<char>(byte) + "z\"";
    EXPECT_EQ(TextOf(text), Written(text)) << byte;
  }
}

TEST(JsonText, WritesOtherScriptsAndBrokenOnesAsATreeDoes) {
  for (const std::string text : {"外泌體 \u2028 \U0001F9EA", "cut \xE5\xA4", "\xC0\x80 \xED\xA0\x80", ""})
    EXPECT_EQ(TextOf(text), Written(text)) << text;
}

TEST(JsonText, WritesFiguresAsATreeDoes) {
  for (const double number : {0.0, 1.0, 0.1, 72.35, 1e-9, 123456789.125, -0.5, 1e300}) {
    JsonText out;
    out.Put(number);
    EXPECT_EQ(out.Take(), Written(number));
  }
  JsonText out;
  out.BeginArray();
  out.Put(std::numeric_limits<double>::infinity());
  out.Put(std::numeric_limits<std::uint64_t>::max());
  out.Put(std::numeric_limits<std::int64_t>::min());
  out.Put(true);
  out.EndArray();
  EXPECT_EQ(out.Take(), "[null,18446744073709551615,-9223372036854775808,true]");
}

TEST(JsonText, PartsMembersAndItemsByCommas) {
  JsonText out;
  out.BeginObject();
  out.Member("a", "x");
  out.Key("none");
  out.BeginArray();
  out.EndArray();
  out.Member("texts", std::vector<std::string>{"1", "2"});
  out.Key("of");
  out.BeginArray();
  for (const int number : {1, 2}) {
    out.BeginObject();
    out.Member("n", number);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  EXPECT_EQ(out.Take(), R"({"a":"x","none":[],"texts":["1","2"],"of":[{"n":1},{"n":2}]})");
  EXPECT_EQ(TextOf("anew"), "\"anew\"");
}

}  // namespace
}  // namespace audit
