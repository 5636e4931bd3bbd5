#include "parsers/html/markup_tag.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/html/html_letters.h"

namespace audit {
namespace {

constexpr std::size_t kMaxTagBytes = 64u << 10;
constexpr std::size_t kMaxNameBytes = 64;

constexpr std::array<std::string_view, 24> kKeptAttributes = {
    "align",    "alt",  "aria-level", "background", "bgcolor",  "class", "color", "colspan",
    "content",  "face", "hidden",     "id",         "itemprop", "lang",  "name",  "open",
    "property", "role", "rowspan",    "size",       "style",    "text",  "type",  "value"};
/// Kept where they tell which style sheets there are.
struct OfElement {
  std::string_view element;
  std::string_view attribute;
};
constexpr std::array<OfElement, 3> kStyleAttributes = {{{"link", "rel"}, {"style", "media"}, {"script", "src"}}};

constexpr Stops kTagNameEnds(" \t\n\r\f/>");
constexpr Stops kAttributeNameEnds(" \t\n\r\f/>=");
constexpr Stops kBareValueEnds(" \t\n\r\f>");

bool IsNameChar(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

class Reader {
 public:
  Reader(std::string_view page, std::size_t at) : text_(page), at_(at) {}

  MarkupTag Read() {
    const std::size_t start = at_;
    tag_.is_end = text_[at_ + 1] == '/';
    at_ += tag_.is_end ? 2 : 1;
    const std::size_t name_end = kTagNameEnds.In(text_, at_);
    for (char c : text_.substr(at_, std::min(name_end - at_, kMaxNameBytes)))
      tag_.name += IsNameChar(c) ? Lower(c) : '-';
    at_ = name_end;
    ReadAttributes();
    tag_.is_whole = at_ < text_.size();
    if (tag_.is_whole) ++at_;
    tag_.end = at_;
    if (at_ - start > kMaxTagBytes) tag_.attributes.clear();
    return std::move(tag_);
  }

 private:
  /// Leaves at_ on the '>' of the tag, or at the end of the text.
  void ReadAttributes() {
    while (at_ < text_.size() && text_[at_] != '>') {
      if (IsBlank(text_[at_]) || text_[at_] == '/') {
        tag_.closes_itself = text_[at_] == '/';
        ++at_;
        continue;
      }
      const std::size_t name_at = at_;
      at_ = kAttributeNameEnds.In(text_, at_ + 1);
      const std::string_view name = text_.substr(name_at, at_ - name_at);
      SkipBlanks();
      std::string_view value;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        value = ReadValue();
      }
      Keep(name, value);
    }
  }

  void SkipBlanks() {
    while (at_ < text_.size() && IsBlank(text_[at_]))
      ++at_;
  }

  std::string_view ReadValue() {
    SkipBlanks();
    if (at_ >= text_.size()) return {};
    const char quote = text_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++at_;
    const std::size_t start = at_;
    at_ = quoted ? std::min(text_.find(quote, at_), text_.size()) : kBareValueEnds.In(text_, at_);
    const std::string_view value = text_.substr(start, at_ - start);
    if (quoted && at_ < text_.size()) ++at_;
    return value;
  }

  void Keep(std::string_view raw_name, std::string_view value) {
    if (raw_name.size() > kMaxNameBytes) return;
    std::string name(raw_name);
    std::transform(name.begin(), name.end(), name.begin(), Lower);
    if (name == "xml:lang") name = "lang";
    const bool tells_of_style = std::any_of(kStyleAttributes.begin(), kStyleAttributes.end(), [&](const OfElement& of) {
      return of.attribute == name && of.element == tag_.name;
    });
    if (!tells_of_style && !IsOneOf(name, kKeptAttributes)) return;
    const bool known = std::any_of(tag_.attributes.begin(), tag_.attributes.end(),
                                   [&](const MarkupAttribute& attribute) { return attribute.name == name; });
    if (!known) tag_.attributes.push_back({std::move(name), value});
  }

  std::string_view text_;
  std::size_t at_;
  MarkupTag tag_;
};

}  // namespace

std::string_view MarkupTag::ValueOf(std::string_view attribute) const {
  for (const MarkupAttribute& one : attributes)
    if (one.name == attribute) return one.raw_value;
  return {};
}

MarkupTag ReadMarkupTag(std::string_view page, std::size_t at) { return Reader(page, at).Read(); }

}  // namespace audit
