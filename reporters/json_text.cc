#include "reporters/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "parsers/utf8.h"

namespace audit {
namespace {

using Json = nlohmann::json;

bool IsEscaped(char c) { return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\'; }

/// REQUIRES: `text` is valid UTF-8.
void AppendEscaped(std::string_view text, std::string& out) {
  while (true) {
    const auto special = std::find_if(text.begin(), text.end(), IsEscaped);
    out.append(text.begin(), special);
    if (special == text.end()) return;
    constexpr std::string_view kNamed = "\b\t\n\f\r\"\\";
    constexpr std::string_view kNames = "btnfr\"\\";
    if (const auto named = kNamed.find(*special); named != std::string_view::npos) {
      out += '\\';
      out += kNames[named];
    } else {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(*special));
    }
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
  }
}

}  // namespace

void JsonText::Key(std::string_view name) {
  Separate();
  text_ += '"';
  text_ += name;
  text_ += "\":";
  is_first_ = true;
}

void JsonText::Put(std::string_view text) {
  Separate();
  if (!IsValidUtf8(text)) {
    text_ += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  text_ += '"';
  AppendEscaped(text, text_);
  text_ += '"';
}

void JsonText::Put(double number) {
  Separate();
  text_ += Json(number).dump();
}

void JsonText::Put(const std::vector<std::string>& texts) {
  BeginArray();
  for (const std::string& text : texts)
    Put(text);
  EndArray();
}

std::string JsonText::Take() {
  is_first_ = true;
  return std::exchange(text_, {});
}

void JsonText::Begin(char bracket) {
  Separate();
  text_ += bracket;
  is_first_ = true;
}

void JsonText::End(char bracket) {
  text_ += bracket;
  is_first_ = false;
}

void JsonText::Separate() {
  if (!is_first_) text_ += ',';
  is_first_ = false;
}

}  // namespace audit
