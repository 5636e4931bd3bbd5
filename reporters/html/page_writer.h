// A whole page around its body: head, content security policy, style and scripts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reporters/html/template.h"

namespace audit {

enum class PageKind : std::uint8_t {
  kOverview,  ///< report.html: style and script in the page, so that it can be sent alone
  kList,      ///< below pages/: style and scripts in the page
  // Below pages/xx/: there are many, so the style is ../report.css.
  kDocument,       ///< with findings to mark: the script is in the page
  kQuietDocument,  ///< without findings: no script
};

/// `view` has page_title and tool_version; `body` is markup from templates. Only our own scripts and style run: they
/// are named by their hashes.
std::string WholePage(PageKind kind, const View& view, std::string_view body);

/// What stands before and after the body, for pages that are too long to be held in memory.
std::string PageBegin(PageKind kind, const View& view);
std::string PageEnd(PageKind kind);

/// The style sheet that document pages refer to.
std::string_view StyleSheet();

}  // namespace audit
