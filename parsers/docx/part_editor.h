// Changes to the bytes of an XML part: what is put in where, all else as it was.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "parsers/docx/xml_spans.h"

namespace audit {

class PartEditor {
 public:
  /// `xml` must remain live while the editor lives.
  explicit PartEditor(std::string_view xml) : xml_(xml) {}

  /// Of several at one place those of a lower order come first, then as they were put.
  void Insert(std::size_t at, std::string_view text, int order = 0);
  void Replace(std::size_t begin, std::size_t end, std::string_view text);

  std::string Finish() const;

 private:
  struct Place {
    std::map<int, std::string> inserted;  ///< by order
    std::size_t removed = 0;              ///< bytes behind the place
  };
  std::string_view xml_;
  std::map<std::size_t, Place> places_;
};

/// `xml` with `child` as the last child of its root element, whose prefix it should carry; "" if it has no root.
std::string WithLastChild(std::string_view xml, std::string_view child);

/// `text` for use in XML: markup and quotes escaped, what XML cannot hold left out.
std::string XmlEscaped(std::string_view text);

}  // namespace audit
