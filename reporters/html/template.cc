#include "reporters/html/template.h"

#include <array>
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

std::array<mustache::mustache, kTemplateCount> ParseAll() {
  const auto parse = [](std::string_view source) {
    mustache::mustache parsed{std::string(source)};
    assert(parsed.is_valid());
    parsed.set_custom_escape([](const std::string& text) { return HtmlText(text); });
    return parsed;
  };
  const auto& sources = kTemplateSources;
  return {parse(sources[0]), parse(sources[1]), parse(sources[2]), parse(sources[3]), parse(sources[4]),
          parse(sources[5]), parse(sources[6]), parse(sources[7]), parse(sources[8])};
}

}  // namespace

std::string Render(Template name, const View& view) {
  // Rendering keeps its state in the template, so each thread has its own.
  static thread_local std::array<mustache::mustache, kTemplateCount> templates = ParseAll();
  std::string out;
  templates[static_cast<std::size_t>(name)].render(ToData(view), [&out](const std::string& part) { out += part; });
  return out;
}

}  // namespace audit
