// Reads XML as office programs write it: UTF-8, elements with ASCII names, attributes, text, the five named references;
// nothing else, and no mistake. It stops before whatever is not of this kind, and the general reader takes over there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/xml_state.h"

namespace audit {

class PlainXml {
 public:
  /// `state` must outlive it.
  explicit PlainXml(XmlState& state) : state_(state) {}

  /// Reads whole tokens from the front of `bytes`; returns how many bytes those were. What is left comes again, with
  /// more bytes behind it.
  std::size_t Take(std::string_view bytes);

  /// True if what follows is not plain.
  bool stuck() const { return stuck_; }
  /// True behind the end of the outermost element.
  bool ended() const { return begun_ && state_.open.empty(); }
  bool begun() const { return begun_; }

  /// Start tags that bring another reader to where this one stands.
  std::string Opening() const;

 private:
  enum class Step { kTaken, kIncomplete, kStuck };

  Step TakeFirst(std::string_view& rest);
  Step TakeTag(std::string_view& rest);
  Step TakeEndTag(std::string_view& rest);
  Step TakeStartTag(std::string_view& rest);
  Step TakeText(std::string_view& rest);
  Step ReadAttributes(std::string_view& at, bool& empty_element);
  bool ReadValue(std::string_view raw, std::uint8_t classes, std::string_view& value);
  bool DeclareNamespaces();
  bool ResolveAttributes();
  bool Resolve(std::string_view prefix, std::string_view& uri);
  std::string_view Interned(std::string_view text);

  struct RawAttribute {
    std::string_view prefix;
    std::string_view name;
    std::string_view value;
  };

  XmlState& state_;
  bool begun_ = false;
  bool stuck_ = false;
  std::vector<RawAttribute> raw_;    // of the element being started
  std::deque<std::string> decoded_;  // values of it that had references
  std::deque<std::string> written_;  // names of open elements, by depth
  std::set<std::string, std::less<>> interned_;
  std::string_view last_prefix_;  // looked up
  std::string_view last_uri_;
  std::size_t last_namespaces_ = 0;  // when it was looked up; 0 = nothing is known
};

}  // namespace audit
