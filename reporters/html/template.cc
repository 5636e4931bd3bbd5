#include "reporters/html/template.h"

#include <cassert>
#include <kainjow/mustache.hpp>

#include "reporters/html/html_text.h"
#include "reporters/html/template_sources.h"

namespace audit {
namespace {

namespace mustache = kainjow::mustache;

/// Views nest as deep as the templates do, never as deep as a document.
mustache::data ToData(const View& view) {
  mustache::data data;
  for (const auto& [name, text] : view.texts)
    data[name] = mustache::data(text);
  for (const auto& [name, items] : view.lists) {
    mustache::list list;
    list.reserve(items.size());
    for (const View& item : items)
      list.push_back(ToData(item));
    data[name] = mustache::data(list);
  }
  return data;
}

}  // namespace

struct TemplateSet::Parsed {
  std::vector<mustache::mustache> templates;
};

TemplateSet::TemplateSet(std::span<const std::string_view> sources) : parsed_(std::make_unique<Parsed>()) {
  for (const std::string_view source : sources) {
    auto& parsed = parsed_->templates.emplace_back(std::string(source));
    assert(parsed.is_valid());
    parsed.set_custom_escape([](const std::string& text) { return HtmlText(text); });
  }
}

TemplateSet::~TemplateSet() = default;

std::string TemplateSet::Render(std::size_t index, const View& view) {
  std::string out;
  parsed_->templates.at(index).render(ToData(view), [&out](const std::string& part) { out += part; });
  return out;
}

std::string Render(Template name, const View& view) {
  static thread_local TemplateSet templates{kTemplateSources};
  return templates.Render(static_cast<std::size_t>(name), view);
}

}  // namespace audit
