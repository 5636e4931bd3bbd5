// Follows the open elements of a page and tells the colours of words and of the ground under them, by style sheets,
// style attributes and the old presentational attributes. One per page; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/html/html_elements.h"
#include "parsers/html/markup_cleaner.h"
#include "parsers/html/style_sheet.h"
#include "parsers/paragraph_buffer.h"

namespace audit {

class PagePaint {
 public:
  explicit PagePaint(const CleanMarkup& page);

  /// `name` in lower case.
  void Open(std::string_view name, ElementRole role, const std::vector<HtmlAttribute>& attributes);
  void Close();

  /// Of words that stand directly in the innermost open element. Absent when either colour is not known, or the page
  /// says neither: then its reader's own colours hold.
  std::optional<InkOnGround> Words() const;

 private:
  struct Element {
    std::optional<CssColor> ink;
    std::optional<Rgb> ground;
    bool says = false;    ///< either colour is the page's, not the browser's
    bool veiled = false;  ///< colours are changed by opacity or the like
    CssFlow flow = CssFlow::kStatic;
    std::size_t absolute = 0;  ///< position of the absolutely placed element around it, or of itself; 0 = none
    std::size_t names_begin = 0;
  };
  struct Match {
    std::uint64_t weight;
    std::uint32_t rule;
    bool sure;
  };

  void NameElement(std::string_view name, const std::vector<HtmlAttribute>& attributes);
  void FindRules();
  void TryRule(std::uint32_t number);
  bool Fits(const CompoundSelector& part, std::size_t element) const;
  bool FitsAncestors(const StyleRule& rule);
  void ApplyRules(bool important, CssPaints& paints) const;
  CssPaints PaintsOf(ElementRole role, const std::vector<HtmlAttribute>& attributes);
  CssDeclarations ReadOwn(std::string_view style) const;
  bool IsUndecided(const std::vector<HtmlAttribute>& attributes) const;
  void Paint(const CssPaints& paints, bool undecided, Element& element) const;
  /// What an absolutely placed element draws lies under or over words of the element that it is placed by.
  void Overlay(std::size_t absolute);

  StyleSheet sheet_;
  bool whole_;              ///< all style sheets are known
  bool scripts_may_style_;  ///< by classes that the sheets do not mention
  bool tables_inherit_;
  std::vector<Element> open_;  ///< the first stands for the page itself
  std::vector<int> names_;     ///< of all open elements, one after another, each sorted
  std::vector<Match> matches_;
  std::size_t steps_ = 0;
};

}  // namespace audit
