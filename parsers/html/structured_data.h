// Questions and answers that a page declares for search engines (schema.org FAQPage as JSON-LD).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace audit {

struct FaqEntry {
  std::string question;
  std::string answer_html;  ///< may hold markup
};

/// Entries of every FAQPage or Question object in `json`; none when it is damaged or nested deeper than a page needs.
std::vector<FaqEntry> ReadFaqEntries(std::string_view json);

}  // namespace audit
