#include "parsers/docx/xml_spans.h"

#include <algorithm>

#include "parsers/utf8.h"

namespace audit {
namespace {

constexpr auto npos = std::string_view::npos;

class Scanner {
 public:
  explicit Scanner(std::string_view xml) : xml_(xml) {}

  std::optional<std::vector<XmlSpan>> Run() {
    if (!IsValidUtf8(xml_) || xml_.find('\0') != npos) return std::nullopt;
    for (at_ = xml_.find('<'); at_ != npos; at_ = xml_.find('<', at_))
      if (!ReadMarkup()) return std::nullopt;
    if (!open_.empty() || spans_.empty()) return std::nullopt;
    return std::move(spans_);
  }

 private:
  bool ReadMarkup() {
    const std::string_view rest = xml_.substr(at_);
    if (rest.starts_with("<!--")) return SkipPast("-->");
    if (rest.starts_with("<![CDATA[")) return SkipPast("]]>");
    if (rest.starts_with("<?")) return SkipPast("?>");
    if (rest.starts_with("<!")) return false;
    return rest.starts_with("</") ? ReadEnd() : ReadStart();
  }

  bool SkipPast(std::string_view mark) {
    const std::size_t found = xml_.find(mark, at_);
    at_ = found == npos ? found : found + mark.size();
    return found != npos;
  }

  bool ReadEnd() {
    const std::size_t close = xml_.find('>', at_);
    if (close == npos || open_.empty()) return false;
    XmlSpan& span = spans_[open_.back()];
    span.content_end = at_;
    span.end = close + 1;
    open_.pop_back();
    at_ = close + 1;
    return true;
  }

  bool ReadStart() {
    XmlSpan span;
    span.begin = at_;
    const std::size_t name_end = xml_.find_first_of(" \t\r\n/>", at_ + 1);
    if (name_end == npos) return false;
    span.name = xml_.substr(at_ + 1, name_end - at_ - 1);
    at_ = name_end;
    while (at_ < xml_.size() && xml_[at_] != '>') {
      const char c = xml_[at_];
      if (c == '"' || c == '\'') at_ = xml_.find(c, at_ + 1);
      if (at_ == npos) return false;
      ++at_;
    }
    if (at_ >= xml_.size()) return false;
    span.is_empty_tag = xml_[at_ - 1] == '/';
    ++at_;
    span.content_begin = span.content_end = span.end = at_;
    span.parent = open_.empty() ? spans_.size() : open_.back();
    if (!span.is_empty_tag) open_.push_back(spans_.size());
    spans_.push_back(span);
    return true;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::vector<XmlSpan> spans_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::optional<std::vector<XmlSpan>> XmlSpansOf(std::string_view xml) { return Scanner(xml).Run(); }

std::string_view PrefixOf(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == npos ? std::string_view() : name.substr(0, colon + 1);
}

}  // namespace audit
