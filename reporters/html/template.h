// The pages' templates (templates/*.mustache, built into the program) and the values that fill them. Every value is
// escaped on its way in; there is no way around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// What one template or one item of its lists may show, by name. A name without a value shows nothing, and a section of
/// that name is left out; inside a list, names that the item lacks are looked up outside it.
struct View {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<View>> lists;

  /// An empty text counts as no value.
  void Set(const std::string& name, std::string_view text) {
    if (!text.empty()) texts[name] = text;
  }
  void SetCount(const std::string& name, std::size_t count) { texts[name] = std::to_string(count); }
  /// Makes the section `name` appear.
  void Show(const std::string& name) { texts[name] = "yes"; }
  View& Add(const std::string& list) { return lists[list].emplace_back(); }
};

/// Templates parsed once. Rendering keeps its state in them: one for each thread.
class TemplateSet {
 public:
  /// REQUIRES: `sources` are valid templates, as those built into the program are.
  explicit TemplateSet(std::span<const std::string_view> sources);
  ~TemplateSet();

  /// `index` into the sources.
  std::string Render(std::size_t index, const View& view);

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

enum class Template : std::uint8_t {
  kHead,         ///< from the first line to the style
  kOverview,     ///< body of the first page
  kListTop,      ///< body of a list, to its rows
  kListSection,  ///< heading of the findings of one rule
  kListEnd,      ///< what follows the rows
  kFindingRow,
  kDocumentRow,
  kUnreadRow,
  kDocument,  ///< body of a document's page
};

std::string Render(Template name, const View& view);

}  // namespace audit
