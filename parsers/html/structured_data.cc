#include "parsers/html/structured_data.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

namespace audit {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxEntries = 1000;

std::string StringIn(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool IsOfType(const Json& object, std::string_view type) {
  const auto found = object.find("@type");
  if (found == object.end()) return false;
  if (found->is_string()) return found->get_ref<const std::string&>() == type;
  if (!found->is_array()) return false;
  for (const Json& one : *found) {
    if (one.is_string() && one.get_ref<const std::string&>() == type) return true;
  }
  return false;
}

std::string AnswerOf(const Json& question) {
  for (const char* key : {"acceptedAnswer", "suggestedAnswer"}) {
    const auto answer = question.find(key);
    if (answer == question.end()) continue;
    if (answer->is_string()) return answer->get<std::string>();
    const Json& first = answer->is_array() && !answer->empty() ? answer->front() : *answer;
    if (first.is_object()) return StringIn(first, "text");
  }
  return {};
}

}  // namespace

std::vector<FaqEntry> ReadFaqEntries(std::string_view text) {
  std::vector<FaqEntry> entries;
  bool too_deep = false;
  const Json root = Json::parse(
      text.begin(), text.end(),
      [&](int depth, Json::parse_event_t, Json&) {
        too_deep |= depth > kMaxDepth;
        return !too_deep;
      },
      /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (too_deep || root.is_discarded()) return entries;
  std::vector<const Json*> open = {&root};
  while (!open.empty() && entries.size() < kMaxEntries) {
    const Json& value = *open.back();
    open.pop_back();
    if (value.is_object() && IsOfType(value, "Question")) {
      std::string question = StringIn(value, "name");
      if (question.empty()) question = StringIn(value, "text");
      if (!question.empty()) entries.push_back({std::move(question), AnswerOf(value)});
      continue;
    }
    if (!value.is_structured()) continue;
    // Last child first, so that the stack gives them back in the order of the text.
    for (auto child = value.rbegin(); child != value.rend(); ++child)
      open.push_back(&*child);
  }
  return entries;
}

}  // namespace audit
