#include "parsers/html/markup_cleaner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "parsers/html/char_refs.h"
#include "parsers/html/css_text.h"
#include "parsers/html/html_letters.h"
#include "parsers/html/markup_tag.h"

namespace audit {
namespace {

constexpr std::size_t kMaxStructuredDataBytes = 1u << 20;
constexpr std::size_t kMaxStyleSheetBytes = 512u << 10;

constexpr auto npos = std::string_view::npos;

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                    "input", "link", "meta", "param", "source", "track", "wbr"};
/// End tags of these may be left out, so that open ones say nothing about depth.
constexpr std::array<std::string_view, 12> kSelfClosing = {"p",  "li",     "dt",       "dd",    "tr",    "td",
                                                           "th", "option", "optgroup", "thead", "tbody", "tfoot"};
constexpr std::array<std::string_view, 11> kBeforeContent = {"html", "head",   "body",  "title",    "meta",    "link",
                                                             "base", "script", "style", "noscript", "template"};
constexpr std::array<std::string_view, 6> kDroppedRaw = {"script", "style", "iframe", "noembed", "noframes", "xml"};
constexpr std::array<std::string_view, 3> kEscapableRaw = {"title", "textarea", "xmp"};

constexpr Stops kNotPlain(std::string_view("<>&\"\0\n\r", 7));  // written otherwise than they are, or ends of lines

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
    const MarkupTag tag = ReadMarkupTag(text_, at_);
    at_ = tag.end;
    if (!tag.is_whole) {
      out_.unterminated = true;
      return;
    }
    if (!tag.is_end && !IsOneOf(tag.name, kBeforeContent)) BeginContent(start);
    if (tag.is_end) {
      WriteEndTag(tag.name);
    } else {
      WriteStartTag(tag);
    }
  }

  void WriteStartTag(const MarkupTag& tag) {
    const std::string& name = tag.name;
    const auto note = [this](std::size_t& begin) {
      if (begin == 0) begin = at_;
    };
    if (name == "html") note(out_.html_begin);
    if (name == "head") note(out_.head_begin);
    if (name == "body") note(out_.body_begin);
    if (name == "link") out_.has_outer_styles |= LowerCss(tag.ValueOf("rel")).find("stylesheet") != npos;
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
    WriteTag(name, tag.attributes);
    if (is_foreign_root && !tag.closes_itself) ++foreign_depth_;
    if (empty || (is_foreign_root && tag.closes_itself)) {
      out_.markup += "</" + name + ">";
    } else if (counts) {
      open_.push_back(name);
    }
  }

  void WriteTag(const std::string& name, const std::vector<MarkupAttribute>& attributes) {
    Mark();
    out_.markup += '<';
    out_.markup += name;
    for (const MarkupAttribute& attribute : attributes) {
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

  void WriteRawElement(const MarkupTag& tag) {
    // Text outside a body would end the head for libxml2; a block keeps it apart.
    const std::string name = tag.name == "xmp" ? "pre" : tag.name;
    WriteTag(name, tag.attributes);
    const std::size_t end = RawEnd(tag.name);
    in_raw_element_ = true;
    WriteText(text_.substr(at_, end - at_), tag.name == "xmp" ? References::kKeep : References::kDecode);
    in_raw_element_ = false;
    at_ = end;
    out_.markup += "</" + name + ">";
    SkipRawEndTag();
  }

  void DropRawElement(const MarkupTag& tag) {
    CountLinesUpTo(at_);
    const std::size_t end = RawEnd(tag.name);
    if (tag.name == "style") KeepStyleSheet(tag, text_.substr(at_, end - at_));
    if (tag.name == "script") {
      out_.has_outer_script |= !tag.ValueOf("src").empty();
      if (!StartsWithNoCase(tag.ValueOf("type"), "application/ld+json")) {
        out_.has_script = true;
      } else if (end - at_ <= kMaxStructuredDataBytes) {
        out_.structured_data.push_back({std::string(text_.substr(at_, end - at_)), line_});
      }
    }
    at_ = end;
    SkipRawEndTag();
  }

  void KeepStyleSheet(const MarkupTag& tag, std::string_view text) {
    const std::string type = LowerCss(tag.ValueOf("type"));
    if (!type.empty() && type != "text/css") return;
    style_bytes_ += text.size();
    if (style_bytes_ > kMaxStyleSheetBytes) {
      out_.has_outer_styles = true;
      return;
    }
    out_.style_sheets.push_back({std::string(text), std::string(tag.ValueOf("media"))});
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
