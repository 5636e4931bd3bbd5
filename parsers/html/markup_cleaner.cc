#include "parsers/html/markup_cleaner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "parsers/html/char_refs.h"
#include "parsers/html/css_text.h"

namespace audit {
namespace {

constexpr std::size_t kMaxTagBytes = 64u << 10;
constexpr std::size_t kMaxStructuredDataBytes = 1u << 20;
constexpr std::size_t kMaxStyleSheetBytes = 512u << 10;
constexpr std::size_t kMaxNameBytes = 64;

constexpr auto npos = std::string_view::npos;

template <std::size_t n>
bool IsOneOf(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

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
constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                    "input", "link", "meta", "param", "source", "track", "wbr"};
/// End tags of these may be left out, so that open ones say nothing about depth.
constexpr std::array<std::string_view, 12> kSelfClosing = {"p",  "li",     "dt",       "dd",    "tr",    "td",
                                                           "th", "option", "optgroup", "thead", "tbody", "tfoot"};
constexpr std::array<std::string_view, 11> kBeforeContent = {"html", "head",   "body",  "title",    "meta",    "link",
                                                             "base", "script", "style", "noscript", "template"};
constexpr std::array<std::string_view, 6> kDroppedRaw = {"script", "style", "iframe", "noembed", "noframes", "xml"};
constexpr std::array<std::string_view, 3> kEscapableRaw = {"title", "textarea", "xmp"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool IsNameChar(char c) {
  return IsLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

bool StartsWithNoCase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == Lower(b); });
}

class Stops {
 public:
  constexpr explicit Stops(std::string_view characters) {
    for (const char c : characters)
      stops_[static_cast<unsigned char>(c)] = true;
  }

  /// The first of the characters from `at` on, or the end of the text.
  std::size_t In(std::string_view text, std::size_t at) const {
    while (at < text.size() && !stops_[static_cast<unsigned char>(text[at])])
      ++at;
    return std::min(at, text.size());
  }

 private:
  std::array<bool, 256> stops_{};
};

constexpr Stops kNotPlain(std::string_view("<>&\"\0\n\r", 7));  // written otherwise than they are, or ends of lines
constexpr Stops kTagNameEnds(" \t\n\r\f/>");
constexpr Stops kAttributeNameEnds(" \t\n\r\f/>=");
constexpr Stops kBareValueEnds(" \t\n\r\f>");

struct Attribute {
  std::string name;
  std::string_view raw_value;
};

struct Tag {
  std::string name;
  std::vector<Attribute> attributes;
  bool is_end = false;
  bool closes_itself = false;
};

class Cleaner {
 public:
  Cleaner(std::string_view text, int max_depth) : text_(text), max_depth_(static_cast<std::size_t>(max_depth)) {}

  CleanMarkup Run() {
    out_.markup.reserve(text_.size() / 2);
    while (at_ < text_.size()) {
      const std::size_t open = std::min(text_.find('<', at_), text_.size());
      WriteText(text_.substr(at_, open - at_), References::kDecode);
      at_ = open;
      if (at_ < text_.size()) ReadMarkup();
    }
    if (!content_seen_) out_.content_begin = text_.size();
    return std::move(out_);
  }

 private:
  enum class References { kDecode, kKeep };

  void Mark() {
    CountLinesUpTo(at_);
    MarkLine();
  }

  void MarkLine() {
    if (!out_.line_marks.empty() && out_.line_marks.back().line == line_) return;
    out_.line_marks.push_back({out_.markup.size(), line_});
  }

  void CountLinesUpTo(std::size_t end) {
    if (counted_ >= end) return;
    const std::string_view passed = text_.substr(counted_, end - counted_);
    line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
    for (std::size_t at = passed.find('\r'); at != npos; at = passed.find('\r', at + 1)) {
      const std::size_t next = counted_ + at + 1;
      if (next == text_.size() || text_[next] != '\n') ++line_;
    }
    counted_ = end;
  }

