// JSON written piece by piece into a text, without a tree in between: for reports of many small objects, where building
// and freeing trees takes longer than writing. The bytes are those that nlohmann's dump() would give. One thread.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

class JsonText {
 public:
  void BeginObject() { Begin('{'); }
  void BeginArray() { Begin('['); }
  void EndObject() { End('}'); }
  void EndArray() { End(']'); }

  /// Of the member that follows. REQUIRES: `name` holds nothing that JSON would escape.
  void Key(std::string_view name);
  /// A value of an array, or of the member whose key was given. What is not UTF-8 becomes U+FFFD.
  void Put(std::string_view text);
  void Put(const char* text) { Put(std::string_view(text)); }
  void Put(double number);
  void Put(const std::vector<std::string>& texts);
  template <std::integral T>
  void Put(T number) {
    Separate();
    if constexpr (std::same_as<T, bool>)
      text_ += number ? "true" : "false";
    else
      text_ += std::to_string(number);
  }

  void Member(std::string_view name, const auto& value) {
    Key(name);
    Put(value);
  }

  /// What was written, which is forgotten.
  std::string Take();

 private:
  void Begin(char bracket);
  void End(char bracket);
  void Separate();

  std::string text_;
  bool is_first_ = true;  ///< nothing stands before what comes next that a comma would have to follow
};

}  // namespace audit
