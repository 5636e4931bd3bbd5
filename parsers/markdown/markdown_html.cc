#include "parsers/markdown/markdown_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "parsers/text/text_lines.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t kMaxLinkBytes = 2'048;  // a bracket further away does not belong to it

void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '<') {
      *out += "&lt;";
    } else if (c == '>') {
      *out += "&gt;";
    } else if (c == '"') {
      *out += "&quot;";
    } else if (c == '&') {
      *out += "&amp;";
    } else {
      *out += c;
    }
  }
}

/// Words between brackets at the beginning of `text`, "[words]"; npos when they do not close.
std::size_t ClosingBracket(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size() && i < kMaxLinkBytes; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '[') {
      ++depth;
    } else if (text[i] == ']' && --depth == 0) {
      return i;
    }
  }
  return npos;
}

/// Length of "(address)" or "[reference]" behind the words of a link, 0 = none.
std::size_t TargetLength(std::string_view text) {
  if (!text.starts_with('(') && !text.starts_with('[')) return 0;
  const std::size_t end = text.substr(0, kMaxLinkBytes).find(text[0] == '(' ? ')' : ']');
  return end == npos ? 0 : end + 1;
}

/// Inline marks of one line: emphasis and code marks go, links keep their words, pictures their description.
class Inline {
 public:
  explicit Inline(std::string* out) : out_(*out) {}

  void Add(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
      i += Step(text, i);
  }

 private:
  std::size_t Step(std::string_view text, std::size_t i) {
    const std::string_view rest = text.substr(i);
    const char c = rest[0];
    if (c == '\\' && rest.size() > 1 && std::string_view("\\`*_{}[]()#+-.!|~<>").find(rest[1]) != npos) {
      AppendEscaped(rest.substr(1, 1), &out_);
      return 2;
    }
    if (c == '`') return Code(rest);
    if (rest.starts_with("![")) {
      if (const std::size_t length = Link(rest.substr(1), /*picture=*/true); length > 0) return length + 1;
    }
    if (c == '[') {
      if (const std::size_t length = Link(rest, /*picture=*/false); length > 0) return length;
    }
    if (c == '*' || rest.starts_with("~~")) return Emphasis(text, i, c == '*' ? 1 : 2);
    if (c == '_') {
      const auto is_word = [](char ch) {
        return (static_cast<unsigned char>(ch) & 0x80) != 0 || std::isalnum(ch) != 0;
      };
      const bool inside = i > 0 && is_word(text[i - 1]) && i + 1 < text.size() && is_word(text[i + 1]);
      if (!inside) return Emphasis(text, i, 1);
    }
    out_ += c;
    return 1;
  }

  std::size_t Code(std::string_view rest) {
    const std::size_t ticks = std::min(rest.find_first_not_of('`'), rest.size());
    const std::size_t end = rest.find(rest.substr(0, ticks), ticks);
    if (end == npos) {
      out_ += rest.substr(0, ticks);
      return ticks;
    }
    AppendEscaped(rest.substr(ticks, end - ticks), &out_);
    return end + ticks;
  }

  std::size_t Link(std::string_view rest, bool picture) {
    const std::size_t close = ClosingBracket(rest);
    if (close == npos) return 0;
    const std::size_t target = TargetLength(rest.substr(close + 1));
    if (target == 0) return 0;
    const std::string_view words = rest.substr(1, close - 1);
    if (picture) {
      out_ += "<img alt=\"";
      AppendEscaped(words, &out_);
      out_ += "\">";
    } else if (++nesting_ <= 3) {
      Add(words);
      --nesting_;
    } else {
      AppendEscaped(words, &out_);
      --nesting_;
    }
    return close + 1 + target;
  }

  /// A mark with blanks on both sides is a character like any other.
  std::size_t Emphasis(std::string_view text, std::size_t i, std::size_t least) {
    std::size_t length = std::min(text.find_first_not_of(text[i], i), text.size()) - i;
    const bool blank_before = i == 0 || text[i - 1] == ' ';
    const bool blank_after = i + length >= text.size() || text[i + length] == ' ';
    if (length < least || (blank_before && blank_after)) {
      out_ += text.substr(i, length);
      return length;
    }
    if (length >= 2 && text[i] != '~') {
      out_ += bold_ ? "</b>" : "<b>";
      bold_ = !bold_;
    } else if (text[i] == '~') {
      out_ += struck_ ? "</s>" : "<s>";
      struck_ = !struck_;
    }
    return length;
  }

  std::string& out_;
  bool bold_ = false;
  bool struck_ = false;
  int nesting_ = 0;
};

bool IsTableRule(std::string_view line) {
  line = TrimBlanks(line);
  return line.find('-') != npos && line.find('|') != npos && line.find_first_not_of("|-: \t") == npos;
}