  void WriteEscaped(char c) {
    switch (c) {
      case '<':
        out_.markup += "&lt;";
        break;
      case '>':
        out_.markup += "&gt;";
        break;
      case '&':
        out_.markup += "&amp;";
        break;
      case '"':
        out_.markup += "&quot;";
        break;
      case '\0':
        break;
      default:
        out_.markup += c;
    }
  }

  /// `text` lies at at_; at_ itself is not moved.
  void WriteText(std::string_view text, References references) {
    const std::size_t base = at_;
    const bool may_hold_tags = foreign_depth_ == 0 && !in_raw_element_;
    if (may_hold_tags && text.find_first_not_of(" \t\r\n\f") != npos) BeginContent(base);
    if (!text.empty())
      out_.texts.push_back({base, base + text.size(), references == References::kDecode, may_hold_tags});
    std::string decoded;
    for (std::size_t i = 0; i < text.size();) {
      if (i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r') {
        CountLinesUpTo(base + i);
        MarkLine();
      }
      const std::size_t plain_end = kNotPlain.In(text, i);
      out_.markup += text.substr(i, plain_end - i);
      i = plain_end;
      if (i == text.size()) break;
      decoded.clear();
      const std::size_t used = references == References::kDecode && text[i] == '&'
                                   ? DecodeCharRef(text.substr(i), ReferencePlace::kText, decoded)
                                   : 0;
      if (used == 0) WriteEscaped(text[i]);
      for (char c : decoded)
        WriteEscaped(c);
      i += std::max<std::size_t>(used, 1);
    }
  }

