#include "parsers/html/html_mark_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "parsers/html/charset.h"
#include "parsers/html/markup_cleaner.h"
#include "parsers/html/page_words.h"
#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;

/// What was read is the page without its scripts, and opening the copy must tell nobody. Files beside it may be shown.
constexpr std::string_view kPolicy =
    "default-src 'none'; img-src data: file:; media-src data: file:; font-src data: file:; "
    "style-src 'unsafe-inline' data: file:; form-action 'none'; base-uri 'none'";

constexpr std::string_view kListStyle =
    "all:initial;display:block;position:relative;z-index:2147483647;margin:0;padding:12px 16px;border:0 solid #000;"
    "border-width:0 0 3px;background:#fff;color:#000;font:14px/1.5 sans-serif;white-space:normal;text-align:left";

/// Pure ASCII, so that it is the same in every charset: markup and quotes escaped, line ends as references.
std::string Escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextUtf8(text, &at);
    const bool plain =
        point >= 0x20 && point < 0x7F && std::string_view("&<>\"'").find(static_cast<char>(point)) == npos;
    if (plain)
      out += static_cast<char>(point);
    else if (point == '\n' || point >= 0xA0 || (point > 0x20 && point < 0x7F))
      out += fmt::format("&#{};", static_cast<unsigned>(point));
  }
  return out;
}

std::string HexColor(const Rgb& color) {
  return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

/// Behind the byte order mark, document type and comments at the start: where a head may begin.
std::size_t EndOfProlog(std::string_view source) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t next = source.find_first_not_of(" \t\r\n\f", at);
    if (next == npos || !(source.substr(next).starts_with("<!") || source.substr(next).starts_with("<?"))) return at;
    const std::string_view end = source.substr(next).starts_with("<!--") ? "-->" : ">";
    const std::size_t close = source.find(end, next);
    if (close == npos) return at;
    at = close + end.size();
  }
}

/// Marks laid over the page's source; only what is put in, where.
class HtmlMarker {
 public:
  HtmlMarker(std::string_view source, std::string_view charset, const std::vector<Mark>& marks, int max_depth)
      : source_(source),
        charset_(charset),
        marks_(marks),
        clean_(CleanHtml(source, max_depth)),
        words_(source, clean_),
        elements_(marks.size(), 0) {}

  std::vector<MarkOutcome> Place() {
    std::vector<MarkOutcome> outcomes;
    for (std::size_t i = 0; i < marks_.size(); ++i)
      outcomes.push_back(PlaceOne(i));
    WriteMarks();
    const std::size_t head = clean_.head_begin != 0   ? clean_.head_begin
                             : clean_.html_begin != 0 ? clean_.html_begin
                                                      : EndOfProlog(source_);
    const std::size_t body = std::max(head, clean_.body_begin != 0 ? clean_.body_begin : clean_.content_begin);
    inserted_[body].insert(0, ListOfComments());
    inserted_[head].insert(0, Preface());
    return outcomes;
  }

  /// By offset into the source.
  const std::map<std::size_t, std::string>& inserted() const { return inserted_; }

 private:
  MarkOutcome PlaceOne(std::size_t index) {
    const Mark& mark = marks_[index];
    if (mark.quote.empty()) return {MarkPlacing::kNearby, "it is about what is missing; it stands in the list on top"};
    const std::vector<WordRange> ranges =
        mark.where.part.empty() ? words_.Find(mark.quote, mark.where.line) : std::vector<WordRange>();
    if (ranges.empty())
      return {MarkPlacing::kNearby,
              "the words cannot be marked in the page (title, description, alternative text); it stands in the list on "
              "top"};
    for (const WordRange& range : ranges) {
      begins_[range.begin].push_back(index);
      ends_[range.end].push_back(index);
    }
    return {MarkPlacing::kAtWords, ""};
  }

  /// Marks that overlap are cut at each other's ends, so that elements nest.
  void WriteMarks() {
    std::set<std::size_t> bounds;
    for (const auto& [at, unused] : begins_)
      bounds.insert(at);
    for (const auto& [at, unused] : ends_)
      bounds.insert(at);
    std::set<std::size_t> open;
    for (const std::size_t at : bounds) {
      if (!open.empty()) inserted_[at] += "</mark>";
      if (const auto ending = ends_.find(at); ending != ends_.end())
        for (const std::size_t index : ending->second)
          open.erase(index);
      if (const auto beginning = begins_.find(at); beginning != begins_.end())
        open.insert(beginning->second.begin(), beginning->second.end());
      if (!open.empty()) inserted_[at] += StartOfMark(open);
    }
  }

