#include "parsers/html/html_elements.h"

#include <algorithm>
#include <iterator>

namespace audit {
namespace {

struct Row {
  std::string_view name;
  ElementRole role;
};

using enum ElementRole;

constexpr Row kElements[] = {
    {"a", kLink},
    {"address", kBlock},
    {"area", kImage},
    {"article", kSection},
    {"aside", kSection},
    {"audio", kFallback},
    {"b", kBold},
    {"big", kBig},
    {"blockquote", kBlock},
    {"body", kRoot},
    {"br", kBreak},
    {"button", kBlock},
    {"canvas", kFallback},
    {"caption", kCaption},
    {"center", kBlock},
    {"datalist", kSkipped},
    {"dd", kDescription},
    {"del", kStruck},
    {"details", kDetails},
    {"dialog", kDialog},
    {"dir", kBlock},
    {"div", kBlock},
    {"dl", kBlock},
    {"dt", kTerm},
    {"fieldset", kBlock},
    {"figcaption", kCaption},
    {"figure", kBlock},
    {"font", kFont},
    {"footer", kFooter},
    {"form", kBlock},
    {"frameset", kBlock},
    {"h1", kHeading},
    {"h2", kHeading},
    {"h3", kHeading},
    {"h4", kHeading},
    {"h5", kHeading},
    {"h6", kHeading},
    {"header", kHeader},
    {"hgroup", kBlock},
    {"hr", kRule},
    {"html", kRoot},
    {"img", kImage},
    {"input", kInput},
    {"isindex", kBlock},
    {"legend", kBlock},
    {"li", kListItem},
    {"listing", kPreformatted},
    {"main", kSection},
    {"marquee", kBlock},
    {"menu", kBlock},
    {"meta", kMeta},
    {"nav", kNavigation},
    {"noscript", kFallback},
    {"object", kFallback},
    {"ol", kBlock},
    {"optgroup", kBlock},
    {"option", kListItem},
    {"p", kBlock},
    {"pre", kPreformatted},
    {"q", kQuote},
    {"rp", kSkipped},
    {"rt", kSkipped},
    {"rtc", kSkipped},
    {"s", kStruck},
    {"script", kSkipped},
    {"search", kBlock},
    {"section", kSection},
    {"select", kBlock},
    {"small", kSmall},
    {"strike", kStruck},
    {"strong", kBold},
    {"style", kSkipped},
    {"sub", kRaised},
    {"summary", kSummary},
    {"sup", kRaised},
    {"svg", kForeign},
    {"table", kTable},
    {"tbody", kBlock},
    {"td", kTableCell},
    {"template", kSkipped},
    {"textarea", kBlock},
    {"tfoot", kBlock},
    {"th", kTableCell},
    {"thead", kBlock},
    {"title", kTitle},
    {"tr", kTableRow},
    {"ul", kBlock},
    {"video", kFallback},
};

static_assert(std::is_sorted(std::begin(kElements), std::end(kElements),
                             [](const Row& a, const Row& b) { return a.name < b.name; }));

}  // namespace

ElementRole RoleOf(std::string_view name) {
  const Row* row = std::lower_bound(std::begin(kElements), std::end(kElements), name,
                                    [](const Row& candidate, std::string_view key) { return candidate.name < key; });
  return row != std::end(kElements) && row->name == name ? row->role : kInline;
}

}  // namespace audit
