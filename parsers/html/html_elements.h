// What each HTML element means for reading text: the only list of elements.
#pragma once

#include <string_view>

namespace audit {

struct HtmlAttribute {
  std::string_view name;  ///< lower case
  std::string_view value;
};

enum class ElementRole {
  kInline,   ///< part of the running text; also every unknown element
  kBlock,    ///< starts and ends a paragraph
  kSection,  ///< block; a header within it is not the header of the page
  kHeading,
  kListItem,
  kTerm,         ///< dt
  kDescription,  ///< dd
  kTable,
  kTableRow,
  kTableCell,
  kCaption,
  kHeader,
  kFooter,
  kNavigation,
  kDetails,
  kSummary,
  kSkipped,   ///< nothing within is text
  kFallback,  ///< shown only where something else cannot be
  kDialog,
  kBreak,
  kRule,
  kTitle,
  kMeta,
  kImage,
  kInput,
  kLink,
  kFont,
  kBold,
  kSmall,
  kBig,
  kRaised,  ///< sub, sup
  kStruck,
  kQuote,
  kPreformatted,
  kForeign,  ///< svg
  kRoot,     ///< html, body
};

/// `name` in lower case.
ElementRole RoleOf(std::string_view name);

}  // namespace audit
