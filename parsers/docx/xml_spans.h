// Where the elements of an XML part lie in its bytes, so that a copy can be changed at places and keep all other bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace audit {

/// Offsets into the part. Of an element without content (<w:br/>) both content offsets are `end`.
struct XmlSpan {
  std::size_t begin = 0;
  std::size_t content_begin = 0;
  std::size_t content_end = 0;
  std::size_t end = 0;
  std::string_view name;   ///< as written, with its prefix
  std::size_t parent = 0;  ///< index of the element around it; of the root: its own
  bool is_empty_tag = false;
};

/// All elements in the order of their start tags; nothing if the part is not well-formed UTF-8 XML without a document
/// type.
std::optional<std::vector<XmlSpan>> XmlSpansOf(std::string_view xml);

/// "w:" of "w:p", "" of "p".
std::string_view PrefixOf(std::string_view name);

}  // namespace audit