  /// At '<': a tag, a comment, or just a character.
  void ReadMarkup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
      SkipComment();
    } else if (rest.starts_with("<![CDATA[") && foreign_depth_ > 0) {
      at_ += 9;
      const std::size_t end = std::min(text_.find("]]>", at_), text_.size());
      WriteText(text_.substr(at_, end - at_), References::kKeep);
      at_ = std::min(end + 3, text_.size());
    } else if (rest.starts_with("<!") || rest.starts_with("<?")) {
      out_.has_doctype |= StartsWithNoCase(rest, "<!doctype");
      SkipPast('>');
    } else if (rest.size() > 1 && IsLetter(rest[1])) {
      ReadTag();
    } else if (rest.starts_with("</")) {
      if (rest.size() > 2 && IsLetter(rest[2])) {
        ReadTag();
      } else if (rest.size() > 2) {
        SkipPast('>');
      } else {
        WriteOneCharacter();
      }
    } else {
      WriteOneCharacter();
    }
  }

  void BeginContent(std::size_t at) {
    if (!std::exchange(content_seen_, true)) out_.content_begin = at;
  }

  void WriteOneCharacter() {
    WriteText(text_.substr(at_, 1), References::kKeep);
    ++at_;
  }

  void SkipPast(char c) { at_ = std::min(text_.find(c, at_), text_.size() - 1) + 1; }

  void SkipComment() {
    at_ += 4;
    if (text_.substr(at_).starts_with('>')) {
      at_ += 1;
    } else if (text_.substr(at_).starts_with("->")) {
      at_ += 2;
    } else {
      const std::size_t usual = text_.find("-->", at_);
      const std::size_t odd = text_.substr(0, usual == npos ? npos : usual).find("--!>", at_);
      if (odd != npos) {
        at_ = odd + 4;
      } else {
        out_.unterminated |= usual == npos;
        at_ = usual == npos ? text_.size() : usual + 3;
      }
    }
  }

  void ReadTag() {
    const std::size_t start = at_;
    Tag tag;
    tag.is_end = text_[at_ + 1] == '/';
    at_ += tag.is_end ? 2 : 1;
    const std::size_t name_end = kTagNameEnds.In(text_, at_);
    for (char c : text_.substr(at_, std::min(name_end - at_, kMaxNameBytes)))
      tag.name += IsNameChar(c) ? Lower(c) : '-';
    at_ = name_end;
    ReadAttributes(tag);
    if (at_ >= text_.size()) {
      out_.unterminated = true;
      return;
    }
    ++at_;
    if (!tag.is_end && !IsOneOf(tag.name, kBeforeContent)) BeginContent(start);
    if (at_ - start > kMaxTagBytes) tag.attributes.clear();
    if (tag.is_end) {
      WriteEndTag(tag.name);
    } else {
      WriteStartTag(tag);
    }
  }

  /// Leaves at_ on the '>' of the tag, or at the end of the text.
  void ReadAttributes(Tag& tag) {
    while (at_ < text_.size() && text_[at_] != '>') {
      if (IsBlank(text_[at_]) || text_[at_] == '/') {
        tag.closes_itself = text_[at_] == '/';
        ++at_;
        continue;
      }
      const std::size_t name_at = at_;
      at_ = kAttributeNameEnds.In(text_, at_ + 1);
      const std::string_view name = text_.substr(name_at, at_ - name_at);
      while (at_ < text_.size() && IsBlank(text_[at_]))
        ++at_;
      std::string_view value;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        value = ReadAttributeValue();
      }
      Keep(tag, name, value);
    }
  }

  std::string_view ReadAttributeValue() {
    while (at_ < text_.size() && IsBlank(text_[at_]))
      ++at_;
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

  static void Keep(Tag& tag, std::string_view raw_name, std::string_view value) {
    if (raw_name.size() > kMaxNameBytes) return;
    std::string name(raw_name);
    std::transform(name.begin(), name.end(), name.begin(), Lower);
    if (name == "xml:lang") name = "lang";
    const bool tells_of_style = std::any_of(kStyleAttributes.begin(), kStyleAttributes.end(), [&](const OfElement& of) {
      return of.attribute == name && of.element == tag.name;
    });
    if (!tells_of_style && !IsOneOf(name, kKeptAttributes)) return;
    const bool known = std::any_of(tag.attributes.begin(), tag.attributes.end(),
                                   [&](const Attribute& attribute) { return attribute.name == name; });
    if (!known) tag.attributes.push_back({std::move(name), value});
  }

  void WriteStartTag(const Tag& tag) {
    const std::string& name = tag.name;
    const auto note = [this](std::size_t& begin) {
      if (begin == 0) begin = at_;
    };
    if (name == "html") note(out_.html_begin);
    if (name == "head") note(out_.head_begin);
    if (name == "body") note(out_.body_begin);
    if (name == "link") out_.has_outer_styles |= LowerCss(ValueOf(tag, "rel")).find("stylesheet") != npos;
    if (name == "plaintext") {
      in_raw_element_ = true;
      WriteText(text_.substr(at_), References::kKeep);
      at_ = text_.size();
      return;
    }
    if (foreign_depth_ == 0 && IsOneOf(name, kEscapableRaw)) return WriteRawElement(tag);
    if (IsOneOf(name, kDroppedRaw) && !(foreign_depth_ > 0 && tag.closes_itself)) return DropRawElement(tag);
    if (name == "head" || (name == "html" && std::exchange(html_seen_, true)) ||
        (name == "body" && std::exchange(body_seen_, true))) {
      return;
    }
    const bool counts = !IsOneOf(name, kVoid) && !IsOneOf(name, kSelfClosing);
    const bool is_foreign_root = name == "svg" || name == "math";
    const bool empty = foreign_depth_ > 0 && tag.closes_itself;
    if (counts && open_.size() >= max_depth_) {
      out_.too_deep = true;
      return;
    }
    WriteTag(tag);
    if (is_foreign_root && !tag.closes_itself) ++foreign_depth_;
    if (empty || (is_foreign_root && tag.closes_itself)) {
      out_.markup += "</" + name + ">";
    } else if (counts) {
      open_.push_back(name);
    }
  }

  void WriteTag(const Tag& tag) {
    Mark();
    out_.markup += '<';
    out_.markup += tag.name;
    for (const Attribute& attribute : tag.attributes) {
      out_.markup += ' ';
      out_.markup += attribute.name;
      out_.markup += "=\"";
      for (char c : DecodeCharRefs(attribute.raw_value, ReferencePlace::kAttribute)) {
        WriteEscaped(c == '\n' || c == '\r' ? ' ' : c);
      }
      out_.markup += '"';
    }
    out_.markup += '>';
  }

  void WriteEndTag(const std::string& name) {
    if (name == "html" || name == "head" || name == "body") return;
    if (name == "br") {
      out_.markup += "<br>";
      return;
    }
    if (IsOneOf(name, kVoid)) return;
    if (!IsOneOf(name, kSelfClosing)) {
      const auto opened = std::find(open_.rbegin(), open_.rend(), name);
      if (opened == open_.rend()) return;
      for (auto it = open_.rbegin(); it <= opened; ++it) {
        if (*it == "svg" || *it == "math") --foreign_depth_;
      }
      open_.erase(std::prev(opened.base()), open_.end());
    }
    Mark();
    out_.markup += "</" + name + ">";
  }

  /// The end of the body of a raw element: the '<' of its end tag, or the end of the text.
  std::size_t RawEnd(const std::string& name) const {
    for (std::size_t i = text_.find("</", at_); i != npos; i = text_.find("</", i + 2)) {
      const std::string_view rest = text_.substr(i + 2);
      if (!StartsWithNoCase(rest, name)) continue;
      if (rest.size() == name.size() || std::string_view(" \t\n\r\f/>").find(rest[name.size()]) != npos) return i;
    }
    return text_.size();
  }

  void SkipRawEndTag() {
    if (at_ < text_.size()) SkipPast('>');
  }

  void WriteRawElement(const Tag& tag) {
    // Text outside a body would end the head for libxml2; a block keeps it apart.
    const std::string name = tag.name == "xmp" ? "pre" : tag.name;
    WriteTag({name, tag.attributes, false, false});
    const std::size_t end = RawEnd(tag.name);
    in_raw_element_ = true;
    WriteText(text_.substr(at_, end - at_), tag.name == "xmp" ? References::kKeep : References::kDecode);
    in_raw_element_ = false;
    at_ = end;
    out_.markup += "</" + name + ">";
    SkipRawEndTag();
  }

  void DropRawElement(const Tag& tag) {
    CountLinesUpTo(at_);
    const std::size_t end = RawEnd(tag.name);
    if (tag.name == "style") KeepStyleSheet(tag, text_.substr(at_, end - at_));
    if (tag.name == "script") {
      out_.has_outer_script |= !ValueOf(tag, "src").empty();
      bool structured = false;
      for (const Attribute& attribute : tag.attributes) {
        structured |= attribute.name == "type" && StartsWithNoCase(attribute.raw_value, "application/ld+json");
      }
      if (!structured) {
        out_.has_script = true;
      } else if (end - at_ <= kMaxStructuredDataBytes) {
        out_.structured_data.push_back({std::string(text_.substr(at_, end - at_)), line_});
      }
    }
    at_ = end;
    SkipRawEndTag();
  }

  static std::string_view ValueOf(const Tag& tag, std::string_view name) {
    for (const Attribute& attribute : tag.attributes)
      if (attribute.name == name) return attribute.raw_value;
    return {};
  }

  void KeepStyleSheet(const Tag& tag, std::string_view text) {
    const std::string type = LowerCss(ValueOf(tag, "type"));
    if (!type.empty() && type != "text/css") return;
    style_bytes_ += text.size();
    if (style_bytes_ > kMaxStyleSheetBytes) {
      out_.has_outer_styles = true;
      return;
    }
    out_.style_sheets.push_back({std::string(text), std::string(ValueOf(tag, "media"))});
  }

  std::string_view text_;
  std::size_t max_depth_;
  std::size_t style_bytes_ = 0;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;
  int line_ = 1;
  CleanMarkup out_;
  std::vector<std::string> open_;
  int foreign_depth_ = 0;
  bool in_raw_element_ = false;  // nothing within is a tag
  bool content_seen_ = false;
  bool html_seen_ = false;
  bool body_seen_ = false;
};

}  // namespace

int CleanMarkup::LineAt(std::size_t offset) const {
  const auto after = std::upper_bound(line_marks.begin(), line_marks.end(), offset,
                                      [](std::size_t at, const LineMark& mark) { return at < mark.offset; });
  return after == line_marks.begin() ? 1 : std::prev(after)->line;
}

CleanMarkup CleanHtml(std::string_view text, int max_depth) { return Cleaner(text, max_depth).Run(); }

}  // namespace audit
