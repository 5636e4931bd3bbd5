// The rules of a page's own style sheets that tell of colours, and which of them apply to an element. A rule whose
// selector asks more than name, id, classes and ancestors is told as one that may apply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "parsers/html/css_paints.h"
#include "parsers/html/markup_cleaner.h"

namespace audit {

/// Numbers that a StyleSheet gives to the names, ids and classes in its selectors.
using SelectorNames = std::vector<int>;

/// A part of a selector that speaks of one element.
struct CompoundSelector {
  SelectorNames names;        ///< all are needed
  bool is_parent = false;     ///< of the part to its right, not just any ancestor
  bool asks_more = false;     ///< what is not known here, such as the place among siblings
  bool draws_beside = false;  ///< ::before or ::after of the element
};

struct StyleRule {
  std::vector<CompoundSelector> parts;  ///< the element's own first, then its ancestors' outwards; at least one
  CssPaints paints;
  std::uint64_t weight = 0;  ///< the heavier rule wins
  bool is_important = false;
  bool may_not_apply = false;  ///< by its media, or by what its selector asks more
};

class StyleSheet {
 public:
  explicit StyleSheet(const std::vector<StyleSheetText>& sheets);
  StyleSheet() = default;

  const std::vector<StyleRule>& rules() const { return rules_; }
  /// Positions in rules() that may concern an element of this name; those for every element are under kAnyElement.
  const std::vector<std::uint32_t>& RulesFor(int name) const;
  static constexpr int kAnyElement = -1;
  static constexpr int kUnnamed = -2;
  static constexpr std::size_t kMaxParts = 8;  ///< of a selector; what stands before them is passed over

  /// Number of a name that stands in some selector, or kUnnamed. `kind` is ' ' for elements, '.' or '#'.
  int NumberOf(char kind, std::string_view name) const;
  bool Mentions(std::string_view class_name) const { return classes_.contains(std::string(class_name)); }

  /// False when a sheet brings in others, is too long, or is written in a way that is not read here.
  bool is_whole() const { return whole_; }
  const CssVariables& variables() const { return variables_; }

 private:
  struct Raw {
    std::string_view selectors;
    std::string_view block;
    bool unsure = false;
  };
  void Split(std::string_view css, bool unsure, int depth, std::vector<Raw>& out);
  void ReadAtRule(std::string_view prelude, std::string_view block, bool unsure, int depth, std::vector<Raw>& out);
  void AddRules(const Raw& raw);
  void AddRule(std::vector<CompoundSelector> parts, std::uint64_t weight, CssPaints paints, bool unsure);
  int Intern(char kind, const std::string& name);

  friend class SelectorReader;

  std::vector<StyleRule> rules_;
  std::unordered_map<int, std::vector<std::uint32_t>> by_name_;
  std::unordered_map<std::string, int> numbers_;
  std::unordered_set<std::string> classes_;
  CssVariables variables_;
  bool whole_ = true;
};

}  // namespace audit
