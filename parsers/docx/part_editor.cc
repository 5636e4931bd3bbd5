#include "parsers/docx/part_editor.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "parsers/utf8.h"

namespace audit {

void PartEditor::Insert(std::size_t at, std::string_view text, int order) { places_[at].inserted[order] += text; }

void PartEditor::Replace(std::size_t begin, std::size_t end, std::string_view text) {
  places_[begin].removed = end - begin;
  Insert(begin, text);
}

std::string PartEditor::Finish() const {
  std::string out;
  std::size_t at = 0;
  for (const auto& [place, change] : places_) {
    if (place > at) out += xml_.substr(at, place - at);
    for (const auto& [order, text] : change.inserted)
      out += text;
    at = std::max(at, place) + change.removed;
  }
  return out += xml_.substr(at);
}

std::string WithLastChild(std::string_view xml, std::string_view child) {
  const std::optional<std::vector<XmlSpan>> spans = XmlSpansOf(xml);
  if (!spans) return "";
  const XmlSpan& root = spans->front();
  PartEditor editor(xml);
  if (root.is_empty_tag)
    editor.Replace(root.end - 2, root.end, fmt::format(">{}</{}>", child, root.name));
  else
    editor.Insert(root.content_end, child);
  return editor.Finish();
}

std::string XmlEscaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextUtf8(text, &at);
    const bool allowed = point >= 0x20 || point == '\t' || point == '\n';
    if (!allowed || point == 0xFFFE || point == 0xFFFF) continue;
    switch (point) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        AppendUtf8(point, out);
    }
  }
  return out;
}

}  // namespace audit
