// A check of a page's markup that needs no browser: stricter than HTML, so that nothing rests on a browser's repairs.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace audit {

/// `page` without the texts of its scripts, in which '<' is no tag.
inline std::string WithoutScripts(const std::string& page) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin = page.find("<script>"); begin != std::string::npos; begin = page.find("<script>", at)) {
    begin += 8;
    out += page.substr(at, begin - at);
    at = std::min(page.find("</script>", begin), page.size());
  }
  return out + page.substr(at);
}

/// Where the page's links lead that leave it: href and src.
inline std::set<std::string> LinksOut(const std::string& page) {
  static const std::regex kReference(R"re( (?:href|src)="([^"]*)")re");
  const std::string text = WithoutScripts(page);
  std::set<std::string> links;
  for (std::sregex_iterator found(text.begin(), text.end(), kReference), end; found != end; ++found)
    if (!(*found)[1].str().starts_with("#")) links.insert((*found)[1]);
  return links;
}

/// "" if every element of `whole_page` is closed in its turn, every attribute is quoted, ids are unique and every link
/// has its target within the page or goes to another page of the report; else what is wrong first.
inline std::string BrokenMarkup(const std::string& whole_page) {
  const std::string page = WithoutScripts(whole_page);
  static const std::regex kTag(R"(<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)(/?)>|<!DOCTYPE html>)");
  static const std::regex kReference(R"re( (id|href|src)="([^"]*)")re");
  static const std::regex kPage(
      R"re((\.\./){0,2}(pages/)?([a-z]+(-[0-9]+)?|[0-9a-f]{2}/[0-9a-f]{12})\.(html|css)(#.*)?|(\.\./){2}evidence/[a-z0-9./]+)re");
  static const std::set<std::string> kVoid = {"meta", "input", "link", "img"};
  std::vector<std::string> open;
  std::set<std::string> ids, targets;
  std::size_t tags = 0;
  for (std::sregex_iterator tag(page.begin(), page.end(), kTag), end; tag != end; ++tag, ++tags) {
    const std::string name = (*tag)[2], attributes = (*tag)[3];
    for (std::sregex_iterator found(attributes.begin(), attributes.end(), kReference); found != end; ++found) {
      const std::string value = (*found)[2];
      if ((*found)[1] == "id" && !ids.insert(value).second) return fmt::format("two elements have the id {}", value);
      if ((*found)[1] != "id") targets.insert(value);
    }
    if (name.empty() || kVoid.count(name) > 0 || (*tag)[4] == "/") continue;
    if ((*tag)[1] != "/") {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name)
        return fmt::format("</{}> closes {}", name, open.empty() ? "nothing" : open.back());
      open.pop_back();
    }
  }
  if (!open.empty()) return fmt::format("<{}> is never closed", open.back());
  const auto signs = static_cast<std::size_t>(std::count(page.begin(), page.end(), '<'));
  if (signs != tags) return fmt::format("{} of {} '<' are no tag", signs - tags, signs);
  for (const std::string& target : targets)
    if (target[0] == '#' ? ids.count(target.substr(1)) == 0 : !std::regex_match(target, kPage))
      return fmt::format("the link {} leads nowhere in the page", target);
  return "";
}

}  // namespace audit
