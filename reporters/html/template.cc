#include "reporters/html/template.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "reporters/html/html_text.h"
#include "reporters/html/template_sources.h"

namespace audit {

struct TemplateSet::Part {
  enum class Kind : std::uint8_t { kText, kLineEnd, kValue, kWith, kWithout };

  Kind kind = Kind::kText;
  std::string words;    ///< text, or name
  std::size_t end = 0;  ///< of a section: the index past its last part
};

/// One template with one view, into one text.
class TemplateSet::Rendering {
 public:
  Rendering(const Parts& parts, const View& view) : parts_(parts), within_{&view} {}

  std::string Whole() {
    Show(0, parts_.size());
    if (IsNoLine()) out_.resize(line_);
    return std::move(out_);
  }

 private:
  /// What a name stands for; nothing if both are null.
  struct Value {
    const std::string* text = nullptr;
    const std::vector<View>* items = nullptr;
  };

  /// The innermost of that name; a list goes before a text.
  Value Find(const std::string& name) const {
    for (auto view = within_.rbegin(); view != within_.rend(); ++view) {
      if (const auto list = (*view)->lists.find(name); list != (*view)->lists.end()) return {nullptr, &list->second};
      if (const auto text = (*view)->texts.find(name); text != (*view)->texts.end()) return {&text->second, nullptr};
    }
    return {};
  }

  /// Parts from `begin` to before `end`.
  void Show(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Part& part = parts_[i];
      switch (part.kind) {
        case Part::Kind::kText:
          out_ += part.words;
          break;
        case Part::Kind::kLineEnd:
          EndLine();
          break;
        case Part::Kind::kValue:
          if (const Value value = Find(part.words); value.text != nullptr) out_ += HtmlText(*value.text);
          break;
        case Part::Kind::kWith:
        case Part::Kind::kWithout:
          ShowSection(i);
          i = part.end - 1;
          break;
      }
    }
  }

  void ShowSection(std::size_t at) {
    const Part& part = parts_[at];
    const Value value = Find(part.words);
    const bool some = value.text != nullptr || (value.items != nullptr && !value.items->empty());
    if (some != (part.kind == Part::Kind::kWith)) return;
    if (value.items == nullptr || !some) return ShowWithin(at);
    for (const View& item : *value.items) {
      within_.push_back(&item);
      ShowWithin(at);
      within_.pop_back();
    }
  }

  void ShowWithin(std::size_t at) {
    line_has_section_ = true;
    Show(at + 1, parts_[at].end);
    line_has_section_ = true;  // it ends on this line, too
  }

  bool IsNoLine() const { return line_has_section_ && out_.find_first_not_of(" \t", line_) == std::string::npos; }

  void EndLine() {
    if (IsNoLine())
      out_.resize(line_);
    else
      out_ += '\n';
    line_ = out_.size();
    line_has_section_ = false;
  }

  const Parts& parts_;
  std::vector<const View*> within_;  ///< outermost first
  std::string out_;
  std::size_t line_ = 0;  ///< where the last line begins in `out_`
  bool line_has_section_ = false;
};

TemplateSet::Parts TemplateSet::Parse(std::string_view source) {
  Parts parts;
  std::vector<std::size_t> open;  // sections
  const auto add = [&parts](Part::Kind kind, std::string_view words) { parts.push_back({kind, std::string(words)}); };
  while (!source.empty()) {
    const std::size_t text = std::min({source.find("{{"), source.find('\n'), source.size()});
    if (text > 0) add(Part::Kind::kText, source.substr(0, text));
    source.remove_prefix(text);
    if (source.empty()) break;
    if (source.front() == '\n') {
      add(Part::Kind::kLineEnd, "");
      source.remove_prefix(1);
      continue;
    }
    const std::size_t end = source.find("}}");
    assert(end != std::string_view::npos && end > 2);
    const std::string_view name = source.substr(2, end - 2);
    source.remove_prefix(end + 2);
    if (name.front() == '/') {
      assert(!open.empty() && parts[open.back()].words == name.substr(1));
      parts[open.back()].end = parts.size();
      open.pop_back();
    } else if (name.front() == '#' || name.front() == '^') {
      open.push_back(parts.size());
      add(name.front() == '#' ? Part::Kind::kWith : Part::Kind::kWithout, name.substr(1));
    } else {
      add(Part::Kind::kValue, name);
    }
  }
  assert(open.empty());
  return parts;
}

TemplateSet::TemplateSet(std::span<const std::string_view> sources) {
  std::transform(sources.begin(), sources.end(), std::back_inserter(templates_), Parse);
}

TemplateSet::~TemplateSet() = default;

std::string TemplateSet::Render(std::size_t index, const View& view) const {
  return Rendering(templates_.at(index), view).Whole();
}

std::string Render(Template name, const View& view) {
  static const TemplateSet templates{kTemplateSources};
  return templates.Render(static_cast<std::size_t>(name), view);
}

}  // namespace audit