bool IsThematicBreak(std::string_view line) {
  std::string plain;
  for (const char c : TrimBlanks(line)) {
    if (c != ' ') plain += c;
  }
  return plain.size() >= 3 && (plain.find_first_not_of('-') == npos || plain.find_first_not_of('*') == npos ||
                               plain.find_first_not_of('_') == npos);
}

bool IsFence(std::string_view line) {
  return TrimBlanks(line).starts_with("```") || TrimBlanks(line).starts_with("~~~");
}

class Converter {
 public:
  explicit Converter(std::string_view markdown) : lines_(SplitLines(markdown)) {}

  std::string Run() {
    std::size_t i = 0;
    if (!lines_.empty() && lines_[0] == "---") i = SkipFrontMatter();
    for (; i < lines_.size(); ++i) {
      Line(i);
      out_ += '\n';
    }
    Close();
    return std::move(out_);
  }

 private:
  /// Settings of a site generator, which its pages do not show.
  std::size_t SkipFrontMatter() {
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (lines_[i] != "---" && lines_[i] != "...") continue;
      out_.append(i + 1, '\n');
      return i + 1;
    }
    return 0;
  }

  void Line(std::size_t i) {
    std::string_view line = lines_[i];
    if (IsFence(line)) {
      fenced_ = !fenced_;
      Open(fenced_ ? "<pre>" : "", fenced_ ? "</pre>" : "");
      return;
    }
    if (fenced_) return AppendEscaped(line, &out_);
    while (TrimBlanks(line).starts_with('>') && quotes_++ < 10)
      line = TrimBlanks(line).substr(1);
    quotes_ = 0;
    const std::string_view text = TrimBlanks(line);
    if (text.empty() || IsTableRule(line)) {
      if (text.empty()) Close();
    } else if (const std::size_t marks = text.find_first_not_of('#');
               text[0] == '#' && marks != npos && marks <= 6 && text[marks] == ' ') {
      Heading(text.substr(marks + 1), marks);
    } else if (i + 1 < lines_.size() && open_.empty() && IsUnderline(lines_[i + 1]) && !IsThematicBreak(line)) {
      Heading(text, TrimBlanks(lines_[i + 1])[0] == '=' ? 1 : 2);
    } else if (IsUnderline(line) || IsThematicBreak(line)) {
      Close();
    } else if (IsRow(i)) {
      Row(text);
    } else {
      Paragraph(line);
    }
  }

  static bool IsUnderline(std::string_view line) {
    line = TrimBlanks(line);
    return line.size() >= 2 && (line.find_first_not_of('=') == npos || line.find_first_not_of('-') == npos);
  }

  bool IsRow(std::size_t i) const {
    if (lines_[i].find('|') == npos) return false;
    return open_ == "</table>" || (i + 1 < lines_.size() && IsTableRule(lines_[i + 1]));
  }

  void Heading(std::string_view text, std::size_t level) {
    Close();
    text = text.substr(0, text.find_last_not_of("# \t") + 1);
    out_ += fmt::format("<h{}>", level);
    Inline(&out_).Add(text);
    out_ += fmt::format("</h{}>", level);
  }

  void Row(std::string_view text) {
    if (open_ != "</table>") Open("<table>", "</table>");
    if (text.starts_with('|')) text.remove_prefix(1);
    if (text.ends_with('|')) text.remove_suffix(1);
    out_ += "<tr>";
    while (true) {
      std::size_t end = text.find('|');
      while (end != npos && end > 0 && text[end - 1] == '\\')
        end = text.find('|', end + 1);
      out_ += "<td>";
      Inline(&out_).Add(TrimBlanks(text.substr(0, end)));
      out_ += "</td>";
      if (end == npos) break;
      text.remove_prefix(end + 1);
    }
    out_ += "</tr>";
  }

  void Paragraph(std::string_view line) {
    if (const std::size_t label = ListLabelLength(line); label > 0) {
      Open("<li>", "</li>");
      line.remove_prefix(label);
      for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
        if (line.starts_with(box)) line.remove_prefix(box.size());
      }
    } else if (open_.empty()) {
      Open("<p>", "</p>");
    }
    Inline(&out_).Add(line);
    if (line.ends_with("  ") || line.ends_with("\\")) out_ += "<br>";
  }

  void Open(std::string_view tag, std::string_view closing) {
    Close();
    out_ += tag;
    open_ = closing;
  }

  void Close() {
    out_ += open_;
    open_ = {};
  }

  std::vector<std::string_view> lines_;
  std::string out_;
  std::string_view open_;
  bool fenced_ = false;
  int quotes_ = 0;
};

}  // namespace

std::string MarkdownToHtml(std::string_view markdown) { return Converter(markdown).Run(); }

}  // namespace audit
