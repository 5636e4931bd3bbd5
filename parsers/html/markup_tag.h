// One tag of a web page as it is written, read as the HTML standard does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

struct MarkupAttribute {
  std::string name;            ///< lower case
  std::string_view raw_value;  ///< of the page, its character references as they are
};

struct MarkupTag {
  std::string name;  ///< lower case; what no name may hold becomes '-'
  /// Those that tell about text or its look, each name once; none of a tag of more than 64 KiB.
  std::vector<MarkupAttribute> attributes;
  bool is_end = false;  ///< "</p>"
  bool closes_itself = false;
  bool is_whole = false;  ///< false: the page ends within it
  std::size_t end = 0;    ///< offset into the page, behind the tag

  /// "" when there is no such attribute.
  std::string_view ValueOf(std::string_view attribute) const;
};

/// `at`: offset of a '<' that a letter follows, or a '/' and a letter. `page` must outlive the tag.
MarkupTag ReadMarkupTag(std::string_view page, std::size_t at);

}  // namespace audit