  std::string StartOfMark(const std::set<std::size_t>& open) {
    ++element_count_;
    std::string title;
    for (const std::size_t index : open) {
      if (elements_[index] == 0) elements_[index] = element_count_;
      title += fmt::format("{}{}. {}\n{}", title.empty() ? "" : "\n\n", index + 1, marks_[index].heading,
                           marks_[index].comment);
    }
    return fmt::format(R"(<mark id="brochure-audit-{}" style="background:{};color:#000" title="{}">)", element_count_,
                       HexColor(marks_[*open.begin()].color), Escaped(title));
  }

  std::string Preface() const {
    std::string out;
    // The declaration must stand near the start, and what is put in would push the page's own away.
    if (!charset_.starts_with("UTF-16")) out = fmt::format(R"(<meta charset="{}"/>)", charset_);
    return out + fmt::format(R"(<meta http-equiv="Content-Security-Policy" content="{}"/>)", kPolicy);
  }

  std::string ListOfComments() const {
    // Closed at first, so that the page is seen as it is.
    std::string out = fmt::format(
        "<section id=\"brochure-audit\" style=\"{}\"><details><summary style=\"cursor:pointer\">{}: {} comment{} on "
        "this page</summary>",
        kListStyle, kMarkAuthor, marks_.size(), marks_.size() == 1 ? "" : "s");
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      const Mark& mark = marks_[i];
      const std::string heading = fmt::format("{}. {}", i + 1, Escaped(mark.heading));
      out += fmt::format(R"(<p style="margin:8px 0"><b style="background:{}">)", HexColor(mark.color));
      if (elements_[i] != 0)
        out += fmt::format(R"(<a style="color:#000" href="#brochure-audit-{}">{}</a></b>)", elements_[i], heading);
      else
        out += heading + "</b>";
      if (!mark.quote.empty() && elements_[i] == 0) out += fmt::format("<br/><q>{}</q>", Escaped(mark.quote));
      std::string comment = Escaped(mark.comment);
      for (std::size_t at = comment.find("&#10;"); at != npos; at = comment.find("&#10;", at))
        comment.replace(at, 5, "<br/>");
      out += fmt::format("<br/>{}</p>", comment);
    }
    return out + "</details></section>";
  }

  std::string_view source_;
  std::string_view charset_;
  const std::vector<Mark>& marks_;
  CleanMarkup clean_;
  PageWords words_;
  std::vector<std::size_t> elements_;  // of each mark: number of its first element; 0 = none
  std::size_t element_count_ = 0;
  std::map<std::size_t, std::vector<std::size_t>> begins_;
  std::map<std::size_t, std::vector<std::size_t>> ends_;
  std::map<std::size_t, std::string> inserted_;
};

std::string InCharset(std::string_view ascii, std::string_view charset) {
  if (!charset.starts_with("UTF-16")) return std::string(ascii);
  std::string wide;
  for (const char c : ascii) {
    if (charset == "UTF-16BE") wide += '\0';
    wide += c;
    if (charset == "UTF-16LE") wide += '\0';
  }
  return wide;
}

/// `text` with all that is put in; `offsets` are where, in the order of `inserted`.
std::string Merged(std::string_view text, const std::map<std::size_t, std::string>& inserted,
                   const std::vector<std::size_t>& offsets, std::string_view charset) {
  std::string out;
  std::size_t at = 0;
  std::size_t i = 0;
  for (const auto& [unused, ascii] : inserted) {
    out += text.substr(at, offsets[i] - at);
    out += InCharset(ascii, charset);
    at = offsets[i++];
  }
  return out += text.substr(at);
}

}  // namespace

MarkUpResult MarkUpHtml(std::string_view bytes, const std::vector<Mark>& marks, const ParseLimits& limits) {
  if (bytes.size() > limits.max_container_bytes) return NotMarked{"the page is larger than the limit"};
  const DecodedText decoded = DecodeToUtf8(bytes);
  HtmlMarker marker(decoded.text, decoded.charset, marks, limits.max_depth);
  MarkedCopy copy;
  copy.marks = marker.Place();
  std::vector<std::size_t> offsets;
  for (const auto& [at, unused] : marker.inserted())
    offsets.push_back(at);
  const std::vector<std::size_t> in_bytes = SourceOffsets(bytes, decoded.charset, offsets);
  if (in_bytes.size() != offsets.size()) return NotMarked{"its characters cannot be located in its bytes"};
  copy.bytes = Merged(bytes, marker.inserted(), in_bytes, decoded.charset);
  if (DecodeToUtf8(copy.bytes).text != Merged(decoded.text, marker.inserted(), offsets, "UTF-8"))
    return NotMarked{fmt::format("its character encoding ({}) cannot carry marks", decoded.charset)};
  return copy;
}

}  // namespace audit
